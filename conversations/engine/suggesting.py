"""Which service somebody means who names none: "my sink is leaking"."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from agents.understanding.keywords import keywords
from conversations.engine.questions import is_sold
from encoding.encoder import meant

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from businesses.desk import ServiceFacts
    from conversations.engine.scene import Scene

PERSON = ("name", "phone", "email", "address")
GENERAL = (
    "Hello, good morning",
    "I would like to make an appointment, please",
    "Can I book something for tomorrow?",
    "Do you have anything free on Friday afternoon?",
    "Could somebody come tomorrow?",
    "I need to bring the car in",
    "I need to see somebody",
    "I have never been to you before",
)
"""What wishes for a time and does not say what for; the encoder's vectors are of no language."""
LIKE, APART = -0.3, 0.03
"""How near (cosine) the nearest service must come to the nearest of ``GENERAL``, and how much nearer than the next one
it must be; set on those openings in ``tests/exam/cases`` that share no word with any service. Where neither holds the
customer is asked.
"""


def suggested(text: str, scene: Scene) -> ServiceFacts | None:
    """The one service whose name, other names or description share most words with the text; None on a tie.

    Who somebody is says nothing about what they need.
    """
    about_person = [slot.text for name, slot in scene.heard.slots.items() if name in PERSON]
    told = frozenset[str]().union(*(keywords(each) for each in about_person))
    said = keywords(text, scene.context.locale) - told
    likeness = {each.id: len(said & told_of(each)) for each in sold(scene)}
    best = max(likeness.values(), default=0)
    alike = [key for key, count in likeness.items() if count == best]
    return scene.desk.service(alike[0]) if best and len(alike) == 1 else None


def needed(text: str, scene: Scene) -> ServiceFacts | None:
    """The service that somebody who wishes to book needs: the one suggested, else the one clearly nearest in meaning.

    What is only asked about ("do you tow?") may be none of them, however near one is.
    """
    return suggested(text, scene) or nearest(text, sold(scene))


def sold(scene: Scene) -> list[ServiceFacts]:
    return [each for each in scene.desk.services if is_sold(each)]


def told_of(service: ServiceFacts) -> frozenset[str]:
    return keywords(" ".join([service.name, *service.aliases, service.description]))


def nearest(text: str, services: list[ServiceFacts]) -> ServiceFacts | None:
    if len(services) < 2:
        return None
    (said,) = meant([text])
    likeness = (
        _vectors(tuple(f"{each.name}. {', '.join(each.aliases)}. {each.description}" for each in services)) @ said
    )
    *_, second, first = likeness.argsort()
    is_of_none = likeness[first] - (_vectors(GENERAL) @ said).max() < LIKE
    return None if is_of_none or likeness[first] - likeness[second] < APART else services[first]


@lru_cache(maxsize=64)
def _vectors(texts: tuple[str, ...]) -> NDArray[np.float32]:
    """(texts, dimensions), of the businesses talked to most recently."""
    return meant(texts)
