"""The waiting list: who waits, and in which turn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Prefetch, Q

from businesses.contacts import e164, email_address
from businesses.models import OfferOutcome, Waiting, WaitingOffer
from businesses.references import parse_reference
from businesses.waiting.errors import WaitingNotFound
from tenants.context import current_business

if TYPE_CHECKING:
    from datetime import datetime

    from businesses.models import Customer


def waiting_called(reference: str) -> Waiting:
    """Raises ``WaitingNotFound``."""
    waiting = Waiting.objects.detailed().filter(reference=parse_reference(reference) or "").first()
    if waiting is None:
        raise WaitingNotFound
    return waiting


def open_offer_of(waiting: Waiting) -> WaitingOffer | None:
    offers = WaitingOffer.objects.select_related("booking", "booking__resource", "booking__service", "booking__deposit")
    return offers.filter(waiting=waiting, outcome=OfferOutcome.OPEN).first()


def waiting_by_contact(*, reference: str, contact: str) -> Waiting:
    """The place of a reference and the phone or e-mail it was taken with; raises ``WaitingNotFound``."""
    waiting = waiting_called(reference)
    number, address = e164(contact, current_business().country), email_address(contact)
    is_phone = bool(number) and number == waiting.customer.phone
    if not is_phone and not (address and address == waiting.customer.email.lower()):
        raise WaitingNotFound
    return waiting


def who_waits() -> list[Waiting]:
    """Everybody on the list, first in line first, each with their open offer: two queries."""
    offers = WaitingOffer.objects.filter(outcome=OfferOutcome.OPEN).select_related("booking", "booking__resource")
    shown = Prefetch("offers", offers, to_attr="open_offers")
    return list(Waiting.objects.on_the_list().detailed().prefetch_related(shown))


def place_in_line(waiting: Waiting) -> int:
    """1 for the first of those who wait for the same service on the same day."""
    line = Waiting.objects.on_the_list().filter(service=waiting.service_id, day=waiting.day)
    keys = list(line.values_list("pk", flat=True))
    return keys.index(waiting.pk) + 1 if waiting.pk in keys else 0


def waits_of_same_person(customer: Customer) -> Q:
    """Rows of who gave this phone or this e-mail, or is this very row."""
    same = Q(customer=customer)
    if customer.phone:
        same |= Q(customer__phone=customer.phone)
    if customer.email:
        same |= Q(customer__email__iexact=customer.email)
    return same


def who_is_in_line(*, now: datetime, near: datetime | None = None) -> list[Waiting]:
    """Who could be offered something, first in line first, with what they have let go: four queries, however many.

    ``near`` leaves only those whom the place may suit of a stay that was to begin then.
    """
    line = Waiting.objects.in_line(now)
    line = line if near is None else line.near(near)
    return list(line.detailed().prefetch_related("service__party_durations", "offers__booking"))
