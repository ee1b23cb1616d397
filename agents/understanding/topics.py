"""What a sentence is about, by the words of a business's everyday: of all the languages served."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from languages import part, said

if TYPE_CHECKING:
    from collections.abc import Sequence

PART = "topics"


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {name: _pattern(said(PART, name, " ")) for name in part(PART, "en")}


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    """A word beginning with one of the words; ``=`` asks for the whole word."""
    said = (word.lstrip("=").replace("_", r"\s+") + (r"\b" if word.startswith("=") else "") for word in words)
    return re.compile(rf"(?<!\w)(?:{'|'.join(said)})", re.IGNORECASE)


def topics_of(text: str) -> frozenset[str]:
    """The topics a text touches, in whatever of the languages it is written."""
    return frozenset(name for name, pattern in _patterns().items() if pattern.search(text))
