"""What every change of a booking leaves: a line of its timeline and an event, in the same transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from businesses.errors import BookingChangedMeanwhile, BookingNotFound, TransitionNotAllowed
from businesses.models import TRANSITIONS, Booking, BookingChange, BookingStatus
from businesses.operations.contention import Raced
from businesses.references import parse_reference
from events.operations import publish

if TYPE_CHECKING:
    from datetime import datetime

    from tenants.actors import Actor

OF_A_BOOKING = "booking."


def booking_called(reference: str) -> Booking:
    booking = Booking.objects.detailed().filter(reference=parse_reference(reference) or "").first()
    if booking is None:
        raise BookingNotFound
    return booking


def check_shown(booking: Booking, version: int | None) -> None:
    """Who saw an older version decides about something that is not so any more: ``BookingChangedMeanwhile``."""
    if version is not None and booking.version != version:
        raise BookingChangedMeanwhile


def event_payload(booking: Booking) -> dict[str, Any]:
    """What a subscriber needs without a query. Keys of people and no words of theirs: an event cannot be taken back."""
    return {
        "id": booking.pk,
        "reference": booking.reference,
        "version": booking.version,
        "status": booking.status,
        "starts_at": booking.during.lower.isoformat(),
        "ends_at": booking.ends_at.isoformat(),
        "party_size": booking.party_size,
        "service_id": booking.service_id,
        "service": booking.service.name,
        "resource_id": booking.resource_id,
        "resource": booking.resource.name,
        "customer_id": booking.customer_id,
        "source": booking.source,
        "expires_at": booking.expires_at.isoformat() if booking.expires_at else None,
    }


def record(
    booking: Booking,
    *,
    event: str,
    by: Actor,
    at: datetime,
    before: str = "",
    detail: dict[str, Any] | None = None,
    kept: dict[str, Any] | None = None,
) -> None:
    """Write the change that led to the booking's present version, and publish the event.

    ``detail`` is told to subscribers too; ``kept`` stays in the timeline: where somebody lives, what they noted or gave
    as a reason.
    """
    BookingChange.objects.create(
        booking=booking,
        at=at,
        actor=str(by)[:160],
        actor_name=by.name[:120],
        kind=event.removeprefix(OF_A_BOOKING),
        from_status=before,
        to_status=booking.status,
        version=booking.version,
        detail={**(detail or {}), **(kept or {})},
    )
    payload = {**event_payload(booking), **(detail or {})}
    publish(type=event, aggregate=f"booking:{booking.reference}", payload=payload, by=by)


def move(
    booking: Booking,
    *,
    to: BookingStatus,
    event: str,
    by: Actor,
    at: datetime,
    detail: dict[str, Any] | None = None,
    kept: dict[str, Any] | None = None,
    **fields: Any,
) -> Booking:
    """Move to another state if the booking still is as it was read, else ``Raced``; as read anew, with its traces.

    Raises ``TransitionNotAllowed`` where ``TRANSITIONS`` has no such move.
    """
    if to not in TRANSITIONS[BookingStatus(booking.status)]:
        raise TransitionNotAllowed(status=booking.status, to=to)
    if not Booking.objects.move(booking, to=to, **fields):
        raise Raced
    moved = booking_called(booking.reference)
    record(moved, event=event, by=by, at=at, before=booking.status, detail=detail, kept=kept)
    return moved
