"""``manage.py retrieve --documents DOCS.jsonl < queries.jsonl > run.jsonl``.

A document is ``{"id", "title", "text"}``, a query ``{"id", "text"}``, an answer ``{"id", "hits": [{"id", "score"}]}``
with at most ``--limit`` documents, best first. The database is that of the settings; nothing stays in it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from knowledge.corpus import CorpusError, read_documents, read_queries

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from knowledge.corpus import Document, Query

DOCUMENTS_TOLD = 100


class Command(BaseCommand):
    help = "Searches documents of a file with queries from standard input, as businesses' documents are searched."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--documents", type=Path, required=True, help="JSON lines: {id, title, text}")
        parser.add_argument("--limit", type=int, default=DOCUMENTS_TOLD, help="documents told for each query")

    def handle(self, *args: Any, documents: Path, limit: int, **options: Any) -> None:
        from knowledge.trial import NotPrepared  # noqa: PLC0415  # --help needs no models

        try:
            corpus = list(read_documents(documents))
            queries = list(read_queries(sys.stdin.buffer))
        except CorpusError as error:
            raise CommandError(str(error)) from error
        try:
            self.run(corpus, queries, limit)
        except (NotPrepared, OperationalError) as error:
            raise CommandError(f"{error} Is it running? `make run` starts it.") from error

    def run(self, corpus: list[Document], queries: list[Query], limit: int) -> None:
        from knowledge.trial import trial  # noqa: PLC0415  # as above

        with trial() as index:
            done = 0
            for more in index.add(corpus):
                done += more
                self.stderr.write(f"{done} of {len(corpus)} documents")
            for query in queries:
                hits = index.documents(index.rank(query.text).fused())[:limit]
                self.stdout.write(
                    json.dumps({"id": query.id, "hits": [{"id": key, "score": round(score, 6)} for key, score in hits]})
                )
