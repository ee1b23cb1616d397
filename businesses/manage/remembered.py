"""What is remembered of the customer, on the page of their booking or order: seen, deleted, taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from businesses.languages import language_for
from businesses.manage.door import opened, opened_order
from businesses.privacy.holdings import BOOKING, ORDER
from businesses.remembering.keeping import forget, forget_fact
from businesses.remembering.opening import facts_of, opened_by
from tenants.actors import Actor
from tenants.context import current_business

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from businesses.models import Booking, Consent, Order

EVERYTHING = "everything"
LONGEST_KEY = 12


def is_remembered(made: Booking | Order, kind: str) -> bool:
    """Whether the page of the booking or order leads here."""
    return opened_by([f"{kind}:{made.reference}"]).exists()


def of_booking(request: HttpRequest, reference: str) -> HttpResponse:
    return _remembered(request, reference, BOOKING)


def of_order(request: HttpRequest, reference: str) -> HttpResponse:
    return _remembered(request, reference, ORDER)


PAGES: dict[str, tuple[str, Callable[[HttpRequest, str], Booking | Order | None]]] = {
    BOOKING: ("manage", opened),
    ORDER: ("manage-order", opened_order),
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def _remembered(request: HttpRequest, reference: str, kind: str) -> HttpResponse:
    """For who has proved the booking or order theirs; everybody else is sent to its door."""
    page, open_it = PAGES[kind]
    if (made := open_it(request, reference)) is None:
        return redirect(page, reference=reference)
    consents = opened_by([f"{kind}:{made.reference}"])
    with translation.override(language_for(made)):
        if request.method == "POST":
            by = Actor("customer", f"{kind}:{made.reference}", made.customer.name)
            return _forget(request, consents, by, again=(page, made.reference))
        context = {
            "made": made,
            "back": page,
            "here": f"{page}-remembered",
            "facts": list(facts_of(consents)),
            "is_agreed": consents.exists(),
            "zone": current_business().timezone,
        }
        return render(request, "manage/remembered.html", context)


def _forget(request: HttpRequest, consents: QuerySet[Consent], by: Actor, *, again: tuple[str, str]) -> HttpResponse:
    page, reference = again
    which, now = request.POST.get("forget", ""), timezone.now()
    if which == EVERYTHING:
        forget(consents=consents, by=by, now=now)
        return redirect(f"{page}-remembered", reference=reference)
    if not (which.isascii() and which.isdecimal() and len(which) <= LONGEST_KEY):
        raise Http404
    if (fact := facts_of(consents).filter(pk=int(which)).first()) is not None:
        forget_fact(fact=fact, by=by, now=now)
    return redirect(f"{page}-remembered", reference=reference)
