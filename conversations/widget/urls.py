"""The customer's pages on a business's host.  All are open to everyone: what they show is public."""

from __future__ import annotations

from django.urls import path, re_path
from django.views.generic import RedirectView

from conversations.widget.views import page

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="widget-page"), name="home"),
    path("widget.js", page.loader, name="widget-loader"),
    path("widget/", page.page, name="widget-page"),
    re_path(r"^widget/theme/(?P<colour>[0-9a-f]{6})\.css$", page.theme, name="widget-theme"),
    path("widget/<slug:version>/<str:name>", page.asset, name="widget-asset"),
]
