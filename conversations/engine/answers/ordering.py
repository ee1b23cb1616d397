"""How orders reach their customers here, what that costs and how long it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.answers.place import described
from conversations.wording import orders

if TYPE_CHECKING:
    from conversations.engine.commands import Ask
    from conversations.engine.scene import Scene


def delivery(question: Ask, scene: Scene) -> str:
    """From the rows: the ways, each zone with fee, minimum and time; what the owner says where no orders are taken."""
    ordering = scene.desk.ordering
    if not ordering.ways:
        return described(question, scene)
    told = [orders.ways_taken([orders.way(each) for each in ordering.ways])]
    if "delivery" in ordering.ways:
        told += [orders.zone(each, scene.business) for each in ordering.zones]
    told.append(orders.takes_minutes(ordering.minutes))
    return " ".join(told)


ANSWERS = {"delivery": delivery}
ROWS = {"delivery": ("businesses.OrderPolicy", "businesses.DeliveryZone")}
