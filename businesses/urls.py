"""Pages for customers."""

from __future__ import annotations

from django.urls import include, path

from businesses.deposits.views import stripe_notice
from businesses.privacy.views import notice

urlpatterns = [
    path("", include("businesses.form.urls")),
    path("", include("businesses.manage.urls")),
    path("", include("businesses.qr.urls")),
    path("payments/stripe/", stripe_notice, name="deposit-notice"),
    path("privacy/", notice, name="privacy"),
]
