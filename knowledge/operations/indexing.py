"""The index: passages with their vectors first, while nobody finds them, then the terms of those that are told."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, TypeVar

from django.db import connection, transaction

from knowledge.embedding import BATCH, RECIPE, embedders_for
from knowledge.languages import configuration, language_of
from knowledge.models import Chunk, ChunkVector, Posting, Tally
from knowledge.words import ACCENTED, PLAIN, plain_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from django.db.models import QuerySet

    from knowledge.chunking import Piece
    from knowledge.models import DocumentVersion

POST = """
WITH said AS (
    SELECT given.chunk, given.language, translate(found.lexeme, %(with)s, %(without)s) AS term,
        sum(cardinality(found.positions)) AS count
    FROM unnest(%(chunks)s::bigint[], %(languages)s::text[], %(configurations)s::text[], %(words)s::text[])
        AS given (chunk, language, configuration, words),
        LATERAL unnest(to_tsvector(given.configuration::regconfig, given.words)) AS found
    WHERE length(found.lexeme) <= 120
    GROUP BY 1, 2, 3
), posted AS (
    INSERT INTO knowledge_posting (language, term, audience, chunk_id, count, length)
    SELECT language, term, %(audience)s, chunk, least(count, 30000), sum(count) OVER (PARTITION BY chunk) FROM said
    RETURNING language, chunk_id, length
), lengths AS (SELECT DISTINCT language, chunk_id, length FROM posted)
INSERT INTO knowledge_tally (language, audience, chunks, terms)
SELECT language, %(audience)s, count(*), sum(length) FROM lengths GROUP BY language ORDER BY language
ON CONFLICT (language, audience) DO UPDATE
SET chunks = knowledge_tally.chunks + excluded.chunks, terms = knowledge_tally.terms + excluded.terms
"""
UNCOUNT = """
WITH lengths AS (
    SELECT DISTINCT p.language, p.audience, p.chunk_id, p.length FROM knowledge_posting p
    WHERE p.chunk_id = ANY(%(chunks)s)
), gone AS (SELECT language, audience, count(*) AS chunks, sum(length) AS terms FROM lengths GROUP BY 1, 2)
UPDATE knowledge_tally t SET chunks = t.chunks - gone.chunks, terms = t.terms - gone.terms
FROM gone WHERE t.language = gone.language AND t.audience = gone.audience
"""
AT_ONCE = 500
Row = TypeVar("Row")


def batches(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    """The rows by so many."""
    some: list[Row] = []
    for row in rows:
        some.append(row)
        if len(some) == size:
            yield some
            some = []
    if some:
        yield some


def add_chunks(version: DocumentVersion, pieces: Sequence[Piece]) -> list[Chunk]:
    """Keep the passages of a version, without vectors. A passage that does not tell its language has the version's."""
    return add_chunks_of_many([(version, pieces)])


def add_chunks_of_many(read: Sequence[tuple[DocumentVersion, Sequence[Piece]]]) -> list[Chunk]:
    """The same for several versions in one statement."""
    made = [
        Chunk(
            source_id=version.source_id,
            version_id=version.pk,
            position=position,
            heading=piece.heading,
            page=piece.page,
            text=piece.text,
            language=language_of(piece.text, version.language),
            text_hash=hashlib.blake2b(piece.whole.encode(), digest_size=16).digest(),
            recipe=RECIPE,
        )
        for version, pieces in read
        for position, piece in enumerate(pieces)
    ]
    return Chunk.objects.bulk_create(made, batch_size=AT_ONCE)


def embed_chunks(chunks: Sequence[Chunk]) -> Iterator[int]:
    """Give the chunks their vectors, computed once for equal texts; yields how many more are done."""
    for some in batches(chunks, BATCH):
        known = _computed({bytes(chunk.text_hash) for chunk in some})
        fresh = {bytes(chunk.text_hash): chunk for chunk in some if bytes(chunk.text_hash) not in known}
        known.update(_compute(list(fresh.values())))
        ChunkVector.objects.bulk_create(ChunkVector(chunk=chunk, **known[bytes(chunk.text_hash)]) for chunk in some)
        yield len(some)


def _computed(hashes: set[bytes]) -> dict[bytes, dict[str, object]]:
    found = ChunkVector.objects.filter(chunk__text_hash__in=hashes, chunk__recipe=RECIPE)
    rows = found.values_list("chunk__text_hash", "passage", "meaning")
    return {bytes(text_hash): {"passage": passage, "meaning": meaning} for text_hash, passage, meaning in rows}


def _compute(chunks: Sequence[Chunk]) -> dict[bytes, dict[str, object]]:
    vectors: dict[bytes, dict[str, object]] = {bytes(chunk.text_hash): {} for chunk in chunks}
    for embedder in {each for chunk in chunks for each in embedders_for(chunk.language)}:
        read = [chunk for chunk in chunks if embedder in embedders_for(chunk.language)]
        for chunk, vector in zip(read, embedder.embed([whole(chunk) for chunk in read]), strict=True):
            vectors[bytes(chunk.text_hash)][embedder.column] = vector
    return vectors


def whole(chunk: Chunk) -> str:
    """What is searched of a chunk: its headings and its text."""
    return f"{chunk.heading}\n{chunk.text}" if chunk.heading else chunk.text


def tell(chunks: QuerySet[Chunk], audience: int) -> None:
    """Let the audience find the chunks, which nobody found before or another audience did."""
    with transaction.atomic():
        hide(chunks)
        for some in batches(chunks.order_by("pk").iterator(AT_ONCE), AT_ONCE):
            _post(some, audience)
            ChunkVector.objects.filter(chunk__in=some).update(audience=audience)
            Chunk.objects.filter(pk__in=[chunk.pk for chunk in some]).update(audience=audience)


def hide(chunks: QuerySet[Chunk]) -> None:
    """Let nobody find the chunks; they and their vectors stay."""
    with transaction.atomic():
        told = list(chunks.exclude(audience=None).order_by("pk").values_list("pk", flat=True))
        for some in batches(told, AT_ONCE):
            with connection.cursor() as cursor:
                cursor.execute(UNCOUNT, {"chunks": list(some)})
            Posting.objects.filter(chunk__in=some).delete()
            ChunkVector.objects.filter(chunk__in=some).update(audience=None)
            Chunk.objects.filter(pk__in=some).update(audience=None)
        Tally.objects.filter(chunks__lte=0).delete()


def _post(chunks: Sequence[Chunk], audience: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            POST,
            {
                "with": ACCENTED,
                "without": PLAIN,
                "chunks": [chunk.pk for chunk in chunks],
                "languages": [chunk.language for chunk in chunks],
                "configurations": [configuration(chunk.language) for chunk in chunks],
                "words": [plain_words(whole(chunk)) for chunk in chunks],
                "audience": audience,
            },
        )
