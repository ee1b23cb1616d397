"""What a message speaks of, as concepts that are the same in every language: what is learned of one holds in all."""

from __future__ import annotations

import itertools
import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from agents.understanding.talk.clauses import plain
from languages import part

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

PART, APART = "danger", frozenset({"days", "months"})
SHORTEST = 4
"""A word of fewer letters must be the whole word."""


@cache
def _patterns(language: str) -> dict[str, re.Pattern[str]]:
    found = {}
    for concept, lines in part(PART, language).items():
        words = [word.strip() for line in lines for word in line.split(",") if word.strip()]
        if words and concept not in APART:
            found[concept] = re.compile("|".join(map(_pattern, words)))
    return found


def _pattern(word: str) -> str:
    folded = re.sub(r"[^\w=]+", " ", plain(word)).strip()
    is_whole = folded.startswith("=") or " " in folded or len(folded) < SHORTEST
    ending = "" if is_whole else r"\w*"
    words = re.escape(folded.lstrip("=")).replace(r"\ _\ ", r"(?: \w+){0,2} ")
    return rf"\b{words}{ending}\b"


@cache
def concepts() -> tuple[str, ...]:
    """Every concept, in the order of English."""
    return tuple(_patterns("en"))


@lru_cache(maxsize=1024)
def told(text: str, language: str) -> frozenset[str]:
    """The concepts of the text in that language."""
    words = re.sub(r"[^\w]+", " ", plain(text))
    return frozenset(concept for concept, pattern in _patterns(language).items() if pattern.search(words))


@cache
def _places() -> dict[tuple[str, ...], int]:
    names = concepts()
    return {key: place for place, key in enumerate([*((n,) for n in names), *itertools.combinations(names, 2)])}


def told_rows(rows: Iterable[frozenset[str]]) -> NDArray[np.float32]:
    """(n, concepts and pairs of them) float32, each row of length 1 or empty."""
    places = _places()
    found = []
    for row in rows:
        values = np.zeros(len(places), np.float32)
        here = [concept for concept in concepts() if concept in row]
        for key in [*((one,) for one in here), *itertools.combinations(here, 2)]:
            values[places[key]] = 1
        found.append(values / max(float(np.sqrt(values.sum())), 1.0))
    return np.stack(found) if found else np.zeros((0, len(places)), np.float32)
