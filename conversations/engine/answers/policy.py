"""The terms of a booking: until when it may be changed, and what the owner says of fees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.answers.place import described
from conversations.wording import facts

if TYPE_CHECKING:
    from conversations.engine.commands import Ask
    from conversations.engine.scene import Scene


def policy(question: Ask, scene: Scene) -> str:
    """The owner's own words where they speak of it, and until when a booking may be changed; no fee is on record, and
    none is denied.
    """
    told = described(question, scene)
    return " ".join(filter(None, [told, facts.changeable_until(scene.desk.policy.cancel_cutoff_minutes)]))


ANSWERS = {"policy": policy}
ROWS = {"policy": ("businesses.BookingPolicy", "tenants.Business")}
