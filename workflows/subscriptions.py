"""What starts and steers workflows: events of bookings, brought by the relay."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from businesses.events import BOOKING_CANCELLED, BOOKING_CONFIRMED, BOOKING_RESCHEDULED, BOOKING_TAKEN_BACK
from businesses.models import BookingChange, BookingStatus
from events.subscriptions import subscribe
from tenants.actors import SYSTEM
from tenants.context import current_business
from workflows.definitions.messages import Appointment
from workflows.models import MailSettings
from workflows.operations.appointments import (
    cancel_appointment,
    move_appointment,
    restore_appointment,
    start_appointment,
)
from workflows.planning import plan

if TYPE_CHECKING:
    from events.types import Event

NAME = "workflows.appointment"


@subscribe(BOOKING_CONFIRMED, name=NAME, external=True)
def start(event: Event) -> None:
    appointment = appointment_of(event)
    if appointment.ends_at > event.occurred_at:  # staff also write down visits that are over
        start_appointment(appointment=appointment, by=SYSTEM)


@subscribe(BOOKING_RESCHEDULED, name=NAME, external=True)
def move(event: Event) -> None:
    if was_confirmed(event):
        move_appointment(appointment=appointment_of(event), by=SYSTEM)


@subscribe(BOOKING_CANCELLED, name=NAME, external=True)
def cancel(event: Event) -> None:
    if was_confirmed(event):
        cancel_appointment(appointment=appointment_of(event), by=SYSTEM)


@subscribe(BOOKING_TAKEN_BACK, name=NAME, external=True)
def restore(event: Event) -> None:
    if event.payload.get("was") == BookingStatus.CANCELLED:  # who has come and has not is nothing to write about
        restore_appointment(appointment=appointment_of(event), by=SYSTEM)


def was_confirmed(event: Event) -> bool:
    """Whether the booking had been confirmed by then: a hold that is moved or given up concerns no workflow."""
    return BookingChange.objects.filter(
        booking__reference=event.payload["reference"],
        to_status=BookingStatus.CONFIRMED,
        version__lt=event.payload["version"],
    ).exists()


def appointment_of(event: Event) -> Appointment:
    starts_at = datetime.fromisoformat(event.payload["starts_at"])
    ends_at = datetime.fromisoformat(event.payload["ends_at"])
    takes_back = event.type == BOOKING_TAKEN_BACK or bool(event.payload.get("taken_back"))
    return Appointment(
        schema=event.schema,
        reference=event.payload["reference"],
        version=event.payload["version"],
        starts_at=starts_at,
        ends_at=ends_at,
        steps=plan(
            starts_at=starts_at,
            ends_at=ends_at,
            news_at=event.occurred_at,
            settings=MailSettings.current(),
            zone=current_business().zone,
        ),
        correlation_id=event.correlation_id,
        is_told="series" in event.payload,  # in the one mail about all of it
        may_slip=event.actor.startswith("staff:") and not takes_back,
        takes_back=takes_back,
    )
