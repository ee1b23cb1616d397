"""Pages for customers."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [path("", include("businesses.form.urls")), path("", include("businesses.manage.urls"))]
