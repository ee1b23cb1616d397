"""The platform's public pages."""

from __future__ import annotations

from django.urls import path, re_path

from conversations.widget.views import find, page, platform

urlpatterns = [
    path("", platform.home, name="platform-home"),
    path("find/", find.find, name="find"),
    path("demo/<slug:slug>/", platform.demo, name="demo-site"),
    re_path(r"^widget/theme/(?P<colour>[0-9a-f]{6})\.css$", page.theme, name="widget-theme"),
]
