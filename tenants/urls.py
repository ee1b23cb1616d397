"""Signing in and out, on every host."""

from __future__ import annotations

from django.urls import path

from tenants.views import Code, Login, Logout, second_factor

urlpatterns = [
    path("login/", Login.as_view(), name="login"),
    path("login/code/", Code.as_view(), name="login-code"),
    path("account/", second_factor, name="second-factor"),
    path("logout/", Logout.as_view(), name="logout"),
]
