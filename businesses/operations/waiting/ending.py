"""How waiting ends without a booking: the customer leaves, staff remove them, an offer or the time runs out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from businesses.errors import BookingError
from businesses.events import WAITING_LAPSED, WAITING_LEFT, WAITING_OVER
from businesses.models import BookingStatus, OfferOutcome, Waiting, WaitingOffer, WaitingStatus
from businesses.operations.expiry import expire_hold
from businesses.operations.waiting.answering import answered, let_go, took_it
from businesses.operations.waiting.timeline import in_line, move
from businesses.queries.waiting import open_offer_of, waiting_called
from businesses.waiting.errors import NotOnTheList

if TYPE_CHECKING:
    from datetime import datetime

    from tenants.actors import Actor

MOST_AT_ONCE = 200


def leave_list(*, reference: str, by: Actor, now: datetime | None = None) -> Waiting:
    """Take them off the list, and give up what they are offered; leaving again returns the place as it is.

    Raises ``WaitingNotFound``, and ``NotOnTheList`` once they have booked or the time is over.
    """
    moment = now or timezone.now()

    def leave() -> Waiting:
        waiting = waiting_called(reference)
        if waiting.status == WaitingStatus.LEFT:
            return waiting
        if not waiting.is_on_the_list:
            raise NotOnTheList
        if (offer := open_offer_of(waiting)) is not None:
            let_go(offer, OfferOutcome.WITHDRAWN, by=by, now=moment)
        return move(waiting, to=WaitingStatus.LEFT, event=WAITING_LEFT, by=by, at=moment)

    return in_line(leave)


def settle_waiting(*, reference: str, version: int, by: Actor, now: datetime | None = None) -> Waiting:
    """What is to be done when the clock of this version has run down: an offer lapses, waiting is over.

    As it is where it has another version by now. Raises ``WaitingNotFound``.
    """
    moment = now or timezone.now()

    def settle() -> Waiting:
        waiting = waiting_called(reference)
        if waiting.version != version or not waiting.is_on_the_list:
            return waiting
        offer = open_offer_of(waiting)
        if offer is None:
            return move(waiting, to=WaitingStatus.OVER, event=WAITING_OVER, by=by, at=moment)
        if offer.booking.status == BookingStatus.CONFIRMED:  # elsewhere, and the event is on its way
            return took_it(waiting, offer, by=by, now=moment)
        if offer.booking.deposit_id is not None and offer.is_running(moment):  # longer than it was, to be paid for
            return waiting
        return _lapse(waiting, offer, by=by, now=moment)

    return in_line(settle)


def settle_due(*, by: Actor, now: datetime) -> int:
    """Settle the places whose time or offer has run out, 200 of each at most; how many.

    The workflow of each does so to the second; this is for when there is none.
    """
    waiting = Waiting.objects.on_the_list().values_list("reference", "version")
    ended = waiting.filter(status=WaitingStatus.WAITING, latest_at__lte=now)
    lapsed = waiting.filter(offers__outcome=OfferOutcome.OPEN, offers__expires_at__lte=now)
    due = [*ended[:MOST_AT_ONCE], *lapsed[:MOST_AT_ONCE]]
    return sum(_settled(reference, version, by=by, now=now) for reference, version in due)


def _settled(reference: str, version: int, *, by: Actor, now: datetime) -> bool:
    try:
        return settle_waiting(reference=reference, version=version, by=by, now=now).version != version
    except BookingError:
        return False  # somebody else is at it, or was


def _lapse(waiting: Waiting, offer: WaitingOffer, *, by: Actor, now: datetime) -> Waiting:
    if offer.booking.status == BookingStatus.HELD:
        expire_hold(offer.booking, by=by, now=now)
    answered(offer, OfferOutcome.LAPSED, at=now)
    return move(waiting, to=WaitingStatus.WAITING, event=WAITING_LAPSED, by=by, at=now)
