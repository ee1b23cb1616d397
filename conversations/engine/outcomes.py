"""What was committed, told from the row: the only sentences that say that something is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.booked import payload
from conversations.engine.state import Committed
from conversations.wording import booking

if TYPE_CHECKING:
    from collections.abc import Callable

    from businesses.desk import BusinessFacts
    from conversations.engine.scene import Scene
    from conversations.repository.facts import BookingFacts

SENTENCES: dict[str, Callable[[BookingFacts, BusinessFacts], str]] = {
    "booked": booking.confirmed,
    "cancelled": booking.cancelled,
    "moved": booking.moved,
    "amended": booking.amended,
    "late": booking.late,
}


def committed(deed: str, found: BookingFacts, scene: Scene) -> Scene:
    """With the write kept, told and shown. ``done`` is the booking a second yes would mean."""
    work = scene.work
    kept = Committed(deed, payload(found))
    scene = scene.working(committed=(*work.committed, kept)).show(kept.booking)
    done = "" if deed == "cancelled" else found.reference
    return scene.remembering(done=done).tell(SENTENCES[deed](found, scene.business))
