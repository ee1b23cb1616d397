"""A text as its words, in one form for what is kept and what is asked: small, without marks, with its accents."""

from __future__ import annotations

import re
import unicodedata

_MARKS = re.compile(r"[\W_]+")
ACCENTED, PLAIN = "àáâãäåçèéêëìíîïñòóôõöùúûüýÿ", "aaaaaaceeeeiiiinooooouuuuyy"
"""Left out of stems, for people write without them; stems are made with them, for they tell what ends a word."""
LONGEST = 60
"""Longer runs of letters are keys and pictures in letters, and no words."""


def plain_words(text: str) -> str:
    """The words with a space between; "user@host", "a/b" and "snake_case" are several."""
    composed = unicodedata.normalize("NFKC", text).lower()
    return " ".join(word for word in _MARKS.sub(" ", composed).split() if len(word) <= LONGEST)
