"""How the business is doing, for its own people, who come in by the dashboard flow."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from conversations.wording import owner, talk

if TYPE_CHECKING:
    from conversations.engine.commands import Ask
    from conversations.engine.scene import Scene


def figures(question: Ask, scene: Scene) -> str:
    if scene.context.flow != "dashboard":
        return talk.not_for_customers()
    today = scene.context.today
    between = scene.context.repository.bookings_between
    return owner.bookings(between(today, today), between(today, today + timedelta(days=6)))


ANSWERS = {"figures": figures}
ROWS = {"figures": ("businesses.Booking",)}
