"""Answers to questions, looked up in the business's rows: what a question's ``answered_by`` in the catalogue names.

A module of this package has its answers in ``ANSWERS``, and in ``ROWS`` by the same names the models whose rows they
are looked up in; adding one edits no other.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from conversations.engine import answers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from conversations.engine.commands import Ask
    from conversations.engine.scene import Scene

Answer = Callable[["Ask", "Scene"], str]
"""The answer to a question; an empty one means that nothing is on record."""


@cache
def registered() -> Mapping[str, Answer]:
    return {name: answer for module in modules() for name, answer in module.ANSWERS.items()}


@cache
def looked_up_in() -> Mapping[str, tuple[str, ...]]:
    """The labels of models, by the names of answers."""
    return {name: rows for module in modules() for name, rows in module.ROWS.items()}


def modules() -> Iterator[ModuleType]:
    names = (found.name for found in pkgutil.iter_modules(answers.__path__) if found.name != "registry")
    yield from (import_module(f"{answers.__name__}.{name}") for name in names)
