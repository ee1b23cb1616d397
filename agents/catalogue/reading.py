"""The catalogue's files as records: ``intents/<name>.txt`` holds an intent, ``languages/<code>.txt`` one more language.

An intent's file starts with lines ``key: value``; then come sentences under ``[<language>]``. A language's file has
sentences under ``[<intent>]``: a language is added by one file.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast, get_args

from agents.catalogue.errors import CatalogueError
from agents.catalogue.records import CATEGORIES, FLOWS, MATTERS, IntentRecord, Kind, Matter, Tool
from agents.understanding.sentences import read_parts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_NAME = re.compile(r"[a-z]+(?:_[a-z]+)*")
_LANGUAGE = re.compile(r"[a-z]{2}")
_KEYS = frozenset({"kind", "agent", "flows", "categories", "instead", "task", "tool", "answered_by", "terms"})

MATTER = "agent"
"""What the files call a matter: the fingerprint of what was learned from them covers this word too."""

Sentences = dict[str, dict[str, tuple[str, ...]]]


def read_catalogue(folder: Path) -> dict[str, IntentRecord]:
    """The records by name, in the order of their names. Raises ``CatalogueError`` that names file and fault."""
    further = dict(_languages(folder / "languages"))
    found = {path.stem: _record(path, further) for path in sorted((folder / "intents").glob("*.txt"))}
    if unknown := {name for parts in further.values() for name in parts} - found.keys():
        raise CatalogueError(folder / "languages", f"no intent is called {', '.join(sorted(unknown))}")
    for record in found.values():
        if record.instead and record.instead not in found:
            raise CatalogueError(folder / "intents" / f"{record.name}.txt", f"instead: no intent {record.instead}")
    return found


def _languages(folder: Path) -> Iterator[tuple[str, dict[str, tuple[str, ...]]]]:
    for path in sorted(folder.glob("*.txt")):
        if not _LANGUAGE.fullmatch(path.stem):
            raise CatalogueError(path, "a language's file is named by its two letters")
        parts = {name: tuple(lines) for name, lines in read_parts(path).items()}
        if stray := parts.get(""):
            raise CatalogueError(path, f"“{stray[0]}” stands under no intent")
        yield path.stem, parts


def _record(path: Path, further: Sentences) -> IntentRecord:
    if not _NAME.fullmatch(path.stem):
        raise CatalogueError(path, "an intent's name is small letters and underscores")
    parts = read_parts(path)
    head = _head(path, parts.pop("", []))
    if strange := [code for code in parts if not _LANGUAGE.fullmatch(code)]:
        raise CatalogueError(path, f"[{strange[0]}] is no language")
    lines = {code: tuple(found) for code, found in parts.items()}
    for code, named in further.items():
        if path.stem in named:
            lines[code] = (*lines.get(code, ()), *named[path.stem])
    return IntentRecord(
        name=path.stem,
        kind=cast("Kind", _one(path, head, "kind", get_args(Kind))),
        matter=cast("Matter", _one(path, head, MATTER, MATTERS)) if MATTER in head else "concierge",
        flows=_several(path, head, "flows", FLOWS),
        categories=_several(path, head, "categories", CATEGORIES),
        instead=head.get("instead", ""),
        task=_task(path, head),
        tool=_tool(path, head) if "task" in head else None,
        answered_by=head.get("answered_by", ""),
        has_terms=_one(path, head, "terms", ("yes", "no")) == "yes" if "terms" in head else False,
        lines=lines,
    )


def _head(path: Path, lines: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in lines:
        key, colon, value = (piece.strip() for piece in line.partition(":"))
        if not colon or key not in _KEYS:
            raise CatalogueError(path, f"“{line}” is not one of {', '.join(sorted(_KEYS))}")
        if key in found:
            raise CatalogueError(path, f"{key} is said twice")
        found[key] = value
    return found


def _task(path: Path, head: dict[str, str]) -> str | None:
    """A kind of task; whether there is one of that name is for who has the kinds to tell."""
    if "task" in head and not _NAME.fullmatch(head["task"]):
        raise CatalogueError(path, f"task: “{head['task']}” is not small letters and underscores")
    return head.get("task")


def _tool(path: Path, head: dict[str, str]) -> Tool:
    """The one named, else the one the task is itself."""
    return cast("Tool", _one(path, head, "tool" if "tool" in head else "task", get_args(Tool)))


def _one(path: Path, head: dict[str, str], key: str, known: tuple[str, ...]) -> str:
    if (value := head.get(key, "")) not in known:
        raise CatalogueError(path, f"{key}: “{value}” is not one of {', '.join(known)}")
    return value


def _several(path: Path, head: dict[str, str], key: str, known: tuple[str, ...]) -> frozenset[str]:
    if key not in head:
        return frozenset(known)
    values = head[key].split()
    if not values or not set(values) <= set(known):
        raise CatalogueError(path, f"{key}: “{head[key]}” is not of {', '.join(known)}")
    return frozenset(values)
