"""A corpus to measure on: a folder with ``documents.jsonl``, ``queries.jsonl`` and ``qrels``, each gzipped or not.

Documents and queries are as ``manage.py retrieve`` takes them. ``qrels.tsv`` has query, document and grade in a line,
one for each judgement (a head is left out, TREC's four columns are read too); ``qrels.jsonl`` has ``{"query",
"document", "grade"}``. A grade of 0 is the same as none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.corpus import CorpusError, Document, Query, opened, read_documents, read_queries, rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    Grades = dict[str, dict[str, float]]

DOCUMENTS = ("documents.jsonl", "docs.jsonl", "corpus.jsonl")
QUERIES = ("queries.jsonl",)
QRELS = ("qrels.jsonl", "qrels.tsv", "qrels.txt")
QUERY_KEYS, DOCUMENT_KEYS, GRADE_KEYS = ("query", "query_id", "id"), ("document", "doc_id", "doc"), ("grade", "score")


@dataclass(frozen=True, slots=True)
class Corpus:
    """``grades`` are by query and document, positive ones alone; queries without one are left out."""

    name: str
    documents: list[Document]
    queries: list[Query]
    grades: Grades


def read_corpus(folder: Path) -> Corpus:
    """The corpus in a folder. Raises ``CorpusError`` where a file is missing or a line is not what it should be."""
    documents, queries, qrels = (_there(folder, names) for names in (DOCUMENTS, QUERIES, QRELS))
    grades = _grades(qrels)
    with opened(queries) as lines:
        asked = [query for query in read_queries(lines, queries.name) if query.id in grades]
    return Corpus(folder.name, list(read_documents(documents)), asked, grades)


def _there(folder: Path, names: tuple[str, ...]) -> Path:
    for name in names:
        for path in (folder / name, folder / f"{name}.gz"):
            if path.exists():
                return path
    raise CorpusError(f"{folder}: there is no {' or '.join(names)}")


def _grades(path: Path) -> Grades:
    grades: Grades = {}
    for query, document, grade in _judged(path):
        if grade > 0:
            grades.setdefault(query, {})[document] = grade
    return grades


def _judged(path: Path) -> Iterator[tuple[str, str, float]]:
    with opened(path) as lines:
        if ".jsonl" in path.name:
            for _place, row in rows(lines, path.name):
                grade = next((row[key] for key in GRADE_KEYS if key in row), 1)
                yield _named(row, QUERY_KEYS), _named(row, DOCUMENT_KEYS), float(grade)
            return
        for number, line in enumerate(lines, 1):
            columns = line.decode().split()
            try:
                yield columns[0], columns[-2], float(columns[-1])
            except (ValueError, IndexError) as error:
                if columns and number > 1:
                    raise CorpusError(f"{path.name}, line {number}: no judgement") from error


def _named(row: dict[str, object], keys: tuple[str, ...]) -> str:
    return str(next((row[key] for key in keys if key in row), ""))
