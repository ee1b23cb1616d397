"""The HTTP API of a business, version 1."""

from __future__ import annotations

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView

urlpatterns = [
    path("auth/", include("tenants.api.urls")),
    path("", include("businesses.api.urls")),
    path("", include("conversations.api.urls")),
    path("conversations/workflows/", include("workflows.api.urls")),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
]
