"""Examples from what is known already: the product's own sentences, and what the owner taught."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.conf import settings

from agents.catalogue import record
from agents.desk import TAUGHT
from agents.learning.exercises import EXERCISES, agent_wanted, intent_names
from agents.learning.models import EvaluationExample, Source, Split
from agents.llm.redaction import Redactor
from agents.llm.values import Message
from agents.models import TaughtIntent
from agents.modules.catalogue import AGENT, BUSINESS_INTENT, INTENT
from agents.modules.guesses import NONE
from tenants.context import current_business

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from businesses.desk import Desk

PARTS = 20
LEARNT, CHOSEN = 9, 14
"""Of twenty parts nine are learnt from, five chosen by, and six held out."""
MOST = 120
"""Examples of a set: with each a call is made several times in a run."""
MOST_OUTSIDE = 12
"""Sentences that are none of the business's own questions."""


def key_of(text: str) -> str:
    """The same for what differs in case and spaces alone."""
    return hashlib.sha256(" ".join(text.casefold().split()).encode()).hexdigest()


def split_of(key: str) -> Split:
    """By the key alone: an example is never on two sides, whichever version of the set it is in."""
    part = int(key[:8], 16) % PARTS
    return Split.TRAIN if part < LEARNT else Split.CHOOSE if part < CHOSEN else Split.HELD_OUT


def example(
    module: str, said: str, inputs: dict[str, object], wanted: dict[str, object], *, language: str, source: Source
) -> EvaluationExample:
    """Unsaved; ``said`` is what tells it from others."""
    key = key_of(said)
    return EvaluationExample(
        module=module, inputs=inputs, wanted=wanted, language=language, source=source, split=split_of(key), key=key
    )


def redacted(given: EvaluationExample) -> EvaluationExample:
    """As it may be kept and sent: without names, addresses and numbers of people, wherever people wrote it.

    A name that one line gives is hidden in all of them.
    """
    sides = [given.inputs, given.wanted] if EXERCISES[given.module].is_of_words else [given.inputs]
    texts = list(dict.fromkeys(texts_in(sides)))
    redactor = Redactor(given.language, current_business().zone)
    clean = redactor.messages(Message("user", text) for text in texts)
    by_text = {text: each.text for text, each in zip(texts, clean, strict=True)}
    for side in sides:
        side.update({name: with_texts(value, by_text) for name, value in side.items()})
    return given


def with_texts(value: object, by_text: Mapping[str, str]) -> object:
    if isinstance(value, str):
        return by_text[value]
    return [with_texts(each, by_text) for each in value] if isinstance(value, list) else value


def texts_in(value: object) -> Iterator[str]:
    """Every text in a value of JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        for each in value:
            yield from texts_in(each)
    elif isinstance(value, dict):
        yield from texts_in(list(value.values()))


def known_examples(module: str, desk: Desk) -> list[EvaluationExample]:
    """Unsaved, ``MOST`` at most, of all names alike; none for modules that word, whose examples people write."""
    if module == INTENT.name:
        found = [*of_catalogue(desk, INTENT.name)]
    elif module == AGENT.name:
        found = [*of_catalogue(desk, AGENT.name)]
    elif module == BUSINESS_INTENT.name:
        found = [*of_taught(), *outside(desk)]
    else:
        found = []
    return evenly(found)


def of_catalogue(desk: Desk, module: str) -> Iterator[EvaluationExample]:
    """In every language the product speaks, some of each intent."""
    for name in intent_names(desk):
        known = record(name)
        if known is None:
            continue
        wanted: dict[str, object] = {"intent": name}
        inputs: dict[str, object] = {}
        if module == AGENT.name:
            wanted, inputs = {"agent": agent_wanted(desk, name)}, {"intents": [name]}
        for language, _label in settings.LANGUAGES:
            for said in known.examples(language):
                yield example(module, said, {"message": said, **inputs}, wanted, language=language,
                              source=Source.CATALOGUE)  # fmt: skip


def of_taught() -> Iterator[EvaluationExample]:
    language = current_business().locale[:2]
    for intent in TaughtIntent.objects.filter(is_active=True).order_by("name"):
        for said in intent.examples:
            yield redacted(example(BUSINESS_INTENT.name, said, {"message": said}, {"intent": intent.name},
                                   language=language, source=Source.TAUGHT))  # fmt: skip


def outside(desk: Desk) -> Iterator[EvaluationExample]:
    """What is not asked of this business alone, for a program to tell apart; where anything was taught."""
    if not TAUGHT.of(desk).entries:
        return
    plain = [each for each in of_catalogue(desk, INTENT.name) if each.language == current_business().locale[:2]]
    for each in sorted(plain, key=lambda one: one.key)[:MOST_OUTSIDE]:
        each.module, each.wanted = BUSINESS_INTENT.name, {"intent": NONE}
        yield each


def evenly(examples: list[EvaluationExample]) -> list[EvaluationExample]:
    """One of each name in turn, in the order of their keys: the same ones whenever they are gathered."""
    by_name: dict[str, list[EvaluationExample]] = {}
    for each in sorted(examples, key=lambda one: one.key):
        by_name.setdefault(str(next(iter(each.wanted.values()))), []).append(each)
    found: dict[str, EvaluationExample] = {}
    for place in range(max(map(len, by_name.values()), default=0)):
        for name in sorted(by_name):
            if place < len(by_name[name]):
                found.setdefault(by_name[name][place].key, by_name[name][place])
    return list(found.values())[:MOST]
