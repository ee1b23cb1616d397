"""Which service somebody means who names none: "my sink is leaking"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.answers.place import stems

if TYPE_CHECKING:
    from conversations.repository.facts import Desk, ServiceFacts


def suggested(text: str, desk: Desk) -> ServiceFacts | None:
    """The one service whose name, other names or description share most words with the text; None on a tie."""
    said = stems(text)
    likeness = {service.id: len(said & stems(told_of(service, desk))) for service in desk.services}
    best = max(likeness.values(), default=0)
    nearest = [key for key, count in likeness.items() if count == best]
    return desk.service(nearest[0]) if best and len(nearest) == 1 else None


def told_of(service: ServiceFacts, desk: Desk) -> str:
    terms = desk.vocabulary.services if desk.vocabulary else ()
    names = [way for term in terms if term.key == str(service.id) for way in (term.name, *term.aliases)]
    return " ".join([*names, service.description])
