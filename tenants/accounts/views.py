"""The pages of mailed links: confirming an address, choosing a password, accepting an invitation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import PasswordResetConfirmView
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tenants.accounts.forms import AddressForm, JoinForm
from tenants.actors import actor_of
from tenants.authentication import BACKEND, locked_out
from tenants.connection import connection
from tenants.errors import AppError, TokenExpired, TokenForged, TooManyTries
from tenants.limits.attempts import begin_anew, count_mail
from tenants.models import Business
from tenants.operations import (
    accept_invitation,
    ask_to_confirm,
    choose_password,
    confirm_address,
    open_invitation,
    send_password_link,
    sign_out_everywhere,
)
from tenants.views import home

if TYPE_CHECKING:
    from django.contrib.auth.forms import SetPasswordForm
    from django.http import HttpRequest, HttpResponse

    from tenants.models import Invitation, User

NOT_VALID, GONE = 422, 410


def business_here() -> Business | None:
    tenant = connection.tenant
    return tenant if isinstance(tenant, Business) else None


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def forgotten(request: HttpRequest) -> HttpResponse:
    """``/login/forgotten/``: a link to a new password by mail; the answer never tells whether there is such a login."""
    form = AddressForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        status = NOT_VALID if request.method == "POST" else 200
        return render(request, "tenants/forgotten.html", {"form": form}, status=status)
    email = form.cleaned_data["email"]
    try:
        count_mail(request, email)
    except TooManyTries as refusal:
        return locked_out(request, refusal)
    send_password_link(email=email, business=business_here())
    return render(request, "tenants/mailed.html", {"email": email, "is_kept_here": not settings.EMAIL_HOST})


class ChoosePassword(PasswordResetConfirmView):
    """``/login/password/<key>/<token>/``: who holds the mailbox chooses a new password."""

    template_name = "tenants/password.html"
    success_url = reverse_lazy("login")

    def form_valid(self, form: SetPasswordForm[User]) -> HttpResponse:
        user = form.user
        choose_password(user=user, password=form.cleaned_data["new_password1"])
        begin_anew(self.request, user.email)
        messages.success(self.request, _("Your password is set. Sign in with it."))
        return HttpResponseRedirect(self.get_success_url())


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """``/account/confirm/<token>/``: the signed-in person confirms that the mail was theirs.

    Not at the mere opening of the link: programs open those in mails, too.
    """
    user = cast("User", request.user)
    if request.method != "POST":
        return render(request, "tenants/confirm.html", {"email": user.email})
    try:
        confirm_address(user=user, token=token)
    except (TokenForged, TokenExpired):
        return render(request, "tenants/confirm.html", {"email": user.email, "is_refused": True}, status=GONE)
    messages.success(request, _("Thank you: your address is confirmed."))
    return redirect("account")


@never_cache
@login_required
@require_POST
def confirm_again(request: HttpRequest) -> HttpResponse:
    """``/account/confirm/``: mail the link once more."""
    user = cast("User", request.user)
    try:
        count_mail(request, user.email)
    except TooManyTries as refusal:
        return locked_out(request, refusal)
    if not user.is_verified:
        ask_to_confirm(user=user, business=business_here())
    messages.success(request, _("A mail is on its way to %(email)s.") % {"email": user.email})
    return redirect("account")


@never_cache
@login_required
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """``/account/sign-out/``: ends every session and token of the signed-in person, this one too."""
    sign_out_everywhere(user=cast("User", request.user), by=actor_of(request.user))
    logout(request)
    messages.success(request, _("You are signed out everywhere."))
    return redirect("login")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """``/invitation/<token>/``: who has the mail accepts, and chooses a password where their address has none yet."""
    try:
        found = open_invitation(token)
        if request.method != "POST":
            return _show(request, found, JoinForm.of(found.email))
        return _accept(request, token, found)
    except (TokenForged, TokenExpired):
        return render(request, "tenants/invitation.html", status=GONE)


def _show(request: HttpRequest, found: Invitation, form: JoinForm, *, refusal: str = "") -> HttpResponse:
    context = {"invitation": found, "form": form, "has_login": _has_login(found), "refusal": refusal}
    return render(request, "tenants/invitation.html", context, status=NOT_VALID if form.is_bound or refusal else 200)


def _accept(request: HttpRequest, token: str, found: Invitation) -> HttpResponse:
    form = JoinForm.of(found.email, request.POST)
    has_login = _has_login(found)
    if not has_login and not form.is_valid():
        return _show(request, found, form)
    said: dict[str, Any] = {} if has_login else form.cleaned_data
    try:
        joined = accept_invitation(token=token, password=said.get("new_password1", ""), name=said.get("name", ""))
    except (TokenForged, TokenExpired):
        raise
    except AppError as error:
        return _show(request, found, JoinForm.of(found.email), refusal=str(error.detail))
    if has_login:
        messages.success(request, _("Welcome. Sign in with the password you have."))
        return redirect("login")
    login(request, joined.user, backend=BACKEND)
    return redirect(home(joined.user))


def _has_login(found: Invitation) -> bool:
    user = found.addressee
    return user is not None and user.is_verified
