"""What the platform's host answers."""

from __future__ import annotations

from django.urls import include, path, re_path

from config.problems import not_found
from payments.views import stripe_notice
from tenants.signup import ready, signup
from tenants.sites import platform_admin
from tenants.social.platform import back, start

urlpatterns = [
    path("login/with/<slug:provider>/start/", start, name="social-start"),
    path("login/with/<slug:provider>/back/", back, name="social-back"),
    path("", include("tenants.urls")),
    path("signup/", signup, name="signup"),
    path("signup/ready/", ready, name="signup-ready"),
    path("", include("conversations.widget.urls_platform")),
    path("", include("conversations.api.platform")),
    path("payments/stripe/", stripe_notice, name="stripe-notice"),
    path("admin/", platform_admin.urls),
    re_path(r"^api/(?P<path>.*)$", not_found),
]
handler500 = "config.error_pages.server_error"
