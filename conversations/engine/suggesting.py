"""Which service somebody means who names none: "my sink is leaking"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agents.understanding.keywords import keywords
from conversations.engine.questions import is_sold

if TYPE_CHECKING:
    from businesses.desk import ServiceFacts
    from conversations.engine.scene import Scene

PERSON = ("name", "phone", "email", "address")


def suggested(text: str, scene: Scene) -> ServiceFacts | None:
    """The one service whose name, other names or description share most words with the text; None on a tie.

    Who somebody is says nothing about what they need.
    """
    about_person = [slot.text for name, slot in scene.heard.slots.items() if name in PERSON]
    told = frozenset[str]().union(*(keywords(each) for each in about_person))
    said = keywords(text, scene.context.locale) - told
    likeness = {each.id: len(said & told_of(each)) for each in scene.desk.services if is_sold(each)}
    best = max(likeness.values(), default=0)
    nearest = [key for key, count in likeness.items() if count == best]
    return scene.desk.service(nearest[0]) if best and len(nearest) == 1 else None


def told_of(service: ServiceFacts) -> frozenset[str]:
    return keywords(" ".join([service.name, *service.aliases, service.description]))
