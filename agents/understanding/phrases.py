"""Tables of words and patterns written over several lines, as the finders read them."""

from __future__ import annotations

import re

_BREAK = re.compile(r"\s*\n\s*")


def wordset(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


def alternatives(text: str) -> str:
    """A pattern of alternatives, written a line each or several to a line with bars between: one group, no breaks."""
    lines = (line.strip("|") for line in _BREAK.split(text.strip()))
    return f"(?:{'|'.join(line for line in lines if line)})"
