"""Files of documents and queries as JSON lines: ``{"id", "title", "text"}`` and ``{"id", "text"}``."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from io import BufferedIOBase
    from pathlib import Path


class CorpusError(ValueError):
    """A line is not what it should be; the message names file and line."""


@dataclass(frozen=True, slots=True)
class Document:
    """A document of a corpus, by the key it has there."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Query:
    id: str
    text: str


def read_documents(path: Path) -> Iterator[Document]:
    """The documents of a file, gzipped or not. Raises ``CorpusError``."""
    seen = set[str]()
    for place, row in _rows_of(path):
        document = Document(_text(row, "id", place), _text(row, "title", place, ""), _text(row, "text", place, ""))
        if document.id in seen:
            raise CorpusError(f"{place}: the id {document.id!r} has been there before")
        seen.add(document.id)
        yield document


def read_queries(lines: Iterable[bytes], name: str = "queries") -> Iterator[Query]:
    """The queries of JSON lines. Raises ``CorpusError``."""
    for place, row in rows(lines, name):
        yield Query(_text(row, "id", place), _text(row, "text", place))


def opened(path: Path) -> BufferedIOBase:
    """Raises ``CorpusError`` where there is no such file."""
    try:
        return gzip.open(path) if path.suffix == ".gz" else path.open("rb")
    except OSError as error:
        raise CorpusError(f"{path}: {error.strerror or error}") from error


def _rows_of(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    with opened(path) as lines:
        yield from rows(lines, path.name)


def rows(lines: Iterable[bytes], name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Where each object stands, and the object. Empty lines are left out. Raises ``CorpusError``."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise CorpusError(f"{name}, line {number}: no JSON: {error}") from error
        if not isinstance(row, dict):
            raise CorpusError(f"{name}, line {number}: not an object")
        yield f"{name}, line {number}", row


def _text(row: dict[str, Any], key: str, place: str, default: str | None = None) -> str:
    value = row.get(key, default)
    if not isinstance(value, str | int) or isinstance(value, bool):
        raise CorpusError(f"{place}: {key} is missing or no text")
    return str(value).replace("\x00", " ")
