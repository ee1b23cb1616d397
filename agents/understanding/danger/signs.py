"""Concepts that tell a danger by standing together, whatever was learned: ``signs.txt``."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from agents.understanding.sentences import read_parts

if TYPE_CHECKING:
    from agents.understanding.types import Danger

PATH = Path(__file__).with_suffix(".txt")
UNSURE = frozenset({"past", "maybe", "idiom"})
"""With one of these it is for the classifier to tell."""


@cache
def _signs() -> tuple[tuple[Danger, frozenset[str], frozenset[str]], ...]:
    found = []
    for kind, lines in read_parts(PATH).items():
        for line in lines:
            together, _, absent = line.partition("-")
            found.append((kind, frozenset(together.split()), frozenset(absent.split()) or UNSURE))
    return tuple(found)  # type: ignore[arg-type]


def sign(told: frozenset[str]) -> Danger | None:
    """The first danger whose concepts are all told and none of those that speak against it."""
    return next((kind for kind, together, absent in _signs() if together <= told and not absent & told), None)
