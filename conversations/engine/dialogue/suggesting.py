"""Which service somebody means who names none: "my sink is leaking"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.answers.offerings import is_sold
from conversations.engine.answers.place import STEM, stems

if TYPE_CHECKING:
    from conversations.repository.facts import Desk, ServiceFacts

COMMON = stems("need want like come hour include includes including needed where from time times some more book free")


def suggested(text: str, desk: Desk) -> ServiceFacts | None:
    """The one service whose name, other names or description share most words with the text; None on a tie."""
    said = {stem for stem in stems(text) if len(stem) == STEM} - COMMON
    sold = [service for service in desk.services if is_sold(service)]
    likeness = {service.id: len(said & stems(told_of(service, desk))) for service in sold}
    best = max(likeness.values(), default=0)
    nearest = [key for key, count in likeness.items() if count == best]
    return desk.service(nearest[0]) if best and len(nearest) == 1 else None


def told_of(service: ServiceFacts, desk: Desk) -> str:
    terms = desk.vocabulary.services if desk.vocabulary else ()
    names = [way for term in terms if term.key == str(service.id) for way in (term.name, *term.aliases)]
    return " ".join([*names, service.description])
