"""A question to the documents: two rankings, one result."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.fusion import fused
from knowledge.languages import language_of
from knowledge.models import Chunk
from knowledge.queries.lexical import by_terms
from knowledge.queries.nearest import by_meaning
from knowledge.queries.scope import Scope

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

QUESTION_LONGEST = 1_000
"""Characters of a question that are looked at."""


@dataclass(frozen=True, slots=True)
class Found:
    """A passage and where it stands. ``score`` is between 0 and 1, and compares hits of one question only.

    ``likeness`` compares over questions: deviations above a passage that has nothing to do with the question; None
    where it was found by its words alone.
    """

    chunk: int
    text: str
    heading: str
    page: int | None
    language: str
    source: UUID
    position: int
    title: str
    score: float
    likeness: float | None


@dataclass(frozen=True, slots=True)
class Rankings:
    """Chunks by each way of looking, best first; ``took`` is in seconds, the question's vectors included."""

    lexical: list[tuple[int, float]]
    vectors: list[tuple[int, float]]
    took: Mapping[str, float]

    def fused(self) -> list[tuple[int, float]]:
        return fused({"lexical": self.lexical, "vectors": self.vectors})


def rank(question: str, *, scope: Scope | None = None, asked_in: str = "") -> Rankings:
    """Both rankings. ``asked_in`` is the language where it is known, else it is told by the words, else English."""
    scope, question = scope or Scope(), question.replace("\x00", " ")[:QUESTION_LONGEST].strip()
    languages = scope.languages()
    if not question or not languages:
        return Rankings([], [], {})
    spoken = asked_in or language_of(question, _most_spoken(languages))
    started = time.perf_counter()
    lexical = by_terms(question, scope, languages)
    between = time.perf_counter()
    vectors = by_meaning(question, spoken, scope, languages)
    return Rankings(lexical, vectors, {"lexical": between - started, "vectors": time.perf_counter() - between})


def _most_spoken(languages: Mapping[str, int]) -> str:
    return max(languages, key=lambda code: languages[code])


def search(question: str, *, limit: int = 10, scope: Scope | None = None, asked_in: str = "") -> list[Found]:
    """At most ``limit`` passages the scope's audience may hear, best first."""
    rankings = rank(question, scope=scope, asked_in=asked_in)
    best, likeness = rankings.fused()[:limit], dict(rankings.vectors)
    rows = Chunk.objects.select_related("source").in_bulk([chunk for chunk, _score in best])
    return [_found(rows[chunk], score, likeness.get(chunk)) for chunk, score in best if chunk in rows]


def _found(row: Chunk, score: float, likeness: float | None) -> Found:
    return Found(
        chunk=row.pk,
        text=row.text,
        heading=row.heading,
        page=row.page,
        language=row.language,
        source=row.source_id,
        position=row.position,
        title=row.source.title,
        score=round(score, 4),
        likeness=likeness,
    )
