"""Signing in and out and a person's own login, on every host."""

from __future__ import annotations

from django.urls import path

from tenants.accounts.views import ChoosePassword, confirm, confirm_again, forgotten, sign_out
from tenants.views import Code, Login, Logout, second_factor

urlpatterns = [
    path("login/", Login.as_view(), name="login"),
    path("login/code/", Code.as_view(), name="login-code"),
    path("login/forgotten/", forgotten, name="forgotten"),
    path("login/password/<uidb64>/<token>/", ChoosePassword.as_view(), name="password"),
    path("account/sign-out/", sign_out, name="sign-out-everywhere"),
    path("account/confirm/", confirm_again, name="confirm-again"),
    path("account/confirm/<token>/", confirm, name="confirm-address"),
    path("account/", second_factor, name="second-factor"),
    path("logout/", Logout.as_view(), name="logout"),
]
