"""Little words: those that may come or go without a sentence saying anything else."""

from __future__ import annotations

from functools import cache

from languages import codes, pieces


@cache
def little_words(language: str) -> frozenset[str]:
    """As keys (``talk.clauses``); none of a language that nobody has written them down for."""
    return frozenset(pieces("keywords", "little", language, " ")) if language in codes() else frozenset()
