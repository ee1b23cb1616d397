"""The HTTP API of a business, version 1."""

from __future__ import annotations

from django.urls import include, path

from config.documentation import SchemaView
from tenants.api.organisation import OwnOrganisation

urlpatterns = [
    path("auth/", include("tenants.api.urls")),
    path("organisation", OwnOrganisation.as_view(), name="organisation-api"),
    path("", include("businesses.api.urls")),
    path("", include("reports.api.urls")),
    path("", include("knowledge.api.urls")),
    path("", include("agents.api.urls")),
    path("", include("conversations.api.urls")),
    path("", include("artifacts.api.urls")),
    path("", include("experiments.api.urls")),
    path("billing/", include("billing.api.urls")),
    path("conversations/workflows/", include("workflows.api.urls")),
    path("schema/", SchemaView.as_view(), name="schema"),
]
