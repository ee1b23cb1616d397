from __future__ import annotations

from django.urls import path

from tenants.organisations.views import organisation, settings

urlpatterns = [
    path("", organisation, name="organisation"),
    path("settings/", settings, name="organisation-settings"),
]
