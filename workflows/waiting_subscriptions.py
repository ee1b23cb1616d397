"""What wakes the waiting list: events of bookings that free a place, and of the list itself, brought by the relay."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from businesses.events import (
    BOOKING_CANCELLED,
    BOOKING_COMPLETED,
    BOOKING_CONFIRMED,
    BOOKING_EXPIRED,
    BOOKING_NO_SHOW,
    BOOKING_RESCHEDULED,
    OF_WAITING,
    WAITING_JOINED,
)
from businesses.operations.waiting import note_booking, offer_places
from businesses.queries.waiting import waiting_called
from events.subscriptions import subscribe
from tenants.actors import SYSTEM
from tenants.context import current_business
from workflows.definitions.waiting_messages import WaitingJourney
from workflows.models import StoppedAppointment
from workflows.operations.waiting_journeys import start_waiting, update_waiting, waiting_state

if TYPE_CHECKING:
    from events.types import Event

FREEING = (BOOKING_CANCELLED, BOOKING_COMPLETED, BOOKING_EXPIRED, BOOKING_NO_SHOW, BOOKING_RESCHEDULED)


@subscribe(BOOKING_CONFIRMED, BOOKING_CANCELLED, name="workflows.waiting_offers")
def take_over(event: Event) -> None:
    """An offered booking may be confirmed or cancelled elsewhere: on the board, by whoever has its own link."""
    note_booking(reference=event.payload["reference"], by=SYSTEM)


@subscribe(*FREEING, WAITING_JOINED, name="workflows.waiting_places")
def offer_what_is_free(event: Event) -> None:
    if not current_business().is_suspended:
        offer_places(by=SYSTEM, near=when_free(event.payload))


def when_free(payload: dict[str, Any]) -> datetime:
    """When the stay was to begin that gave up its place, or the first start that suits who has joined."""
    stay = payload.get("previous", payload)  # a booking that was moved leaves where it was
    return datetime.fromisoformat(stay["starts_at"] if "starts_at" in stay else stay["earliest_at"])


@subscribe(*OF_WAITING, name="workflows.waiting", external=True)
def see_to_it(event: Event) -> None:
    """Start the place's workflow, or tell it how the place stands now: events that came late tell nothing older."""
    waiting = waiting_called(event.payload["reference"])
    if StoppedAppointment.objects.filter(reference=waiting.reference).exists():
        return
    journey = WaitingJourney(
        schema=event.schema,
        reference=waiting.reference,
        state=waiting_state(waiting),
        correlation_id=event.correlation_id,
    )
    if event.type == WAITING_JOINED:
        start_waiting(journey=journey, by=SYSTEM)
    else:
        update_waiting(journey=journey, by=SYSTEM)
