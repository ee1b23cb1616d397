"""Which language a text is in, by the small words it has; of passages, and not of what people write in a chat."""

from __future__ import annotations

import re
from functools import cache
from types import MappingProxyType

from languages import codes, pieces

PART, SECTION = "documents", "everyday"
UNKNOWN = ""
"""Of a text that does not tell: a list of names, a table of numbers, a language that is not served."""
FEWEST, READ = 2, 4_000
"""Small words that must be there, and characters looked at."""
CONFIGURATIONS = MappingProxyType(
    {
        "en": "english",
        "de": "german",
        "fr": "french",
        "es": "spanish",
        "it": "italian",
        "pt": "portuguese",
        "nl": "dutch",
        "da": "danish",
        "sv": "swedish",
        "no": "norwegian",
        "fi": "finnish",
        "tr": "turkish",
        "ro": "romanian",
    }
)
"""PostgreSQL's own dictionaries: stems and stop words of each (``pg_ts_config``)."""
_WORD = re.compile(r"[^\W\d_]+")


def configuration(language: str) -> str:
    """The text search configuration of a language; words as they stand for one PostgreSQL has none of."""
    return CONFIGURATIONS.get(language, "simple")


@cache
def _having() -> dict[str, frozenset[str]]:
    """Small word to the languages that have it."""
    found: dict[str, set[str]] = {}
    for code in codes():
        for word in pieces(PART, SECTION, code, ","):
            found.setdefault(word, set()).add(code)
    return {word: frozenset(having) for word, having in found.items()}


def language_of(text: str, default: str = UNKNOWN) -> str:
    """The code of a language served, or ``default`` where the text does not tell.

    A word counts for each language that has it in parts, so that "la" alone tells nothing.
    """
    counts: dict[str, float] = {}
    for word in _WORD.findall(text[:READ].lower()):
        having = _having().get(word, frozenset())
        for code in having:
            counts[code] = counts.get(code, 0.0) + 1 / len(having)
    best, *others = sorted(counts, key=lambda code: -counts[code]) or [UNKNOWN]
    if counts.get(best, 0) < FEWEST or (others and counts[others[0]] > 0.7 * counts[best]):
        return default
    return best
