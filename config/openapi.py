"""How the API's schema is described (drf-spectacular)."""

from __future__ import annotations

SPECTACULAR_SETTINGS = {
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
