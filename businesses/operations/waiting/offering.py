"""Offering what came free to who waits for it: each offer holds the place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog
from django.utils import timezone

from businesses.errors import BookingError, SlotNotValid
from businesses.events import BOOKING_HELD, WAITING_OFFERED
from businesses.models import BookingPolicy, Waiting, WaitingOffer, WaitingStatus
from businesses.operations.holds import placed
from businesses.operations.places import claimed_service
from businesses.operations.timeline import record
from businesses.operations.waiting.timeline import in_line, move
from businesses.queries.suiting import free_times, suiting_slots
from businesses.queries.waiting import waiting_called, waits_of_same_person, who_is_in_line
from businesses.tokens import read_slot
from businesses.waiting.errors import NotOnTheList, OfferedAlready

if TYPE_CHECKING:
    from datetime import datetime

    from businesses.tokens import SlotClaim
    from tenants.actors import Actor

logger = structlog.get_logger(__name__)


def offer_places(*, by: Actor, near: datetime | None = None, now: datetime | None = None) -> list[Waiting]:
    """Offer whatever is free now to those who wait for it, first in line first; who was offered something.

    With ``near``, when a stay was to begin whose place came free, only those are looked at whom it may suit. Each
    offer is a transaction of its own, so that several places that came free at once go to several people. Nobody is
    offered two times at a time, and what cannot be offered at this moment is left to the next call. The queries do not
    grow with the line, but with what differs in service, day, people and person, and with what is offered.
    """
    moment = now or timezone.now()
    line = who_is_in_line(now=moment, near=near)
    if not line:
        return []
    offered, free = [], free_times(line, now=moment)
    for waiting in line:
        if free.suiting(waiting) and (told := _offered(waiting.reference, by=by, now=moment)) is not None:
            offered.append(told)
            free.forget()
    return offered


def offer_slot(*, reference: str, slot_token: str, by: Actor, now: datetime | None = None) -> Waiting:
    """Offer a time by hand, whoever is before them in line; it is held as long as any offer, but not into its start.

    Raises ``WaitingNotFound``, ``NotOnTheList``, ``OfferedAlready``, ``SlotNotValid``, ``SlotTaken`` and the like.
    """
    moment, claim = now or timezone.now(), read_slot(slot_token)

    def offer() -> Waiting:
        waiting = waiting_called(reference)
        if not waiting.is_on_the_list:
            raise NotOnTheList
        if waiting.status == WaitingStatus.OFFERED or _is_offered_something(waiting):
            raise OfferedAlready
        if (claim.service_id, claim.party_size) != (waiting.service_id, waiting.party_size) or claim.start <= moment:
            raise SlotNotValid
        return _offer(waiting, claim, by=by, now=moment)

    return in_line(offer)


def _offered(reference: str, *, by: Actor, now: datetime) -> Waiting | None:
    """Offer them the first time that suits, read anew under the lock; None where there is none by now."""

    def offer() -> Waiting | None:
        waiting = waiting_called(reference)
        if waiting.status != WaitingStatus.WAITING or _is_offered_something(waiting):
            return None
        slot = next(iter(suiting_slots(waiting, now=now)), None)
        return _offer(waiting, read_slot(slot.token), by=by, now=now) if slot else None

    try:
        return in_line(offer)
    except BookingError as refusal:  # taken in this very moment, or many want it: the next call looks again
        logger.info("waiting_not_offered", reference=reference, code=refusal.code)
        return None


def _is_offered_something(waiting: Waiting) -> bool:
    theirs = Waiting.objects.filter(waits_of_same_person(waiting.customer), status=WaitingStatus.OFFERED)
    return theirs.exclude(pk=waiting.pk).exists()


def _offer(waiting: Waiting, claim: SlotClaim, *, by: Actor, now: datetime) -> Waiting:
    lifetime = min(BookingPolicy.current().offer_lifetime, claim.start - now)
    booking = placed(claim, claimed_service(claim), by=by, now=now, lifetime=lifetime)
    booking.customer, booking.source = waiting.customer, waiting.source
    booking.note, booking.address = waiting.note, waiting.address
    booking.save(force_insert=True)
    record(booking, event=BOOKING_HELD, by=by, at=now)
    WaitingOffer.objects.create(waiting=waiting, booking=booking, offered_at=now, expires_at=now + lifetime)
    return move(waiting, to=WaitingStatus.OFFERED, event=WAITING_OFFERED, by=by, at=now)
