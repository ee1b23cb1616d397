"""What conversations listen to: bookings, so that staff's board shows each at once wherever it was made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from businesses.events import OF_BOOKINGS
from conversations.live import push_to_staff
from events.subscriptions import subscribe

if TYPE_CHECKING:
    from events.types import Event


@subscribe(*OF_BOOKINGS, name="conversations.board")
def show_on_board(event: Event) -> None:
    """Pass a booking's event to the staff that are looking."""
    push_to_staff(
        {"type": "booking", "event": event.type, "booking": event.payload, "at": event.occurred_at.isoformat()}
    )
