"""The list of browsers and programs a person is signed in by, and the way to end each."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tenants.accounts.devices import devices_of
from tenants.actors import actor_of
from tenants.authentication import own_login
from tenants.models import SignIn
from tenants.operations import end_program, end_sign_in, sign_out_everywhere

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from tenants.models import User


@own_login
@require_safe
def devices(request: HttpRequest) -> HttpResponse:
    """``/account/devices/``"""
    found = devices_of(cast("User", request.user), session_key=request.session.session_key)
    return render(request, "tenants/devices.html", {"devices": found})


@own_login
@require_POST
def end_device(request: HttpRequest, kind: str, key: UUID) -> HttpResponse:
    """``/account/devices/<kind>/<key>/``: ends that one; this browser's own signs out."""
    user = cast("User", request.user)
    is_this = SignIn.objects.filter(pk=key, session_id=request.session.session_key).exists()
    ended = end_program(user=user, family=key) if kind == "program" else end_sign_in(user=user, sign_in=key)
    if not ended:
        raise Http404
    if is_this:
        logout(request)
        return redirect("login")
    messages.success(request, _("It is signed out."))
    return redirect("devices")


@own_login
@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    """``/account/devices/others/``: ends every other session and every token."""
    user = cast("User", request.user)
    sign_out_everywhere(user=user, by=actor_of(user))
    user.refresh_from_db()
    update_session_auth_hash(request, user)
    messages.success(request, _("You are signed out everywhere else."))
    return redirect("devices")
