"""The bearer token of one booking, order or place on the waiting list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import BasePermission

from businesses.errors import BookingNotFound
from businesses.models import Booking, Order, Waiting
from businesses.ordering.errors import OrderNotFound
from businesses.tokens import booking_by_manage_token, order_by_manage_token, waiting_by_manage_token
from businesses.waiting.errors import WaitingNotFound

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise
    from rest_framework.request import Request
    from rest_framework.views import APIView


class ManageTokenAuthentication(BaseAuthentication):
    """``Authorization: Bearer <manage_token>`` of the booking in the path.

    A wrong token and a reference that does not exist are answered alike.
    """

    refusal: _StrOrPromise = _("This token does not open this booking.")

    def authenticate(self, request: Request) -> tuple[AnonymousUser, Booking | Order | Waiting] | None:
        scheme, _space, token = get_authorization_header(request).partition(b" ")
        if scheme.lower() != b"bearer" or not token:
            return None
        reference = request.parser_context["kwargs"]["reference"]
        try:
            return AnonymousUser(), self.open(reference, token.decode("latin-1"))
        except (BookingNotFound, OrderNotFound, WaitingNotFound):
            raise AuthenticationFailed(self.refusal) from None

    def open(self, reference: str, token: str) -> Booking | Order | Waiting:
        return booking_by_manage_token(reference=reference, token=token)

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"


class OrderTokenAuthentication(ManageTokenAuthentication):
    """The same of the order in the path."""

    refusal = _("This token does not open this order.")

    def open(self, reference: str, token: str) -> Booking | Order | Waiting:
        return order_by_manage_token(reference=reference, token=token)


class WaitingTokenAuthentication(ManageTokenAuthentication):
    """The same of the place on the waiting list in the path."""

    refusal = _("This token does not open this place on the waiting list.")

    def open(self, reference: str, token: str) -> Booking | Order | Waiting:
        return waiting_by_manage_token(reference=reference, token=token)


class HoldsBooking(BasePermission):
    """Whether the request proved, by its token, that the booking in the path is the caller's."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        return isinstance(request.auth, Booking)


def opened(request: Request) -> Booking:
    """The booking that the request's token opened; for views behind ``HoldsBooking``."""
    return cast("Booking", request.auth)


class HoldsOrder(BasePermission):
    """Whether the request proved, by its token, that the order in the path is the caller's."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        return isinstance(request.auth, Order)


def opened_order(request: Request) -> Order:
    """The order that the request's token opened; for views behind ``HoldsOrder``."""
    return cast("Order", request.auth)


class HoldsWaiting(BasePermission):
    """Whether the request proved, by its token, that the place on the list in the path is the caller's."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        return isinstance(request.auth, Waiting)


def opened_waiting(request: Request) -> Waiting:
    """The place that the request's token opened; for views behind ``HoldsWaiting``."""
    return cast("Waiting", request.auth)


class ManageTokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # registers itself
    target_class = "businesses.api.authentication.ManageTokenAuthentication"
    name = "manageToken"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer", "description": "The manage_token a hold was answered with."}


class OrderTokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # registers itself
    target_class = "businesses.api.authentication.OrderTokenAuthentication"
    name = "orderToken"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer", "description": "The manage_token an order was answered with."}


class WaitingTokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # registers itself
    target_class = "businesses.api.authentication.WaitingTokenAuthentication"
    name = "waitingToken"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer", "description": "The manage_token of a place on the waiting list."}
