"""Questions answered from the rows, what the owner taught in the owner's words, then from documents; what is on no
record is said to be, and a person offered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agents.catalogue import record
from agents.desk import TAUGHT
from conversations.engine.answers.allergens import holding
from conversations.engine.answers.place import on_topic
from conversations.engine.answers.registry import registered
from conversations.engine.commands import Ask
from conversations.engine.documents import from_documents, kept_as_gap
from conversations.engine.questions import items_meant
from conversations.engine.signals import LONGEST_SIGNAL
from conversations.engine.state import Source
from conversations.engine.suggesting import suggested
from conversations.varied.names import ANSWER
from conversations.wording import asking, facts, handoff, talk

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from businesses.desk import ItemFacts
    from conversations.engine.scene import Scene

DESCRIBING = frozenset({"ask_fact", "ask_services"})
"""Questions that may describe what a service is for: "can you fix a door?"."""


def answered(scene: Scene) -> Scene:
    asked = [command for command in scene.commands if isinstance(command, Ask)]
    for question in asked:
        scene = answer(question, scene)
    known = tuple(dict.fromkeys(question.intent for question in asked if record(question.intent)))
    return scene.remembering(questions=known) if known else scene


def answer(question: Ask, scene: Scene) -> Scene:
    if taught := TAUGHT.of(scene.desk).entry(question.intent):
        said = scene.context.repository.tried(ANSWER, taught.name) or taught.answer
        return scene.tell(said).resting_on(Source("taught", str(taught.id)))
    intent = record(question.intent)
    if intent is None:
        return scene
    told = registered()[intent.answered_by](question, scene) if intent.answered_by else ""
    source = Source("answer", intent.answered_by) if told else Source("owner")
    told = told or on_topic(question, scene)
    spoken_of = items_meant(question, scene) or holding(question, scene)
    named = tuple(item.id for item in spoken_of) or scene.memory.items
    scene = scene.remembering(items=named)
    if told:
        return scene.tell(told).resting_on(source, *rows_named(question, spoken_of))
    if cited := from_documents(question.words, scene):
        return cited
    if question.intent in DESCRIBING and scene.task is None and (service := suggested(question.words, scene)):
        line = f"{facts.service_line(service, scene.business)}."
        offered = scene.remembering(topic=service.id, offered="booking").tell(line)
        offered = offered.resting_on(Source("service", str(service.id)))
        return offered.ask(asking.shall_i_book(), quick=(talk.quick_yes(), talk.quick_person()))
    return unknown(question, scene)


def rows_named(question: Ask, items: Iterable[ItemFacts]) -> Iterator[Source]:
    """The single rows an answer speaks of, beside what it was looked up in."""
    yield from (Source("item", str(item.id)) for item in items)
    for kind in ("service", "staff"):
        yield from (Source(kind, str(key)) for key in question.about.get(kind, ()) if str(key).isdigit())


def unknown(question: Ask, scene: Scene) -> Scene:
    scene = kept_as_gap(question.words, scene).tell(facts.unknown()).signalling(unknown=question.words[:LONGEST_SIGNAL])
    scene = scene.remembering(offered="person")
    return scene.ask(handoff.offered(), "person", quick=(talk.quick_person(),))
