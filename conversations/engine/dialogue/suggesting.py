"""Which service somebody means who names none: "my sink is leaking"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.answers.offerings import is_sold
from conversations.engine.answers.place import STEM, stems
from conversations.engine.dialogue.tasks import PERSON_DETAILS

if TYPE_CHECKING:
    from businesses.desk import Desk, ServiceFacts
    from conversations.engine.state import Reading

COMMON = stems("need want like come hour include includes including needed where from time times some more book free")


def suggested(reading: Reading, desk: Desk) -> ServiceFacts | None:
    """The one service whose name, other names or description share most words with the text; None on a tie.

    Who somebody is says nothing about what they need.
    """
    about_person = [reading["slots"][name]["text"] for name in PERSON_DETAILS if name in reading["slots"]]
    told = [stems(text) for text in about_person]
    said = {stem for stem in stems(reading["text"]).difference(*told) if len(stem) == STEM} - COMMON
    sold = [service for service in desk.services if is_sold(service)]
    likeness = {service.id: len(said & stems(told_of(service))) for service in sold}
    best = max(likeness.values(), default=0)
    nearest = [key for key, count in likeness.items() if count == best]
    return desk.service(nearest[0]) if best and len(nearest) == 1 else None


def told_of(service: ServiceFacts) -> str:
    return " ".join([service.name, *service.aliases, service.description])
