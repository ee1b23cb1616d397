"""The catalogue of intents: a file each, holding its record and example sentences; every table is derived from it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from agents.catalogue.errors import CatalogueError
from agents.catalogue.reading import read_catalogue
from agents.catalogue.records import IntentRecord

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "OUT_OF_SCOPE",
    "CatalogueError",
    "IntentRecord",
    "languages",
    "offered",
    "record",
    "records",
    "taught",
    "tool_for",
]

FOLDER = Path(__file__).resolve().parent
OUT_OF_SCOPE = "out_of_scope"
"""What is said when nothing that is offered fits: no record, for nothing follows from it."""


@cache
def _catalogue() -> Mapping[str, IntentRecord]:
    return MappingProxyType(read_catalogue(FOLDER))


def records() -> tuple[IntentRecord, ...]:
    """All intents, by name."""
    return tuple(_catalogue().values())


def record(name: str) -> IntentRecord | None:
    """The intent of that name; None for one that an owner taught, and for what is out of scope."""
    return _catalogue().get(name)


@cache
def tool_for(task: str) -> str:
    """What an agent needs for a kind of task, as the intents that open it say."""
    return next((each.tool for each in records() if each.task == task and each.tool), task)


def taught(name: str) -> IntentRecord:
    """An intent that an owner taught: a question, of information."""
    return IntentRecord(name, "question", "information")


def languages() -> tuple[str, ...]:
    """The languages that some intent has sentences in."""
    return tuple(sorted({code for each in records() for code in each.lines}))


@cache
def offered(category: str, flow: str) -> frozenset[str]:
    """The names of the intents that a conversation can have, ``out_of_scope`` among them."""
    return frozenset({OUT_OF_SCOPE, *(each.name for each in records() if each.is_offered(category, flow))})
