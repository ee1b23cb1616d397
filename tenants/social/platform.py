"""The platform's part: people leave for the provider from its host and come back to it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tenants.authentication import locked_out
from tenants.errors import ProviderRefused, TokenExpired, TokenForged, TooManyTries
from tenants.limits.addresses import address_of
from tenants.limits.buckets import Limit
from tenants.limits.shared import take
from tenants.social.exchange import begin, finish
from tenants.social.providers import providers
from tenants.social.tickets import arrival, leave, read_ticket

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from tenants.social.providers import Provider

TICKET = "social_ticket_"
"""Before the state, the session's key for the ticket of who left with it."""
STARTS = Limit("social-starts", 60, 900.0)
"""From one address: each asks the provider something."""
GONE = 410


def to_platform(request: HttpRequest, provider: Provider, *, user: int | None, after: str) -> HttpResponseRedirect:
    """From whichever host this is."""
    ticket = leave(request, provider=provider.key, user=user, after=after)
    path = reverse("social-start", args=[provider.key], urlconf="config.urls_platform")
    return HttpResponseRedirect(f"{settings.PLATFORM_URL.rstrip('/')}{path}?{urlencode({'ticket': ticket})}")


@never_cache
@require_safe
def start(request: HttpRequest, provider: str) -> HttpResponse:
    """``/login/with/<provider>/start/`` on the platform's host: on to the provider."""
    known = providers().get(provider)
    if known is None:
        raise Http404
    if wait := take((STARTS, address_of(request))):
        return locked_out(request, TooManyTries(wait))
    try:
        ticket = read_ticket(request.GET.get("ticket", ""))
    except (TokenForged, TokenExpired):
        return render(request, "tenants/login_refused.html", status=GONE)
    if ticket["provider"] != provider:
        return render(request, "tenants/login_refused.html", status=GONE)
    back_to = f"{settings.PLATFORM_URL.rstrip('/')}{reverse('social-back', args=[provider])}"
    try:
        url, state = begin(request, known, back_to=back_to)
    except ProviderRefused:
        return refused_at(ticket["origin"])
    request.session[TICKET + state] = ticket
    return HttpResponseRedirect(url)


@never_cache
@require_safe
def back(request: HttpRequest, provider: str) -> HttpResponse:
    """``/login/with/<provider>/back/`` on the platform's host: what is registered with the provider."""
    known = providers().get(provider)
    if known is None:
        raise Http404
    ticket = request.session.pop(TICKET + request.GET.get("state", ""), None)
    if ticket is None or ticket["provider"] != provider:
        return render(request, "tenants/login_refused.html", status=GONE)
    try:
        claims = finish(request, known)
    except ProviderRefused:
        return refused_at(ticket["origin"])
    path = reverse("social-arrive", urlconf="config.urls")
    return HttpResponseRedirect(f"{ticket['origin']}{path}?{urlencode({'token': arrival(ticket, claims)})}")


def refused_at(origin: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{origin}{reverse('social-refused', urlconf='config.urls')}")
