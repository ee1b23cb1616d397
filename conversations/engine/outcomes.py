"""What was committed, told from the row: the only sentences that say that something is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agents.understanding.orders import Basket
from conversations.engine import booked, ordered
from conversations.repository.facts import AlteredFacts, BookingFacts, WaitingFacts
from conversations.wording import booking, owner, waiting
from conversations.wording import ordered as wording

if TYPE_CHECKING:
    from collections.abc import Callable

    from businesses.desk import BusinessFacts
    from conversations.engine.scene import Scene
    from conversations.repository.facts import Committed, OrderFacts

SENTENCES: dict[str, Callable[[BookingFacts, BusinessFacts], str]] = {
    "booked": booking.booked,
    "cancelled": booking.cancelled,
    "moved": booking.moved,
    "amended": booking.amended,
    "late": booking.late,
}
ORDER_SENTENCES: dict[str, Callable[[OrderFacts, BusinessFacts], str]] = {
    "ordered": wording.placed,
    "order_changed": wording.changed,
    "order_cancelled": wording.cancelled,
}
WAITING_SENTENCES: dict[str, Callable[[WaitingFacts, BusinessFacts], str]] = {
    "waits": waiting.joined,
    "waits_no_more": waiting.left,
}
CHANGE_SENTENCES: dict[str, Callable[[AlteredFacts], str]] = {
    "altered": owner.done,
    "taken_back": owner.taken_back,
}
ENDED = frozenset({"cancelled", "order_cancelled"})
"""Deeds after which there is nothing that "it" could mean."""


def committed(deed: str, found: BookingFacts | OrderFacts, scene: Scene) -> Scene:
    """With the write kept, told and shown."""
    if isinstance(found, BookingFacts):
        scene = scene.show(booked.payload(found))
    else:
        scene = scene.show_order(ordered.payload(found))
    return remembered(deed, found, scene)


def remembered(deed: str, found: Committed, scene: Scene) -> Scene:
    """Told, and what is spoken of from now on: the booking or order that a second yes would mean, and no other."""
    scene = scene.working(deed=deed)
    if isinstance(found, WaitingFacts):
        waits = tuple(each for each in scene.memory.waits if each != found.reference)
        waits = waits if deed == "waits_no_more" else (*waits, found.reference)
        return scene.remembering(waits=waits).tell(WAITING_SENTENCES[deed](found, scene.business))
    if isinstance(found, AlteredFacts):
        others = tuple(each for each in scene.memory.altered if each != found.id)
        altered = others if deed == "taken_back" else (*others, found.id)
        return scene.remembering(altered=altered).tell(CHANGE_SENTENCES[deed](found))
    now = "" if deed in ENDED else found.reference
    if isinstance(found, BookingFacts):
        made = tuple(dict.fromkeys((*scene.memory.bookings, found.reference)))
        scene = scene.remembering(bookings=made, done=now, noted=found.note, ordered="", basket=Basket())
        return scene.tell(SENTENCES[deed](found, scene.business))
    made = tuple(dict.fromkeys((*scene.memory.orders, found.reference)))
    scene = scene.remembering(orders=made, ordered=now, done="")
    if not now:
        scene = scene.remembering(basket=Basket())
    return scene.tell(ORDER_SENTENCES[deed](found, scene.business))
