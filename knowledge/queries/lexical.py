"""BM25 in SQL, over the terms the asker may see: per language its stems, its number of chunks, its mean length.

How many chunks have a term is counted as they are read, so no count is kept that could be wrong. Robertson, Zaragoza:
"The Probabilistic Relevance Framework: BM25 and Beyond" (2009); the logarithm with 1 added, as Lucene has it, so that a
term in most chunks counts nothing instead of against them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection

from knowledge.fusion import DEEP
from knowledge.languages import configuration
from knowledge.words import ACCENTED, PLAIN, plain_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from knowledge.queries.scope import Scope

K1, B = 1.2, 0.75
"""How soon a repeated term counts no more, and how much a long chunk is held against it: the usual ones."""
RANK = """
WITH asked AS MATERIALIZED (
    SELECT DISTINCT given.language, translate(found.lexeme, %(with)s, %(without)s) AS term
    FROM unnest(%(languages)s::text[], %(configurations)s::text[]) AS given (language, configuration),
        LATERAL unnest(to_tsvector(given.configuration::regconfig, %(words)s)) AS found
), hits AS MATERIALIZED (
    SELECT p.language, p.term, p.chunk_id, p.count, p.length
    FROM asked JOIN knowledge_posting p ON p.language = asked.language AND p.term = asked.term
    WHERE p.audience <= %(audience)s {among}
), size AS (
    SELECT language, sum(chunks)::float8 AS chunks, sum(terms)::float8 / sum(chunks)::float8 AS mean
    FROM knowledge_tally WHERE audience <= %(audience)s GROUP BY language
), worth AS (
    SELECT hits.language, hits.term, size.mean,
        ln(1 + greatest(size.chunks - count(*), 0) / (count(*) + 0.5) + 0.5 / (count(*) + 0.5)) AS worth
    FROM hits JOIN size ON size.language = hits.language GROUP BY hits.language, hits.term, size.mean, size.chunks
)
SELECT hits.chunk_id,
    sum(worth * hits.count * {k1} / (hits.count + %(k1)s * (1 - %(b)s + %(b)s * hits.length / mean))) AS score
FROM hits JOIN worth ON worth.language = hits.language AND worth.term = hits.term
GROUP BY hits.chunk_id ORDER BY score DESC, hits.chunk_id LIMIT %(deep)s
"""
AMONG = "AND p.chunk_id IN (SELECT id FROM knowledge_chunk WHERE source_id = ANY(%(sources)s))"


def by_terms(question: str, scope: Scope, languages: Iterable[str], deep: int = DEEP) -> list[tuple[int, float]]:
    """Chunks that have a term of the question in one of the ``languages``, with their BM25, best first."""
    spoken = sorted(languages)
    statement = RANK.format(among=AMONG if scope.sources else "", k1=K1 + 1)
    with connection.cursor() as cursor:
        cursor.execute(
            statement,
            {
                "with": ACCENTED,
                "without": PLAIN,
                "languages": spoken,
                "configurations": [configuration(language) for language in spoken],
                "words": plain_words(question),
                "audience": scope.audience,
                "sources": list(scope.sources),
                "k1": K1,
                "b": B,
                "deep": deep,
            },
        )
        return [(chunk, float(score)) for chunk, score in cursor.fetchall()]
