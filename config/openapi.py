"""How the API's schema is described (drf-spectacular)."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

PROBLEM = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
ALWAYS = {
    400: "What was sent cannot be read.",
    404: "There is nothing of this name here, or nothing answers on this host.",
    406: "Answers are JSON.",
    429: "That was too often; `Retry-After` says in how many seconds to try again.",
    500: "Something went wrong on our side.",
    503: "Something this needs is away for a moment; `Retry-After` says when to try again.",
}
OF_BODIES = {
    408: "The body did not arrive in time.",
    409: "This does not go with how things stand now.",
    413: "The body is too large.",
    415: "Bodies are JSON.",
}
OF_VALUES = {422: "Some fields are not right; `errors` names them."}
OF_TOKENS = {401: "The token is missing, or opens nothing here.", 403: "This is not for who asks."}
OF_WORKFLOWS = {502: "The workflow server has refused."}
TOLD = ALWAYS | OF_BODIES | OF_VALUES | OF_TOKENS | OF_WORKFLOWS


def with_problems(result: dict[str, Any], **_kwargs: Any) -> dict[str, Any]:
    """Every status an operation may answer with beside its own: much is refused before a view is asked.

    A method that is not in the document is answered with 405, as a problem too.
    """
    for path, operations in result["paths"].items():
        for method, operation in operations.items():
            answers = operation["responses"]
            for status in refusals(path, method, operation):
                answers[str(status)] = answer(status, own(answers, status))
            operation["responses"] = dict(sorted(answers.items()))
    result["components"]["responses"] = {name_of(status): problem(status) for status in sorted(TOLD)}
    return result


def problem(status: int) -> dict[str, Any]:
    return {"description": TOLD[status], "content": PROBLEM}


def name_of(status: int) -> str:
    return HTTPStatus(status).phrase.title().replace(" ", "")


def answer(status: int, own_content: dict[str, Any]) -> dict[str, Any]:
    if own_content:
        return {**problem(status), "content": {**PROBLEM, **own_content}}
    return {"$ref": f"#/components/responses/{name_of(status)}"}


def own(answers: dict[str, Any], status: int) -> dict[str, Any]:
    """What the view itself answers with under the status, where that is no problem."""
    content: dict[str, Any] = answers.get(str(status), {}).get("content", {})
    return {kind: shape for kind, shape in content.items() if "Problem" not in str(shape)}


def refusals(path: str, method: str, operation: dict[str, Any]) -> set[int]:
    found = set(ALWAYS)
    takes_values = any(parameter["in"] == "query" for parameter in operation.get("parameters", ()))
    if method == "post":
        found |= {*OF_BODIES, *OF_VALUES}
    if takes_values:
        found |= set(OF_VALUES)
    if any(operation.get("security", ())) or method == "post":
        found |= set(OF_TOKENS)
    return found | set(OF_WORKFLOWS) if "/workflows/" in path else found


SPECTACULAR_SETTINGS = {
    "POSTPROCESSING_HOOKS": ["drf_spectacular.hooks.postprocess_schema_enums", "config.openapi.with_problems"],
    "TITLE": "X-Seven API",
    "DESCRIPTION": "Conversations, availability, bookings and orders of one business. The host names the business.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SERVE_AUTHENTICATION": [],
    "ENUM_NAME_OVERRIDES": {
        "BookingStatus": "businesses.models.BookingStatus",
        "OrderStatus": "businesses.models.OrderStatus",
        "OrderWay": "businesses.models.OrderWay",
        "WaitingStatus": "businesses.models.WaitingStatus",
        "ConversationStatus": "conversations.models.Status",
        "Flow": "conversations.models.Flow",
        "ReadingState": "knowledge.models.ReadingState",
        "SourceKind": "knowledge.models.SourceKind",
        "ArtifactState": "artifacts.kinds.ArtifactState",
    },
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}
