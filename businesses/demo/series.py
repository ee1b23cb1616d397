"""Who comes again and again to a demo business."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from businesses.availability.rhythm import Rhythm
from businesses.contacts import CustomerDetails
from businesses.models import BookingSource, Service
from businesses.operations import book_series
from businesses.operations.series import FEWEST_DATES
from businesses.queries import find_slots
from businesses.queries.series import planned_series
from businesses.tokens import read_slot

if TYPE_CHECKING:
    from datetime import datetime

    from tenants.actors import Actor

LOOKED_THROUGH = 7
"""Days from the one that is named on which the first date is looked for: that one may be a holiday."""


def seed_series(rows: list[dict[str, Any]], *, by: Actor, now: datetime) -> None:
    """Book each by the operation everybody books by, from the first free time on; a date that is taken is left out."""
    for row in rows:
        service = Service.objects.get(name=row["service"])
        day = (now + timedelta(days=row["day"])).date()
        [first, *_more] = find_slots(service=service, party_size=1, day=day, days=LOOKED_THROUGH, now=now)
        rhythm = Rhythm(row["every"], times=row["times"])
        dates = planned_series(service=service, claim=read_slot(first.token), rhythm=rhythm, now=now, is_for_staff=True)
        free = [each.slot.token for each in dates if each.slot]
        if len(free) >= FEWEST_DATES:
            book_series(
                slot_tokens=free,
                every_weeks=row["every"],
                customer=CustomerDetails(name=row["who"], email=f"{row['who'].lower().replace(' ', '.')}@example.com"),
                by=by,
                source=BookingSource.IMPORT,
                key=f"demo:{row['who']}",
                now=now,
            )
