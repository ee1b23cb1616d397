"""Answers to questions, looked up in the business's rows: what a question's ``answered_by`` in the catalogue names.

A module of this package has its answers in ``ANSWERS``; adding one edits no other.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from conversations.engine import answers

if TYPE_CHECKING:
    from conversations.engine.commands import Ask
    from conversations.engine.scene import Scene

Answer = Callable[["Ask", "Scene"], str]
"""The answer to a question; an empty one means that nothing is on record."""


@cache
def registered() -> Mapping[str, Answer]:
    modules = [found.name for found in pkgutil.iter_modules(answers.__path__) if found.name != "registry"]
    every = [import_module(f"{answers.__name__}.{name}").ANSWERS for name in modules]
    return {name: answer for found in every for name, answer in found.items()}
