"""Who may open the page of a booking, order or place on the list: the holder of its token, or of its contact.

The token never is in a path or query that could be logged: links carry it in the fragment, a script posts it, and a
cookie of that one page keeps it.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, cast

from django.shortcuts import redirect
from django.utils import translation
from django.views.decorators.cache import never_cache
from rest_framework.throttling import SimpleRateThrottle

from businesses.errors import BookingNotFound
from businesses.languages import language_for
from businesses.models import Order, Waiting
from businesses.ordering.errors import OrderNotFound
from businesses.queries import booking_by_contact
from businesses.queries.orders import order_by_contact
from businesses.queries.waiting import waiting_by_contact
from businesses.tokens import booking_by_manage_token, manage_token, order_by_manage_token, waiting_by_manage_token
from businesses.waiting.errors import WaitingNotFound

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse
    from rest_framework.request import Request
    from rest_framework.views import APIView

    from businesses.models import Booking

COOKIE = "manage"
COOKIE_SECONDS = 60 * 60
LONGEST_PROOF = 254
PAGES: dict[type, str] = {Order: "o", Waiting: "w"}


class ProofThrottle(SimpleRateThrottle):
    """How often one address may try to prove that a booking is theirs."""

    scope = "proof"
    rate = "20/min"

    def get_cache_key(self, request: Request, view: APIView) -> str:
        return self.cache_format % {"scope": self.scope, "ident": self.get_ident(request)}


def may_try(request: HttpRequest) -> bool:
    # DRF's throttle reads only META of the request and nothing of the view.
    return ProofThrottle().allow_request(cast("Request", request), cast("APIView", None))


def opened(request: HttpRequest, reference: str) -> Booking | None:
    """The booking that this browser has proved to hold."""
    try:
        return booking_by_manage_token(reference=reference, token=request.COOKIES.get(COOKIE, ""))
    except BookingNotFound:
        return None


def opened_order(request: HttpRequest, reference: str) -> Order | None:
    try:
        return order_by_manage_token(reference=reference, token=request.COOKIES.get(COOKIE, ""))
    except OrderNotFound:
        return None


def opened_waiting(request: HttpRequest, reference: str) -> Waiting | None:
    try:
        return waiting_by_manage_token(reference=reference, token=request.COOKIES.get(COOKIE, ""))
    except WaitingNotFound:
        return None


def proven(*, reference: str, proof: str) -> Booking:
    """The booking opened by its token or by the phone or e-mail it was made with; raises ``BookingNotFound``."""
    offered = proof.strip()[:LONGEST_PROOF]
    try:
        return booking_by_manage_token(reference=reference, token=offered)
    except BookingNotFound:
        return booking_by_contact(reference=reference, contact=offered)


def proven_order(*, reference: str, proof: str) -> Order:
    """The order opened by its token or by the phone or e-mail it was made with; raises ``OrderNotFound``."""
    offered = proof.strip()[:LONGEST_PROOF]
    try:
        return order_by_manage_token(reference=reference, token=offered)
    except OrderNotFound:
        return order_by_contact(reference=reference, contact=offered)


def proven_waiting(*, reference: str, proof: str) -> Waiting:
    """The place opened by its token or by the phone or e-mail it was taken with; raises ``WaitingNotFound``."""
    offered = proof.strip()[:LONGEST_PROOF]
    try:
        return waiting_by_manage_token(reference=reference, token=offered)
    except WaitingNotFound:
        return waiting_by_contact(reference=reference, contact=offered)


def remember(response: HttpResponse, made: Booking | Order | Waiting, *, is_secure: bool) -> None:
    """Keep the proof in a cookie of its page alone."""
    response.set_cookie(
        COOKIE,
        manage_token(made),
        max_age=COOKIE_SECONDS,
        path=f"/{PAGES.get(type(made), 'b')}/{made.reference}/",
        secure=is_secure,
        httponly=True,
        samesite="Lax",
    )


def for_holder(view: Callable[[HttpRequest, Booking], HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a view be seen by who has opened the booking; everybody else is sent to the door."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, reference: str, **_path: Any) -> HttpResponse:
        booking = opened(request, reference)
        if booking is None:
            return redirect("manage", reference=reference)
        with translation.override(language_for(booking)):
            return view(request, booking)

    return guarded
