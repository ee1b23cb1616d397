"""Words cut to their stems by PostgreSQL, which has dictionaries for many languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf.locale import LANG_INFO
from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

QUERY = """
SELECT word, coalesce((ts_lexize(coalesce(
  (SELECT oid FROM pg_ts_dict WHERE dictname = %s), 'simple'::regdictionary
)::regdictionary, word))[1], word) FROM unnest(%s::text[]) AS given (word)
"""
"""A dictionary gives nothing for what it takes for a stop word: that is its own stem."""


def stems(words: Sequence[str], language: str) -> Mapping[str, str]:
    """The stem of each word, of a language without a dictionary the word itself: one query."""
    dictionary = f"{LANG_INFO[language]['name'].lower()}_stem" if language in LANG_INFO else ""
    with connection.cursor() as cursor:
        cursor.execute(QUERY, [dictionary, list(words)])
        return dict(cursor.fetchall())
