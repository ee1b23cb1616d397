"""The pages of a person's own login: what there is of it, its password, its address, and proof given again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tenants.accounts.forms import AddressForm, NewPasswordForm, PreferencesForm
from tenants.accounts.views import GONE, NOT_VALID, business_here
from tenants.authentication import locked_out, own_login
from tenants.errors import AddressTaken, TokenExpired, TokenForged, TooManyTries
from tenants.limits.attempts import count_mail, count_try, give_back
from tenants.operations import ask_new_address, change_address, change_password, choose_language
from tenants.proof import note_proof, proof_required
from tenants.second_factor import has_second_factor, is_right, recovery_codes_left
from tenants.social.providers import providers

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from tenants.models import User


@own_login
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """``/account/``: what a person can see to themselves."""
    user = cast("User", request.user)
    context: dict[str, Any] = {
        "has_second_factor": has_second_factor(user),
        "codes_left": recovery_codes_left(user),
        "has_logins": bool(providers()) or user.identities.exists(),
    }
    return render(request, "tenants/account.html", context)


@own_login
@require_http_methods(["GET", "HEAD", "POST"])
def prove(request: HttpRequest) -> HttpResponse:
    """``/account/prove/``: the password or a code once more, then on to where it was asked for."""
    user = cast("User", request.user)
    where = request.POST.get("next") or request.GET.get("next") or ""
    if not url_has_allowed_host_and_scheme(where, {request.get_host()}, require_https=request.is_secure()):
        where = ""
    context = {"next": where, "has_second_factor": has_second_factor(user)}
    if request.method != "POST":
        return render(request, "tenants/prove.html", context)
    try:
        count_try(request, user.email)
    except TooManyTries as refusal:
        return locked_out(request, refusal)
    if not _is_proof(user, request.POST.get("password", ""), request.POST.get("code", "")):
        return render(request, "tenants/prove.html", {**context, "is_wrong": True}, status=NOT_VALID)
    give_back(request, user.email)
    note_proof(request)
    return redirect(where or "account")


def _is_proof(user: User, password: str, code: str) -> bool:
    if password:
        return user.check_password(password)
    return bool(code) and has_second_factor(user) and is_right(user, code)


@own_login
@require_http_methods(["GET", "HEAD", "POST"])
def own_language(request: HttpRequest) -> HttpResponse:
    """``/account/language/``: the language and the clock of one's own pages."""
    user = cast("User", request.user)
    chosen = {"language": user.language, "clock": user.clock}
    form = PreferencesForm(request.POST if request.method == "POST" else None, initial=chosen)
    if not form.is_valid():
        return render(request, "tenants/language.html", {"form": form}, status=NOT_VALID if form.is_bound else 200)
    choose_language(user=user, language=form.cleaned_data["language"], clock=form.cleaned_data["clock"])
    with translation.override(user.language or request.LANGUAGE_CODE):
        messages.success(request, _("Your pages are shown like this from now on."))
    return redirect("account")


@own_login
@proof_required
@require_http_methods(["GET", "HEAD", "POST"])
def own_password(request: HttpRequest) -> HttpResponse:
    """``/account/password/``: another password; it ends every session and token but this session."""
    user = cast("User", request.user)
    form = NewPasswordForm(user, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        status = NOT_VALID if form.is_bound else 200
        return render(request, "tenants/own_password.html", {"form": form}, status=status)
    change_password(user=user, password=form.cleaned_data["new_password1"])
    update_session_auth_hash(request, user)
    messages.success(request, _("Your password is changed. You are signed out everywhere else."))
    return redirect("account")


@own_login
@proof_required
@require_http_methods(["GET", "HEAD", "POST"])
def own_address(request: HttpRequest) -> HttpResponse:
    """``/account/address/``: mails a link to another address; what is answered tells nothing of who has that one."""
    user = cast("User", request.user)
    form = AddressForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "tenants/address.html", {"form": form}, status=NOT_VALID if form.is_bound else 200)
    email = form.cleaned_data["email"]
    try:
        count_mail(request, email)
    except TooManyTries as refusal:
        return locked_out(request, refusal)
    ask_new_address(user=user, email=email, business=business_here())
    return render(request, "tenants/address_mailed.html", {"email": email, "is_kept_here": not settings.EMAIL_HOST})


@own_login
@require_http_methods(["GET", "HEAD", "POST"])
def new_address(request: HttpRequest, token: str) -> HttpResponse:
    """``/account/address/<token>/``: the link that was mailed there, opened by who asked for it."""
    user = cast("User", request.user)
    if request.method != "POST":
        return render(request, "tenants/new_address.html")
    try:
        change_address(user=user, token=token)
    except (TokenForged, TokenExpired, AddressTaken) as refusal:
        return render(request, "tenants/new_address.html", {"refusal": refusal.detail}, status=GONE)
    messages.success(request, _("From now on you sign in with %(email)s.") % {"email": user.email})
    return redirect("account")
