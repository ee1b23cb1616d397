"""A booking in full, for whoever has proved that it is theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.wording import booking

if TYPE_CHECKING:
    from conversations.engine.scene import Scene
    from conversations.repository.facts import BookingFacts


def in_full(found: BookingFacts, scene: Scene) -> str:
    """Its state, and all that is kept with it: who serves, note, address, contact and price."""
    service = scene.desk.service(found.service)
    price = service.price_on(found.starts_at.date()) if service else None
    return " ".join([booking.described(found, scene.business), *booking.kept_with(found, price, scene.business)])
