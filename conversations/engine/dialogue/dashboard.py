"""The dashboard flow: the business's own people ask how it is doing."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from conversations.engine.turn import tell
from conversations.wording import owner

if TYPE_CHECKING:
    from conversations.engine.state import TurnWork
    from conversations.engine.turn import TurnContext


def report(work: TurnWork, context: TurnContext) -> None:
    """Tell the bookings of today and of the week; whatever else is asked is answered as for a customer."""
    today = context.local_now.date()
    told = owner.bookings(
        context.repository.bookings_between(today, today),
        context.repository.bookings_between(today, today + timedelta(days=6)),
    )
    tell(work, told)
