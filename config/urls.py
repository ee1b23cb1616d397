"""What a business's host answers."""

from __future__ import annotations

from django.urls import include, path, re_path

from config.documentation import DocsView
from config.problems import not_found
from tenants.accounts.views import invitation
from tenants.signup import another, enter, ready
from tenants.sites import business_admin

urlpatterns = [
    path("", include("tenants.urls")),
    path("invitation/<token>/", invitation, name="invitation"),
    path("signup/", another, name="another-business"),
    path("signup/ready/", ready, name="signup-ready"),
    path("signup/enter/<token>/", enter, name="signup-enter"),
    path("", include("conversations.widget.urls")),
    path("staff/organisation/", include("tenants.organisations.urls")),
    path("staff/waiting/", include("businesses.waiting.urls")),
    path("staff/", include("businesses.board.urls")),
    path("staff/kitchen/", include("businesses.kitchen.urls")),
    path("staff/customers/", include("businesses.customers.urls")),
    path("staff/figures/", include("businesses.dashboard.urls")),
    path("staff/reports/", include("reports.pages.urls")),
    path("staff/assistant/", include("conversations.assistant.urls")),
    path("staff/artifacts/", include("artifacts.pages.urls")),
    path("staff/inbox/", include("conversations.inbox.urls")),
    path("staff/learning/", include("conversations.unanswered.urls")),
    path("staff/experiments/", include("experiments.pages.urls")),
    path("staff/mail/", include("workflows.urls")),
    path("staff/billing/", include("billing.pages.urls")),
    path("", include("businesses.urls")),
    path("", include("knowledge.urls")),
    path("", include("artifacts.urls")),
    path("admin/", business_admin.urls),
    path("api/v1/", include("config.urls_api")),
    path("api/docs/", DocsView.as_view(), name="api-docs"),
    re_path(r"^api/(?P<path>.*)$", not_found),
]
handler500 = "config.error_pages.server_error"
