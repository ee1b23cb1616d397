"""An index for one run, over documents that belong to no business: the product's own statements, on tables that nobody
else sees and that are gone at the end.
"""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.utils import timezone

from knowledge.blocks import paragraphs
from knowledge.chunking import pieces_of
from knowledge.embedding import BEST_IN_ENGLISH
from knowledge.languages import UNKNOWN, language_of
from knowledge.models import Audience, Chunk, ChunkVector, DocumentVersion, Posting, Source, Tally
from knowledge.operations.indexing import add_chunks_of_many, batches, embed_chunks, tell
from knowledge.queries.search import rank
from tenants.connection import unhurried
from tenants.provisioning.template import TEMPLATE_SCHEMA

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from knowledge.corpus import Document
    from knowledge.queries.search import Rankings

TABLES = (Source, DocumentVersion, Chunk, ChunkVector, Posting, Tally)
COPY = """
CREATE TEMPORARY TABLE {name} (LIKE {schema}.{name} INCLUDING DEFAULTS INCLUDING IDENTITY) ON COMMIT DROP
"""
KEYS = (
    "ALTER TABLE knowledge_tally ADD PRIMARY KEY (language, audience)",
    "CREATE INDEX ON knowledge_posting (language, term, audience, chunk_id, count, length)",
    "CREATE INDEX ON knowledge_posting (chunk_id)",
    "CREATE INDEX ON knowledge_chunk (id)",
    "CREATE INDEX ON knowledge_chunk (text_hash)",
    "CREATE INDEX ON knowledge_chunkvector (chunk_id)",
)
THERE = "SELECT to_regclass(%s)"
DOCUMENTS_AT_ONCE = 500
BY = "trial"


class NotPrepared(RuntimeError):
    """The database has no tables to copy yet."""


class Trial:
    """Documents that can be searched; ``add`` first."""

    def __init__(self) -> None:
        self._keys: dict[int, str] = {}
        self._language = ""

    def add(self, documents: Iterable[Document]) -> Iterator[int]:
        """Index the documents; yields how many more are done."""
        for some in batches(documents, DOCUMENTS_AT_ONCE):
            chunks = self._add(some)
            for _done in embed_chunks(chunks):
                pass
            tell(Chunk.objects.filter(pk__in=[chunk.pk for chunk in chunks]), Audience.PUBLIC)
            yield len(some)
        with connection.cursor() as cursor:
            for table in TABLES:
                cursor.execute(f"ANALYZE {table._meta.db_table}")

    def _add(self, documents: list[Document]) -> list[Chunk]:
        now = timezone.now()
        self._language = self._language or mostly(document.text for document in documents)
        sources = Source.objects.bulk_create(
            Source(title=document.title[:200], created_by=BY, created_at=now) for document in documents
        )
        versions = DocumentVersion.objects.bulk_create(
            DocumentVersion(
                source=source,
                number=1,
                created_by=BY,
                created_at=now,
                language=language_of(document.text, self._language),
            )
            for source, document in zip(sources, documents, strict=True)
        )
        pieces = [list(pieces_of(paragraphs(each.text or each.title), each.title)) for each in documents]
        chunks = add_chunks_of_many(list(zip(versions, pieces, strict=True)))
        keys = {source.pk: document.id for source, document in zip(sources, documents, strict=True)}
        self._keys.update({chunk.pk: keys[chunk.source_id] for chunk in chunks})
        return chunks

    def rank(self, question: str) -> Rankings:
        return rank(question)

    def documents(self, ranking: Iterable[tuple[int, float]]) -> list[tuple[str, float]]:
        """Of chunks, best first, their documents: each where its best chunk stands."""
        found: dict[str, float] = {}
        for chunk, score in ranking:
            found.setdefault(self._keys[chunk], score)
        return list(found.items())


def mostly(texts: Iterable[str]) -> str:
    """The language that most of the texts that tell one are in, which stands for those that do not."""
    counts = Counter(language_of(text) for text in texts)
    counts.pop(UNKNOWN, None)
    return max(counts, key=lambda code: counts[code], default=BEST_IN_ENGLISH)


@contextmanager
def trial() -> Iterator[Trial]:
    """An empty index; inside, the product's reads and writes of knowledge are its. Raises ``NotPrepared``."""
    with unhurried(), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(THERE, [f"{TEMPLATE_SCHEMA}.{Source._meta.db_table}"])
            if cursor.fetchone() == (None,):
                raise NotPrepared("The database is not prepared: run `manage.py prepare`, or `make run`.")
            for table in TABLES:
                cursor.execute(COPY.format(name=table._meta.db_table, schema=TEMPLATE_SCHEMA))
            for statement in KEYS:
                cursor.execute(statement)
        yield Trial()
