"""What is said to an offer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from businesses.events import WAITING_BOOKED, WAITING_DECLINED
from businesses.models import Booking, BookingStatus, OfferOutcome, WaitingOffer, WaitingStatus
from businesses.operations.cancellations import cancel_booking
from businesses.operations.confirmations import confirm_booking
from businesses.operations.waiting.timeline import in_line, move
from businesses.queries.waiting import open_offer_of, waiting_called
from businesses.waiting.errors import NothingOffered

if TYPE_CHECKING:
    from datetime import datetime

    from businesses.models import Waiting
    from tenants.actors import Actor


def accept_offer(*, reference: str, by: Actor, now: datetime | None = None) -> Booking:
    """Book what is offered, by ``confirm_booking``; accepting again returns the booking as it is.

    Where it asks for a deposit, the offer stays open as long as that may be paid, and being paid accepts it.
    Raises ``WaitingNotFound``, ``NothingOffered`` where the offer is over, and as ``confirm_booking`` does.
    """
    moment = now or timezone.now()

    def accept() -> Booking:
        waiting = waiting_called(reference)
        if waiting.status == WaitingStatus.BOOKED:
            return booking_of(waiting)
        offer = _offer_to(waiting)
        booking = confirm_booking(reference=offer.booking.reference, by=by, now=moment)
        if booking.status == BookingStatus.HELD and booking.expires_at is not None:
            offer.expires_at = booking.expires_at
            offer.save(update_fields=["expires_at"])
            return booking
        took_it(waiting, offer, by=by, now=moment)
        return booking

    return in_line(accept)


def decline_offer(*, reference: str, by: Actor, now: datetime | None = None) -> Waiting:
    """Let the offered time go to the next in line; they stay on the list for others.

    As they are where nothing is offered; booked where the time was confirmed elsewhere. Raises ``WaitingNotFound``.
    """
    moment = now or timezone.now()

    def decline() -> Waiting:
        waiting = waiting_called(reference)
        if waiting.status != WaitingStatus.OFFERED:
            return waiting
        offer = _offer_to(waiting)
        if offer.booking.status == BookingStatus.CONFIRMED:  # elsewhere, and the event is on its way
            return took_it(waiting, offer, by=by, now=moment)
        let_go(offer, OfferOutcome.DECLINED, by=by, now=moment)
        return move(waiting, to=WaitingStatus.WAITING, event=WAITING_DECLINED, by=by, at=moment)

    return in_line(decline)


def note_booking(*, reference: str, by: Actor, now: datetime | None = None) -> Waiting | None:
    """Take over what became of an offered booking elsewhere: confirmed is accepted, cancelled is declined.

    ``reference`` is the booking's. None where it is offered to nobody, or is still held.
    """
    moment = now or timezone.now()
    offered = WaitingOffer.objects.filter(booking__reference=reference, outcome=OfferOutcome.OPEN)
    if not offered.exists():  # as nearly all bookings are: they need not queue with those who offer
        return None

    def note() -> Waiting | None:
        offer = offered.select_related("booking", "waiting").first()
        if offer is None:
            return None
        waiting, status = waiting_called(offer.waiting.reference), offer.booking.status
        if waiting.status != WaitingStatus.OFFERED:
            return None
        if status == BookingStatus.CONFIRMED:
            return took_it(waiting, offer, by=by, now=moment)
        if status == BookingStatus.CANCELLED:
            answered(offer, OfferOutcome.WITHDRAWN, at=moment)
            return move(waiting, to=WaitingStatus.WAITING, event=WAITING_DECLINED, by=by, at=moment)
        return None

    return in_line(note)


def booking_of(waiting: Waiting) -> Booking:
    """What they have booked; raises ``NothingOffered`` where they have not."""
    accepted = Booking.objects.detailed().filter(offer__waiting=waiting, offer__outcome=OfferOutcome.ACCEPTED).first()
    if accepted is None:
        raise NothingOffered
    return accepted


def let_go(offer: WaitingOffer, outcome: OfferOutcome, *, by: Actor, now: datetime) -> None:
    """Answer an offer without taking it, and give its place up; inside the caller's transaction."""
    if offer.booking.status == BookingStatus.HELD:
        cancel_booking(reference=offer.booking.reference, by=by, now=now)
    answered(offer, outcome, at=now)


def took_it(waiting: Waiting, offer: WaitingOffer, *, by: Actor, now: datetime) -> Waiting:
    """The booking they were offered is theirs; inside the caller's transaction."""
    answered(offer, OfferOutcome.ACCEPTED, at=now)
    return move(waiting, to=WaitingStatus.BOOKED, event=WAITING_BOOKED, by=by, at=now)


def answered(offer: WaitingOffer, outcome: OfferOutcome, *, at: datetime) -> None:
    offer.outcome, offer.answered_at = outcome, at
    offer.save(update_fields=["outcome", "answered_at"])


def _offer_to(waiting: Waiting) -> WaitingOffer:
    offer = open_offer_of(waiting)
    if offer is None:
        raise NothingOffered
    return offer
