"""Every error of the API in one shape: application/problem+json (RFC 9457)."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import structlog
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import DataError
from django.http import Http404, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import exceptions
from rest_framework.views import set_rollback

from config.plain_text import is_plain_request
from tenants.correlation import correlation_id
from tenants.errors import AppError
from tenants.outages import RETRY_AFTER, SERVICE_UNAVAILABLE, is_outage

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase
    from django.utils.functional import _StrOrPromise
    from rest_framework.request import Request

logger = structlog.get_logger(__name__)

CONTENT_TYPE = "application/problem+json"
KEPT = ("Retry-After", "WWW-Authenticate", "Allow", "X-Correlation-ID")


class TooLarge(exceptions.APIException):
    status_code = 413
    default_code = "too-large"
    default_detail = gettext_lazy("That is more than can be sent here at once.")


def problem(
    *, status: int, code: str, title: _StrOrPromise, detail: _StrOrPromise, errors: Any = None, headers: Any = None
) -> JsonResponse:
    """One problem document; ``type`` is a stable relative reference programs can compare."""
    body = {
        "type": f"/problems/{code}",
        "title": str(title),
        "status": status,
        "detail": str(detail),
        "errors": errors or {},
        "correlation_id": correlation_id(),
    }
    return JsonResponse(body, status=status, content_type=CONTENT_TYPE, headers=headers)


def of_app_error(error: AppError) -> JsonResponse:
    headers = RETRY_AFTER if is_outage(error) else {}
    if error.retry_after is not None:
        headers = {"Retry-After": str(error.retry_after)}
    return problem(
        status=error.status,
        code=error.code,
        title=error.title,
        detail=error.detail,
        errors=error.errors,
        headers=headers,
    )


def of_outage(error: BaseException) -> JsonResponse:
    """For an error of which ``is_outage`` holds."""
    if isinstance(error, AppError):
        return of_app_error(error)
    return problem(
        status=SERVICE_UNAVAILABLE,
        code="unavailable",
        title=HTTPStatus.SERVICE_UNAVAILABLE.phrase,
        detail=_("This cannot be answered right now. Please try again in a few seconds."),
        headers=RETRY_AFTER,
    )


def internal() -> JsonResponse:
    return problem(
        status=500,
        code="internal",
        title=_("Something went wrong on our side"),
        detail=_("Nothing was changed. Try again; if it keeps happening, tell us the correlation id."),
    )


def of_api_exception(error: exceptions.APIException) -> JsonResponse:
    status = HTTPStatus(error.status_code)
    headers = {}
    if (wait := getattr(error, "wait", None)) is not None:
        headers["Retry-After"] = str(int(wait) + 1)  # seconds, of a Throttled
    if authenticate := getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = authenticate
    if isinstance(error, exceptions.ValidationError):
        return problem(
            status=422,
            code="validation",
            title=_("Some fields are not right"),
            detail=_("Look at the fields named and send it again."),
            errors=error.detail if isinstance(error.detail, dict) else {"non_field_errors": error.detail},
        )
    code = str(error.get_codes()) if isinstance(error.detail, str) else error.default_code
    return problem(
        status=status,
        code=code.replace("_", "-"),
        title=status.phrase,
        detail=str(error.detail) if isinstance(error.detail, str) else str(error.default_detail),
        headers=headers,
    )


def is_of_the_request(error: Exception, request: Request) -> bool:
    """Whether what was sent cannot be read, or stored, and was not found out before."""
    if isinstance(error, ValueError | DataError):
        return not is_plain_request(request._request)
    return isinstance(error, SuspiciousOperation)


def problem_response(error: Exception, context: dict[str, Any]) -> JsonResponse | None:
    """DRF's exception handler; an error nobody anticipated is logged with its trace and told without it."""
    set_rollback()
    if isinstance(error, AppError):
        return of_app_error(error)
    if isinstance(error, Http404):
        error = exceptions.NotFound()
    elif isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    elif isinstance(error, RequestDataTooBig):
        error = TooLarge()
    elif is_of_the_request(error, context["request"]):
        error = exceptions.ParseError()
    if isinstance(error, exceptions.APIException):
        return of_api_exception(error)
    if is_outage(error):
        logger.warning("unavailable", view=type(context.get("view")).__name__, error=repr(error))
        return of_outage(error)
    logger.error("unanticipated_error", view=type(context.get("view")).__name__, exc_info=error)
    return internal()


class ProblemMiddleware:
    """Gives what is refused under /api before a view is asked the shape of all that is refused there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        is_told = "json" in response.headers.get("Content-Type", "")
        if response.status_code < HTTPStatus.BAD_REQUEST or is_told or not request.path.startswith("/api/"):
            return response
        status = HTTPStatus(response.status_code)
        kept = {name: value for name, value in response.headers.items() if name in KEPT}
        code = status.phrase.lower().replace(" ", "-")
        return problem(status=status, code=code, title=status.phrase, detail=status.description, headers=kept)


def not_found(request: HttpRequest, path: str = "") -> JsonResponse:
    """The API's own 404, for paths under /api/ that no route takes."""
    return problem(status=404, code="not-found", title=_("Not found"), detail=_("There is nothing at this address."))
