"""How the API's schema is described (drf-spectacular)."""

from __future__ import annotations

from typing import Any

PROBLEM = {
    "description": "Whatever else: a problem document.",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
}


def with_problems(result: dict[str, Any], **_kwargs: Any) -> dict[str, Any]:
    """Every operation may also answer with a problem: limits, tokens and bodies are refused before views are asked."""
    for path in result["paths"].values():
        for operation in path.values():
            operation["responses"].setdefault("default", PROBLEM)
    return result


SPECTACULAR_SETTINGS = {
    "POSTPROCESSING_HOOKS": ["drf_spectacular.hooks.postprocess_schema_enums", "config.openapi.with_problems"],
    "TITLE": "X-Seven API",
    "DESCRIPTION": "Conversations, availability and bookings of one business. The host names the business.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SERVE_AUTHENTICATION": [],
    "ENUM_NAME_OVERRIDES": {
        "BookingStatus": "businesses.models.BookingStatus",
        "ConversationStatus": "conversations.models.Status",
        "Flow": "conversations.models.Flow",
    },
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}
