"""Signing in by a passkey, and the list of a person's own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tenants.authentication import BACKEND, may_sign_in_here, own_login
from tenants.errors import PasskeyRefused, TooManyTries
from tenants.limits.addresses import address_of
from tenants.limits.buckets import Limit
from tenants.limits.shared import take
from tenants.operations import add_passkey, remove_passkey
from tenants.passkeys.ceremonies import holder, made, options_to_add, options_to_enter
from tenants.proof import proof_required
from tenants.views import home

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from tenants.models import User

ENTRIES = Limit("passkey-entries", 60, 900.0)
"""From one address, right or wrong."""
LONGEST_BODY, LONGEST_NAME = 20_000, 60


def said_in(request: HttpRequest) -> dict[str, Any]:
    """The JSON object of the body. Raises ``PasskeyRefused``."""
    try:
        said = json.loads(request.body[:LONGEST_BODY])
    except (ValueError, RecursionError) as error:
        raise PasskeyRefused from error
    if not isinstance(said, dict) or not isinstance(said.get("credential"), dict):
        raise PasskeyRefused
    return said


def refusal(error: PasskeyRefused | TooManyTries) -> JsonResponse:
    answer = JsonResponse({"refusal": str(error.detail)}, status=error.status)
    if error.retry_after is not None:
        answer.headers["Retry-After"] = str(error.retry_after)
    return answer


@never_cache
@require_POST
def begin_entering(request: HttpRequest) -> JsonResponse:
    """``/login/passkey/options/``"""
    if wait := take((ENTRIES, address_of(request))):
        return refusal(TooManyTries(wait))
    return JsonResponse(options_to_enter(request))


@never_cache
@require_POST
def enter(request: HttpRequest) -> JsonResponse:
    """``/login/passkey/``: in, without password and code; the answer is where to."""
    try:
        said = said_in(request)
        user = holder(request, said["credential"])
        if not may_sign_in_here(user):
            raise PasskeyRefused
    except PasskeyRefused as error:
        return refusal(error)
    login(request, user, backend=BACKEND)
    after = said.get("next")
    hosts = {request.get_host()}
    is_ours = isinstance(after, str) and url_has_allowed_host_and_scheme(after, hosts, request.is_secure())
    return JsonResponse({"next": after if is_ours and after else home(user)})


@own_login
@proof_required
@require_safe
def passkeys(request: HttpRequest) -> HttpResponse:
    """``/account/passkeys/``"""
    own = cast("User", request.user).passkeys.order_by("created_at")
    return render(request, "tenants/passkeys.html", {"passkeys": own})


@own_login
@proof_required
@require_POST
def begin_adding(request: HttpRequest) -> JsonResponse:
    """``/account/passkeys/options/``"""
    return JsonResponse(options_to_add(request, cast("User", request.user)))


@own_login
@proof_required
@require_POST
def add(request: HttpRequest) -> JsonResponse:
    """``/account/passkeys/add/``"""
    try:
        said = said_in(request)
        name = str(said.get("name") or _("Passkey"))[:LONGEST_NAME]
        add_passkey(user=cast("User", request.user), passkey=made(request, said["credential"]), name=name)
    except PasskeyRefused as error:
        return refusal(error)
    messages.success(request, _("From now on you can sign in with it."))
    return JsonResponse({"next": request.path.removesuffix("add/")})


@own_login
@proof_required
@require_POST
def remove(request: HttpRequest, key: int) -> HttpResponse:
    """``/account/passkeys/<key>/end/``"""
    if not remove_passkey(user=cast("User", request.user), passkey=key):
        raise Http404
    messages.success(request, _("It does not open your login any more."))
    return redirect("passkeys")
