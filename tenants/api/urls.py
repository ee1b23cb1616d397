from __future__ import annotations

from django.urls import path

from tenants.api.views import BlacklistToken, IssueToken, RefreshAccess

urlpatterns = [
    path("token", IssueToken.as_view()),
    path("token/refresh", RefreshAccess.as_view()),
    path("token/blacklist", BlacklistToken.as_view()),
]
