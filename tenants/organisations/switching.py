"""From one business of a person's to another: a session does not go from host to host, a ticket does."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib.auth import login
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tenants.accounts.links import switch_link, user_switching
from tenants.authentication import BACKEND, may_sign_in_here, own_login
from tenants.context import schema_or_public
from tenants.errors import TokenExpired, TokenForged
from tenants.proof import PROVED_AT
from tenants.standing import businesses_of
from tenants.views import home

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from tenants.models import User


@own_login
@require_safe
def businesses(request: HttpRequest) -> HttpResponse:
    """``/account/businesses/``: where the person works."""
    context = {"businesses": businesses_of(cast("User", request.user)), "here": schema_or_public()}
    return render(request, "tenants/businesses.html", context)


@own_login
@require_safe
def go(request: HttpRequest, slug: str) -> HttpResponse:
    """``/account/businesses/<slug>/``: to that one, signed in. A link, for a form may not lead to another host."""
    user = cast("User", request.user)
    business = businesses_of(user).filter(slug=slug).first()
    if business is None:
        raise Http404
    return redirect(switch_link(user, business, proved_at=request.session.get(PROVED_AT, 0)))


@never_cache
@require_safe
def arrive(request: HttpRequest, token: str) -> HttpResponse:
    """``/login/switch/<token>/``: signs in who comes from another of their businesses, once.

    Nobody proves anything by it: what they had proved where they come from is as old as it was.
    """
    try:
        user, proved_at = user_switching(token)
    except (TokenForged, TokenExpired):
        return redirect("login")
    if not may_sign_in_here(user):
        return redirect("login")
    login(request, user, backend=BACKEND)
    request.session[PROVED_AT] = proved_at
    return redirect(home(user))
