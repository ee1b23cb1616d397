"""Words cut to their stems by PostgreSQL, which has a dictionary for each language served."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

DICTIONARIES = {
    "de": "german_stem",
    "en": "english_stem",
    "es": "spanish_stem",
    "fr": "french_stem",
    "it": "italian_stem",
    "pt": "portuguese_stem",
}
QUERY = """
SELECT word, coalesce((ts_lexize(%s::regdictionary, word))[1], word) FROM unnest(%s::text[]) AS given (word)
"""
"""A dictionary gives nothing for what it takes for a stop word: that is its own stem."""


def stems(words: Sequence[str], language: str) -> Mapping[str, str]:
    """The stem of each word, of a language without a dictionary the word itself: one query."""
    with connection.cursor() as cursor:
        cursor.execute(QUERY, [DICTIONARIES.get(language, "simple"), list(words)])
        return dict(cursor.fetchall())
