"""What a document says to a question, in its own words: the sentence that answers it, and where it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.embedding import BEST_IN_ENGLISH, MEANINGS, PASSAGES
from knowledge.languages import language_of
from knowledge.queries.search import search

if TYPE_CHECKING:
    from uuid import UUID

    from knowledge.queries.scope import Scope
    from knowledge.queries.search import Found

LOOKED_AT = 5
"""Passages whose sentences are compared."""
SURE = 2.1
"""How far a passage and its best sentence must stand out together, in deviations, to be quoted. Of the forty questions
of ``tests/knowledge/questions.py`` 37 lie above it, two of them by a hair; of the twenty that nothing answers none, the
surest at 2.085."""
SENTENCE_COUNTS = 0.6
"""What the sentence counts beside its passage, which may speak of several things."""
LONGEST = 320
"""Characters quoted: the passage, or of a longer one the sentence, and those after it while there is room."""
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n")


@dataclass(frozen=True, slots=True)
class Quote:
    """``text`` is word for word the document's. ``sureness`` is in deviations, comparable over questions."""

    text: str
    title: str
    heading: str
    page: int | None
    source: UUID
    position: int
    sureness: float


def quote(question: str, *, scope: Scope | None = None, asked_in: str = "") -> Quote | None:
    """The best the documents have to say that is surely about the question; None where nothing is."""
    best = best_quote(question, scope=scope, asked_in=asked_in)
    return best if best is not None and best.sureness >= SURE else None


def best_quote(question: str, *, scope: Scope | None = None, asked_in: str = "") -> Quote | None:
    """The same however unsure; None where there are no documents."""
    found = [each for each in search(question, limit=LOOKED_AT, scope=scope, asked_in=asked_in) if each.likeness]
    spoken = asked_in or language_of(question, BEST_IN_ENGLISH)
    quotes = [quoted(question, each, spoken) for each in found]
    return max(quotes, key=lambda each: each.sureness, default=None)


def quoted(question: str, found: Found, spoken: str) -> Quote:
    """What a passage has to say to the question, and how surely; ``spoken`` is the question's language."""
    embedder = PASSAGES if spoken == found.language == BEST_IN_ENGLISH else MEANINGS
    sentences = [part.strip() for part in _SENTENCE.split(found.text) if part.strip()]
    above = found.heading.rsplit("\u203a", 1)[-1].strip()
    vectors = embedder.embed([question, *(f"{above}. {each}" for each in sentences)])
    likeness = (vectors[1:] @ vectors[0] - embedder.unlike) / embedder.spread
    at = int(likeness.argmax())
    return Quote(
        text=found.text if len(found.text) <= LONGEST else _with_what_follows(sentences, at),
        title=found.title,
        heading=found.heading,
        page=found.page,
        source=found.source,
        position=found.position,
        sureness=SENTENCE_COUNTS * float(likeness[at]) + (1 - SENTENCE_COUNTS) * (found.likeness or 0.0),
    )


def _with_what_follows(sentences: list[str], at: int) -> str:
    told = sentences[at][:LONGEST]
    for sentence in sentences[at + 1 :]:
        if len(told) + len(sentence) + 1 > LONGEST:
            break
        told = f"{told} {sentence}"
    return told
