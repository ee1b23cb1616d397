"""BM25 in SQL, over the terms the asker may see: per language its stems, its number of chunks, its mean length.

How many chunks have a term is counted as it is asked, so no count is kept that could be wrong. Robertson, Zaragoza:
"The Probabilistic Relevance Framework: BM25 and Beyond" (2009); the logarithm with 1 added, as Lucene has it, so that a
term in most chunks counts nothing instead of against them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection

from knowledge.fusion import DEEP
from knowledge.languages import configuration
from knowledge.words import ACCENTED, PLAIN, plain_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from knowledge.queries.scope import Scope

K1, B = 1.2, 0.75
"""How soon a repeated term counts no more, and how much a long chunk is held against it: the usual ones."""
POSTINGS_READ = 20_000
"""Of the rarest terms together; what more common ones add is looked up for the best of those alone."""
CANDIDATES = 5
"""Times as many chunks as are asked for, among which common terms decide."""
COUNT = """
WITH asked AS MATERIALIZED (
    SELECT DISTINCT given.language, translate(found.lexeme, %(with)s, %(without)s) AS term
    FROM unnest(%(languages)s::text[], %(configurations)s::text[]) AS given (language, configuration),
        LATERAL unnest(to_tsvector(given.configuration::regconfig, %(words)s)) AS found
), size AS MATERIALIZED (
    SELECT language, sum(chunks)::float8 AS chunks, sum(terms)::float8 / sum(chunks)::float8 AS mean
    FROM knowledge_tally WHERE audience <= %(audience)s GROUP BY language
)
SELECT asked.language, asked.term, size.chunks, size.mean, (
    SELECT count(*) FROM knowledge_posting p
    WHERE p.language = asked.language AND p.term = asked.term AND p.audience <= %(audience)s
) AS having
FROM asked JOIN size ON size.language = asked.language
"""
SCORED = """
SELECT p.chunk_id, sum(
    t.worth * p.count::float8 / (p.count::float8 + {level}::float8 + t.slope * p.length::float8)
) AS score
FROM unnest(
    %({name}_languages)s::text[], %({name}_terms)s::text[], %({name}_worths)s::float8[], %({name}_slopes)s::float8[]
) AS t (language, term, worth, slope)
JOIN knowledge_posting p ON p.language = t.language AND p.term = t.term AND p.audience <= %(audience)s {among}
GROUP BY p.chunk_id
"""
AMONG = "AND p.chunk_id IN (SELECT id FROM knowledge_chunk WHERE source_id = ANY(%(sources)s))"
RARE = f"{SCORED} ORDER BY score DESC, p.chunk_id LIMIT %(deep)s"
BOTH = f"""
WITH rare AS MATERIALIZED ({SCORED} ORDER BY score DESC, p.chunk_id LIMIT %(candidates)s),
common AS ({SCORED.replace("{name}", "{other}").replace("{among}", "AND p.chunk_id IN (SELECT chunk_id FROM rare)")})
SELECT rare.chunk_id, rare.score + coalesce(common.score, 0) AS score
FROM rare LEFT JOIN common ON common.chunk_id = rare.chunk_id ORDER BY score DESC, rare.chunk_id LIMIT %(deep)s
"""  # noqa: S608  # made of what stands above


@dataclass(frozen=True, slots=True)
class Term:
    """A stem that is asked for, in ``having`` chunks; ``worth`` and ``slope`` are what BM25 makes of that."""

    language: str
    term: str
    having: int
    worth: float
    slope: float


def by_terms(question: str, scope: Scope, languages: Iterable[str], deep: int = DEEP) -> list[tuple[int, float]]:
    """Chunks that have a term of the question in one of the ``languages``, with their BM25, best first."""
    terms = _asked(question, scope, sorted(languages))
    rare = _rarest(terms)
    if not rare:
        return []
    common = terms[len(rare) :]
    given = {
        **_arrays("rare", rare),
        **_arrays("common", common),
        "audience": scope.audience,
        "sources": list(scope.sources),
        "deep": deep,
        "candidates": CANDIDATES * deep,
    }
    among = AMONG if scope.sources else ""
    statement = (BOTH if common else RARE).format(level=K1 * (1 - B), name="rare", other="common", among=among)
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return [(chunk, float(score)) for chunk, score in cursor.fetchall()]


def _asked(question: str, scope: Scope, languages: list[str]) -> list[Term]:
    """The question's terms that some chunk has, the rarest first."""
    given: dict[str, Any] = {
        "with": ACCENTED,
        "without": PLAIN,
        "languages": languages,
        "configurations": [configuration(language) for language in languages],
        "words": plain_words(question),
        "audience": scope.audience,
    }
    with connection.cursor() as cursor:
        cursor.execute(COUNT, given)
        terms = [_weighed(*row) for row in cursor.fetchall() if row[-1]]
    return sorted(terms, key=lambda each: (each.having, each.language, each.term))


def _weighed(language: str, term: str, chunks: float, mean: float, having: int) -> Term:
    worth = math.log(1 + (max(chunks - having, 0) + 0.5) / (having + 0.5))
    return Term(language, term, having, worth * (K1 + 1), K1 * B / mean)


def _rarest(terms: list[Term]) -> list[Term]:
    """As many as can be read, one at least."""
    read, found = 0, list[Term]()
    for term in terms:
        read += term.having
        if found and read > POSTINGS_READ:
            break
        found.append(term)
    return found


def _arrays(name: str, terms: list[Term]) -> dict[str, Any]:
    return {
        f"{name}_languages": [each.language for each in terms],
        f"{name}_terms": [each.term for each in terms],
        f"{name}_worths": [each.worth for each in terms],
        f"{name}_slopes": [each.slope for each in terms],
    }
