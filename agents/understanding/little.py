"""Little words: those that may come or go without a sentence saying anything else."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from agents.understanding.sentences import read_parts

PATH = Path(__file__).with_suffix(".txt")


@cache
def little_words(language: str) -> frozenset[str]:
    """As keys (``talk.clauses``); none of a language that nobody has written them down for."""
    lines = read_parts(PATH).get(language, ())
    return frozenset(word for line in lines for word in line.split())
