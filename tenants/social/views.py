"""The pages of signing in by a login elsewhere, and of connecting one.

An address joins nothing by itself. What opens a login here is the provider's own name for the person, once who holds
the login here has connected it: signed in, or by the password as they come with a verified address like theirs.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tenants.authentication import BACKEND, locked_out, may_sign_in_here, own_login
from tenants.errors import IdentityTaken, TokenExpired, TokenForged, TooManyTries
from tenants.limits.attempts import count_try, give_back
from tenants.models import User
from tenants.operations import connect_identity, disconnect_identity, user_known_by
from tenants.proof import proof_required
from tenants.second_factor import has_second_factor, is_right
from tenants.social.platform import to_platform
from tenants.social.providers import Claims, providers
from tenants.social.tickets import LIFETIME, arrive
from tenants.views import ask_for_code, home

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from tenants.social.providers import Provider

ARRIVED = "social_arrived"
"""The session's key for who has come from a provider and is to be connected."""
NOT_VALID, GONE, NOT_HERE = 422, 410, 403


def chosen(key: str) -> Provider:
    """Raises ``Http404`` for one this installation has no credentials for."""
    try:
        return providers()[key]
    except KeyError:
        raise Http404 from None


@never_cache
@require_safe
def sign_in_by(request: HttpRequest, provider: str) -> HttpResponse:
    """``/login/with/<provider>/``"""
    after = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(after, {request.get_host()}, require_https=request.is_secure()):
        after = ""
    return to_platform(request, chosen(provider), user=None, after=after)


@own_login
@proof_required
@require_safe
def connect_by(request: HttpRequest, provider: str) -> HttpResponse:
    """``/account/logins/<provider>/``"""
    return to_platform(request, chosen(provider), user=request.user.pk, after="")


@never_cache
@require_safe
def arrived(request: HttpRequest) -> HttpResponse:
    """``/login/with/arrive/``: back from the platform's host, in the browser that began."""
    try:
        begun, claims = arrive(request, request.GET.get("token", ""))
    except (TokenForged, TokenExpired):
        return refusal(request, GONE)
    if begun.user is not None:
        if request.user.pk != begun.user:
            return refusal(request, GONE)
        keep(request, claims)
        return redirect("confirm-login")
    user = user_known_by(claims=claims)
    if user is not None:
        return enter(request, user, begun.next) if may_sign_in_here(user) else nobody(request, claims)
    if holder_here(claims) is None:
        return nobody(request, claims)
    keep(request, claims, after=begun.next)
    return redirect("join-login")


@never_cache
@require_safe
def refused(request: HttpRequest) -> HttpResponse:
    """``/login/with/refused/``: the provider did not let the person through, or they did not want to."""
    return refusal(request, 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """``/login/with/join/``: who has come has a login here by the look of it, and shows once that it is theirs."""
    claims, after = kept(request)
    user = holder_here(claims) if claims else None
    if claims is None or user is None:
        return redirect("login")
    context: dict[str, Any] = {
        "email": user.email,
        "provider": chosen(claims.provider),
        "has_second_factor": has_second_factor(user),
    }
    if request.method != "POST":
        return render(request, "tenants/join_login.html", context)
    try:
        count_try(request, user.email)
        if not _is_theirs(user, request.POST.get("password", ""), request.POST.get("code", "")):
            return render(request, "tenants/join_login.html", {**context, "is_wrong": True}, status=NOT_VALID)
        connect_identity(user=user, claims=claims)
    except TooManyTries as error:
        return locked_out(request, error)
    except IdentityTaken:
        return refusal(request, GONE)
    give_back(request, user.email)
    del request.session[ARRIVED]
    login(request, user, backend=BACKEND)
    return HttpResponseRedirect(after or home(user))


def _is_theirs(user: User, password: str, code: str) -> bool:
    """The password, and the code too where the login asks for one."""
    return user.check_password(password) and (not has_second_factor(user) or is_right(user, code))


@own_login
@proof_required
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    """``/account/logins/confirm/``: the person sees which login elsewhere it is before it opens theirs.

    Whoever else steers this browser can have signed it in there as themselves.
    """
    claims, _after = kept(request)
    if claims is None:
        return redirect("logins")
    if request.method != "POST":
        context = {"email": claims.email, "provider": chosen(claims.provider)}
        return render(request, "tenants/confirm_login.html", context)
    del request.session[ARRIVED]
    try:
        connect_identity(user=cast("User", request.user), claims=claims)
    except IdentityTaken as error:
        messages.error(request, str(error.detail))
    else:
        messages.success(request, _("From now on it opens your login."))
    return redirect("logins")


@own_login
@require_safe
def logins(request: HttpRequest) -> HttpResponse:
    """``/account/logins/``"""
    user, known = cast("User", request.user), providers()
    own = list(user.identities.order_by("provider", "connected_at"))
    shown = [(each, known[each.provider].label if each.provider in known else each.provider) for each in own]
    free = [provider for key, provider in known.items() if key not in {each.provider for each in own}]
    return render(request, "tenants/logins.html", {"identities": shown, "free": free})


@own_login
@proof_required
@require_POST
def disconnect(request: HttpRequest, key: int) -> HttpResponse:
    """``/account/logins/<key>/end/``"""
    if not disconnect_identity(user=cast("User", request.user), identity=key):
        raise Http404
    messages.success(request, _("It does not open your login any more."))
    return redirect("logins")


# --- What they share -----------------------------------------------------------------------------------------------


def holder_here(claims: Claims) -> User | None:
    """Who may sign in here with the address, if the provider vouches that it is the person's."""
    if not claims.is_email_verified or not claims.email:
        return None
    user = User.objects.filter(email=claims.email, is_active=True).first()
    return user if user is not None and may_sign_in_here(user) else None


def enter(request: HttpRequest, user: User, after: str) -> HttpResponse:
    """In, by the code first where the login asks for one."""
    if has_second_factor(user):
        return ask_for_code(request, user, after)
    login(request, user, backend=BACKEND)
    return HttpResponseRedirect(after or home(user))


def keep(request: HttpRequest, claims: Claims, *, after: str = "") -> None:
    said = [claims.provider, claims.subject, claims.email, claims.is_email_verified]
    request.session[ARRIVED] = {"claims": said, "next": after, "at": time.time()}


def kept(request: HttpRequest) -> tuple[Claims | None, str]:
    found = request.session.get(ARRIVED)
    if not found or time.time() - found["at"] > LIFETIME.total_seconds():
        return None, ""
    return Claims(*found["claims"]), found["next"]


def nobody(request: HttpRequest, claims: Claims) -> HttpResponse:
    context = {"email": claims.email, "provider": chosen(claims.provider), "is_verified": claims.is_email_verified}
    return render(request, "tenants/login_unknown.html", context, status=NOT_HERE)


def refusal(request: HttpRequest, status: int) -> HttpResponse:
    return render(request, "tenants/login_refused.html", status=status)
