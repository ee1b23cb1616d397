"""A booking in full, for whoever has proved that it is theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.wording import booking

if TYPE_CHECKING:
    from conversations.engine.scene import Scene
    from conversations.repository.facts import BookingFacts


def in_full(found: BookingFacts, scene: Scene) -> Scene:
    """Its state, and all that is kept with it: who serves, note, address, contact and price.

    Where we come to the customer and do not know where, that is asked.
    """
    service = scene.desk.service(found.service)
    price = service.price_on(found.starts_at.date()) if service else None
    kept = booking.kept_with(found, price, scene.business)
    scene = scene.tell(" ".join([booking.described(found, scene.business), *kept]))
    is_missing = service is not None and service.is_visit and found.status == "confirmed" and not found.address
    return scene.ask(booking.ask_address(), "address") if is_missing else scene
