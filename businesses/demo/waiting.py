"""Who waits in a demo business for what is taken."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING, Any

from businesses.contacts import CustomerDetails
from businesses.models import BookingSource, Service, StaffMember
from businesses.operations.waiting import join_list
from businesses.waiting.errors import NothingToWaitFor
from businesses.waiting.windows import WaitingWish

if TYPE_CHECKING:
    from datetime import date

    from tenants.actors import Actor


def seed_waits(rows: list[dict[str, Any]], *, today: date, by: Actor) -> None:
    """Put each on the list by the operation everybody joins by; nobody waits for a day that is a holiday."""
    for row in rows:
        try:
            seed_wait(row, today=today, by=by)
        except NothingToWaitFor:
            continue


def seed_wait(row: dict[str, Any], *, today: date, by: Actor) -> None:
    who = row["who"]
    wish = WaitingWish(
        service=Service.objects.get(name=row["service"]),
        party_size=row.get("people", 1),
        day=today + timedelta(days=row["day"]),
        earliest=time.fromisoformat(row["from"]),
        latest=time.fromisoformat(row["until"]),
        staff=StaffMember.objects.get(name=row["staff"]) if "staff" in row else None,
    )
    join_list(
        wish=wish,
        customer=CustomerDetails(name=who, email=f"{who.lower().replace(' ', '.')}@example.com"),
        note=row.get("note", ""),
        address=row.get("address", ""),
        by=by,
        source=BookingSource.IMPORT,
    )
