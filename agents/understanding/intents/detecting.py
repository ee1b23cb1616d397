"""What each clause of a message wants: what a phrase settles, what the owner taught, and the built-in reading."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from agents import catalogue
from agents.understanding import language
from agents.understanding.intents.builtin import read
from agents.understanding.intents.clauses import clauses
from agents.understanding.intents.phrases import ruled
from agents.understanding.types import Intent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from agents.understanding.intents.clauses import Clause
    from agents.understanding.intents.model import IntentModel

SURE = 0.5
"""From here on an intent is taken as meant: it goes before those that are guessed."""

FIRST = ("emergency", "ask_human")
KINDS = ("deed", "question", "answer", "courtesy")


def detect(
    text: str, *, category: str, flow: str, locale: str, taught: IntentModel | None = None
) -> tuple[Intent, ...]:
    """One intent per clause, each with the clause's offsets into ``text``, which is normalised; never empty.

    The surest deeds come first, then questions, then small talk, then what was guessed; ``out_of_scope`` is a clause in
    which nothing offered fits. ``locale`` is the conversation's language, for messages that do not tell theirs.
    """
    return detect_all([text], category=category, flow=flow, locale=locale, taught=taught)[0]


def detect_all(
    texts: Sequence[str], *, category: str, flow: str, locale: str, taught: IntentModel | None = None
) -> list[tuple[Intent, ...]]:
    """``detect`` for many messages of one business in one batch."""
    choice = catalogue.offered(category, flow)
    parts = [clauses(text) for text in texts]
    spoken = [language.detect(text, locale.split("-")[0]) for text in texts]
    flat = [(part, code) for found, code in zip(parts, spoken, strict=True) for part in found]
    settled = iter(_settled([part for part, _ in flat], [code for _, code in flat], choice, taught))
    return [tuple(sorted((next(settled) for _ in found), key=_rank)) for found in parts]


def _settled(
    parts: list[Clause], languages: list[str], choice: frozenset[str], taught: IntentModel | None
) -> list[Intent]:
    """A phrase that settles it; else, which takes the encoder, what the owner taught and the built-in reading."""
    found = [next(ruled(part.text, choice), None) for part in parts]
    open_ = [row for row, known in enumerate(found) if known is None]
    rest = [parts[row].text for row in open_]
    own = _taught(rest, taught)
    for row, known, other in zip(open_, read(rest, [languages[row] for row in open_], choice), own, strict=True):
        found[row] = _preferred(known, other)
    return [
        replace(intent, start=part.start, end=part.end)
        for intent, part in zip(found, parts, strict=True)
        if intent is not None
    ]


def _taught(texts: list[str], taught: IntentModel | None) -> list[Intent | None]:
    if taught is None:
        return [None] * len(texts)
    return [
        Intent(verdict.label, verdict.confidence, f"taught: like “{verdict.nearest}”") if verdict.fits else None
        for verdict in taught.judge(texts)
    ]


def _preferred(known: Intent, own: Intent | None) -> Intent:
    """What the owner taught goes first where it is as sure as the built-in reading, or sure enough."""
    return own if own is not None and own.confidence >= min(SURE, known.confidence) else known


def _rank(intent: Intent) -> tuple[bool, int, float]:
    is_guess = intent.confidence < SURE or intent.name == catalogue.OUT_OF_SCOPE
    return is_guess, _place(intent.name), -intent.confidence


def _place(name: str) -> int:
    if name in FIRST:
        return FIRST.index(name)
    record = catalogue.record(name)
    return len(FIRST) + (KINDS.index(record.kind) if record else KINDS.index("question"))
