"""The one login: password, then the code of who has switched that on; and where one switches it on.

Tries of both are counted together (``tenants.limits.attempts``).
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, cast

from django.contrib.auth import login
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache

from tenants.authentication import BACKEND, locked_out, may_sign_in_here
from tenants.connection import connection
from tenants.errors import TooManyTries
from tenants.limits.attempts import count_try
from tenants.models import Business, User
from tenants.permissions import Permission
from tenants.rules import permissions_of
from tenants.second_factor import has_second_factor, is_right
from tenants.social.providers import providers

if TYPE_CHECKING:
    from django.contrib.auth.forms import AuthenticationForm
    from django.http import HttpRequest, HttpResponse

PENDING = "password_given"
"""The session's key for who has given the password and not yet the code."""
PENDING_SECONDS = 600
NOT_VALID = 422


class Login(LoginView):
    template_name = "tenants/login.html"
    redirect_authenticated_user = True

    def get_default_redirect_url(self) -> str:
        return home(cast("User", self.request.user))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().post(request, *args, **kwargs)
        except TooManyTries as refusal:
            return locked_out(request, refusal)

    def form_valid(self, form: AuthenticationForm) -> HttpResponseRedirect:
        user = form.get_user()
        if not has_second_factor(user):
            return cast("HttpResponseRedirect", super().form_valid(form))
        return ask_for_code(self.request, user, self.get_redirect_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, providers=list(providers().values()))


def ask_for_code(request: HttpRequest, user: User, after: str) -> HttpResponseRedirect:
    """To the second step, for who has shown the first."""
    request.session.cycle_key()
    request.session[PENDING] = {"user": user.pk, "at": time.time(), "of": user.get_session_auth_hash()}
    return HttpResponseRedirect(f"{reverse('login-code')}?{urlencode({'next': after})}")


FIRST_PAGES = (
    (Permission.BOOKINGS_VIEW, "/staff/"),
    (Permission.ORDERS_VIEW, "/staff/kitchen/"),
    (Permission.CONVERSATIONS_VIEW, "/staff/inbox/"),
    (Permission.MAIL_VIEW, "/staff/mail/"),
    (Permission.ADMIN_OPEN, "/admin/"),
)


def home(user: User) -> str:
    """Where one arrives who wanted nothing in particular: the first page they may see."""
    if not isinstance(connection.tenant, Business):
        return "/admin/"
    allowed = permissions_of(user, connection.schema_name)
    return next((page for permission, page in FIRST_PAGES if permission in allowed), "/staff/")


class Code(Login):
    """``/login/code/``: the second step, for who has given the password in this session some minutes ago."""

    template_name = "tenants/code.html"

    @method_decorator(never_cache)
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user = pending_user(request)
        if user is None:
            return redirect("login")
        if request.method != "POST":
            return render(request, self.template_name, {"next": self.get_redirect_url()})
        try:
            count_try(request, user.email)
        except TooManyTries as refusal:
            return locked_out(request, refusal)
        if not is_right(user, request.POST.get("code", "")):
            return render(
                request, self.template_name, {"next": self.get_redirect_url(), "is_wrong": True}, status=NOT_VALID
            )
        del request.session[PENDING]
        login(request, user, backend=BACKEND)
        return HttpResponseRedirect(self.get_success_url())


def pending_user(request: HttpRequest) -> User | None:
    pending = request.session.get(PENDING)
    if not pending or time.time() - pending["at"] > PENDING_SECONDS:
        return None
    user = User.objects.filter(pk=pending["user"]).first()
    if user is None or not constant_time_compare(user.get_session_auth_hash(), pending["of"]):
        return None  # the password has changed since
    return user if may_sign_in_here(user) else None


class Logout(LogoutView):
    """What the browser keeps of the host goes with the session; a widget's conversation there begins anew."""

    next_page = "login"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().dispatch(request, *args, **kwargs)
        response["Clear-Site-Data"] = '"cache", "storage"'
        return response
