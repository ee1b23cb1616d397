"""Cuts text into the pieces the tagger labels."""

from __future__ import annotations

import re
from typing import NamedTuple

_PIECE = re.compile(r"\d+|[^\W\d_]+|[^\w\s]|_")


class Token(NamedTuple):
    """A run of letters, a run of digits or one other mark, with its place in the text."""

    text: str
    start: int
    end: int


def tokenize(text: str) -> list[Token]:
    """Letters and digits part company ("7pm" is two tokens), so that a span may end between them."""
    return [Token(match.group(), match.start(), match.end()) for match in _PIECE.finditer(text)]
