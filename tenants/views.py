"""The one login page; failed attempts are limited by django-axes."""

from __future__ import annotations

from django.contrib.auth.views import LoginView, LogoutView

from tenants.connection import connection
from tenants.models import Business


class Login(LoginView):
    template_name = "tenants/login.html"
    redirect_authenticated_user = True

    def get_default_redirect_url(self) -> str:
        return "/staff/" if isinstance(connection.tenant, Business) else "/admin/"


class Logout(LogoutView):
    next_page = "login"
