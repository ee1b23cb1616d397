"""Who is at a demo business right now: parties that sit, one that comes late, one that has come without a booking."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from businesses.contacts import CustomerDetails
from businesses.errors import SlotUnavailable
from businesses.models import BookingSource, BookingStatus, Service
from businesses.operations import move_booking, record_booking, report_late, seat_walk_in

if TYPE_CHECKING:
    from datetime import datetime

    from tenants.actors import Actor

QUARTER = timedelta(minutes=15)
LATE = 30


def seed_evening(rows: list[dict[str, Any]], *, by: Actor, now: datetime) -> None:
    """Each began so many minutes ago; one that finds no free place, as it may at this hour, is left out."""
    for row in rows:
        try:
            _seed(row, by=by, now=now)
        except SlotUnavailable:
            continue


def _seed(row: dict[str, Any], *, by: Actor, now: datetime) -> None:
    service, people = Service.objects.get(name=row["service"]), row.get("people", 1)
    if row["is"] == "walk_in":
        then = now - timedelta(minutes=row["ago"])
        seat_walk_in(service=service, party_size=people, key=uuid.uuid4(), by=by, now=then)
        return
    start = _on_the_quarter(now - timedelta(minutes=row["ago"]))
    booking = record_booking(
        service=service,
        party_size=people,
        start=start,
        customer=CustomerDetails(name=row["who"]),
        by=by,
        source=BookingSource.IMPORT,
        now=now,
    )
    if row["is"] == "late":
        report_late(reference=booking.reference, minutes=LATE, by=by, now=now)
    else:
        move_booking(reference=booking.reference, to=BookingStatus.ARRIVED, by=by, now=min(start + QUARTER / 3, now))


def _on_the_quarter(moment: datetime) -> datetime:
    return moment.replace(minute=moment.minute // 15 * 15, second=0, microsecond=0)
