"""The chunks whose vectors are nearest to a question's: exactly where there are few, by a graph where there are many.

A filter keeps its recall: the graph is walked on until enough that pass have been found (pgvector's iterative scan, in
strict order), and within named sources the search is exact.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from pgvector import HalfVector

from knowledge.embedding import BEST_IN_ENGLISH, MEANINGS, PASSAGES
from knowledge.fusion import DEEP

if TYPE_CHECKING:
    from collections.abc import Mapping

    from knowledge.embedding import Embedder
    from knowledge.queries.scope import Scope

EXACT_UP_TO = 10_000
"""Chunks: an exact search of so many takes some milliseconds, and needs no graph to be right."""
WALKED = 300
"""How many candidates the graph's walk holds (``hnsw.ef_search``), of which 100 are taken."""
RANK = """
SELECT v.chunk_id, -(v.{column} <#> %(vector)s::halfvec({dimensions})) AS likeness FROM knowledge_chunkvector v
WHERE v.{column} IS NOT NULL AND v.audience <= %(audience)s {among}
ORDER BY (v.{column} <#> %(vector)s::halfvec({dimensions})){exactly} LIMIT %(deep)s
"""
AMONG = "AND v.chunk_id IN (SELECT id FROM knowledge_chunk WHERE source_id = ANY(%(sources)s))"
NOT_READ_BY_THE_OTHER = "AND v.passage IS NULL"


def by_meaning(
    question: str, asked_in: str, scope: Scope, languages: Mapping[str, int], deep: int = DEEP
) -> list[tuple[int, float]]:
    """Chunks, best first, with how far their likeness stands out from that of texts that have nothing in common.

    A question in English goes to the encoder that reads English best, and to the other for what that one has not read.
    """
    is_large = sum(languages.values()) > EXACT_UP_TO
    if asked_in != BEST_IN_ENGLISH or not languages.get(BEST_IN_ENGLISH):
        return _nearest(MEANINGS, question, scope, deep, is_large=is_large)
    found = _nearest(PASSAGES, question, scope, deep, is_large=is_large)
    if len(languages) > 1:
        found += _nearest(MEANINGS, question, scope, deep, is_large=is_large, narrowed=NOT_READ_BY_THE_OTHER)
        found.sort(key=lambda each: (-each[1], each[0]))
    return found[:deep]


def _nearest(
    embedder: Embedder, question: str, scope: Scope, deep: int, *, is_large: bool, narrowed: str = ""
) -> list[tuple[int, float]]:
    walks = is_large and not scope.sources
    statement = RANK.format(
        column=embedder.column,
        dimensions=embedder.dimensions,
        among=narrowed + (f" {AMONG}" if scope.sources else ""),
        exactly="" if walks else " + 0",
    )
    given: dict[str, Any] = {
        "vector": HalfVector(embedder.embed([question])[0]).to_text(),
        "audience": scope.audience,
        "sources": list(scope.sources),
        "deep": deep,
    }
    with transaction.atomic(), connection.cursor() as cursor:
        if walks:
            cursor.execute(f"SET LOCAL hnsw.ef_search = {WALKED}; SET LOCAL hnsw.iterative_scan = strict_order")
        cursor.execute(statement, given)
        return [(chunk, (float(like) - embedder.unlike) / embedder.spread) for chunk, like in cursor.fetchall()]
