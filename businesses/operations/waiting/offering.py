"""Offering what came free to who waits for it: each offer holds the place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import structlog
from django.utils import timezone

from businesses.errors import BookingError, SlotNotValid
from businesses.events import BOOKING_HELD, WAITING_OFFERED
from businesses.models import BookingPolicy, Waiting, WaitingOffer, WaitingStatus
from businesses.operations.holds import placed
from businesses.operations.places import claimed_service
from businesses.operations.timeline import record
from businesses.operations.waiting.timeline import in_line, move
from businesses.queries.waiting import suiting_slots, waiting_called, waits_of_same_person
from businesses.tokens import read_slot
from businesses.waiting.errors import NotOnTheList, OfferedAlready

if TYPE_CHECKING:
    from datetime import datetime

    from businesses.tokens import SlotClaim
    from tenants.actors import Actor

logger = structlog.get_logger(__name__)


def offer_places(*, by: Actor, now: datetime | None = None) -> list[Waiting]:
    """Offer whatever is free now to those who wait for it, first in line first; who was offered something.

    Each offer is a transaction of its own, so that several places that came free at once go to several people. Nobody
    is offered two times at a time, and what cannot be offered at this moment is left to the next call.
    """
    moment = now or timezone.now()
    offered: list[Waiting] = []
    in_vain: set[tuple[Any, ...]] = set()
    for waiting in list(Waiting.objects.in_line(moment).detailed()):
        if _wish_of(waiting) in in_vain:
            continue
        if not suiting_slots(waiting, now=moment):
            if not waiting.offers.exists():  # what somebody let go may well suit the next
                in_vain.add(_wish_of(waiting))
            continue
        if (told := _offered(waiting.reference, by=by, now=moment)) is not None:
            offered.append(told)
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


def _wish_of(waiting: Waiting) -> tuple[Any, ...]:
    return (
        waiting.service_id,
        waiting.staff_id,
        waiting.party_size,
        waiting.day,
        waiting.earliest_at,
        waiting.latest_at,
    )


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
