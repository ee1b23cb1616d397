"""A language's words of time by the class the grammar knows them as: the part ``times`` of its file.

A class maps to its phrases or, where phrases of one class mean different things, each value to its phrases.  Case,
accents and typographic quotes do not matter.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from languages import part, pieces, rows

if TYPE_CHECKING:
    from collections.abc import Mapping

Entry = tuple[str, ...] | dict[object, tuple[str, ...]]
PART = "times"
_KEYED = re.compile(r"-?[\w -]+: .*")
_NUMBER = re.compile(r"-?\d+")


@cache
def time_words(code: str) -> Mapping[str, Entry]:
    """Of a language served; classes for which it has no words are left out."""
    return {name: _entry(name, code) for name, lines in part(PART, code).items() if lines}


def _entry(name: str, code: str) -> Entry:
    if not all(_KEYED.fullmatch(line) for line in part(PART, code)[name]):
        return pieces(PART, name, code)
    found: dict[object, tuple[str, ...]] = {}
    for key, listed in rows(PART, name, code):
        value = int(key) if _NUMBER.fullmatch(key) else key
        found[value] = (*found.get(value, ()), *listed.split("|"))
    return found


def phrases_of(entry: Entry) -> tuple[str, ...]:
    """All phrases of an entry, whatever they mean."""
    return tuple(one for listed in entry.values() for one in listed) if isinstance(entry, dict) else entry
