"""The one login: password, then the code of who has switched that on; and where one switches it on.

Tries of both are counted together (``tenants.limits.attempts``).
"""

from __future__ import annotations

import time
from base64 import b32encode
from typing import TYPE_CHECKING, Any, cast

import segno
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import LoginView, LogoutView
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tenants.authentication import BACKEND, locked_out, may_sign_in_here
from tenants.connection import connection
from tenants.errors import TooManyTries, WrongCode, WrongPassword
from tenants.limits.attempts import count_try, give_back
from tenants.models import Business, User
from tenants.rules import lacks_required_factor
from tenants.second_factor import has_second_factor, is_right, offered_device, switch_off, switch_on

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
        return "/staff/" if isinstance(connection.tenant, Business) else "/admin/"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().post(request, *args, **kwargs)
        except TooManyTries as refusal:
            return locked_out(request, refusal)

    def form_valid(self, form: AuthenticationForm) -> HttpResponseRedirect:
        user = form.get_user()
        if not has_second_factor(user):
            return cast("HttpResponseRedirect", super().form_valid(form))
        self.request.session.cycle_key()
        self.request.session[PENDING] = {"user": user.pk, "at": time.time(), "of": user.get_session_auth_hash()}
        query = urlencode({"next": self.get_redirect_url()})
        return HttpResponseRedirect(f"{reverse('login-code')}?{query}")


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
    next_page = "login"


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor(request: HttpRequest) -> HttpResponse:
    """``/account/``: the signed-in person switches the second step on or off for their own login.

    On by the password as well, off by a code: whoever finds an open browser can bind the login to no app of theirs.
    """
    user = cast("User", request.user)
    if not may_sign_in_here(user):
        raise PermissionDenied
    if request.method != "POST":
        return _second_factor_page(request, user)
    code = request.POST.get("code", "")
    try:
        count_try(request, user.email)
        if has_second_factor(user):
            switch_off(user=user, code=code)
            messages.success(request, _("The second step is off."))
            answer: HttpResponse = redirect("second-factor")
        else:
            if not user.check_password(request.POST.get("password", "")):
                raise WrongPassword
            answer = render(request, "tenants/recovery_codes.html", {"codes": switch_on(user=user, code=code)})
    except TooManyTries as refusal:
        return locked_out(request, refusal)
    except (WrongCode, WrongPassword) as refusal:
        return _second_factor_page(request, user, refusal=str(refusal.detail))
    give_back(request, user.email)
    return answer


def _second_factor_page(request: HttpRequest, user: User, *, refusal: str = "") -> HttpResponse:
    context: dict[str, Any] = {"is_on": has_second_factor(user), "refusal": refusal}
    if not context["is_on"]:
        device = offered_device(user)
        context["picture"] = segno.make(device.config_url).svg_data_uri(scale=5, border=2, light="white")
        context["secret"] = b32encode(device.bin_key).decode()
        tenant = connection.tenant
        context["is_required"] = isinstance(tenant, Business) and lacks_required_factor(user, tenant.schema_name)
    return render(request, "tenants/second_factor.html", context, status=NOT_VALID if refusal else 200)
