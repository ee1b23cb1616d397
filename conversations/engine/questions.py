"""What a question is about: the rows its words name, or that "it" stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from businesses.desk import ItemFacts, ServiceFacts
    from conversations.engine.commands import Ask
    from conversations.engine.scene import Scene


def services_named(question: Ask, scene: Scene) -> list[ServiceFacts]:
    return [found for key in _keys(question, "service") if (found := scene.desk.service(key)) and is_sold(found)]


def service_meant(question: Ask, scene: Scene) -> ServiceFacts | None:
    """The service named, else the one spoken of last or just booked, unless a dish is asked about."""
    if named := services_named(question, scene):
        return named[0]
    if question.about.get("item") or question.about.get("service"):
        return None
    found = scene.desk.service(scene.memory.topic or service_at_hand(scene) or 0)
    return found if found is not None and is_sold(found) else None


def service_at_hand(scene: Scene) -> int | None:
    """That of the booking being arranged, else of the one just made."""
    if scene.task is not None:
        return scene.task.form.service
    return scene.context.repository.own_booking(scene.memory.done).service if scene.memory.done else None


def items_meant(question: Ask, scene: Scene) -> list[ItemFacts]:
    """The dishes named, else, where a pronoun stands for one, those spoken of last."""
    keys = _keys(question, "item")
    if not keys and "pronoun" in question.cues:
        keys = list(scene.memory.items)
    return [item for key in keys if (item := scene.desk.item(key))]


def is_sold(service: ServiceFacts) -> bool:
    """Whether it is something with a price: a table is reserved, not sold."""
    return service.price is not None or not service.needs_party


def _keys(question: Ask, name: str) -> list[int]:
    return [int(value) for value in question.about.get(name, ()) if str(value).isdigit()]


def single(question: Ask, name: str) -> Any:
    return next((value for value in question.about.get(name, ()) if value is not None), None)
