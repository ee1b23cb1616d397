"""What a sentence is about, by the words of a business's everyday: one table for the six languages."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

PATH = Path(__file__).with_suffix(".txt")


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    lines = [line for line in PATH.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    rows = (line.split("|", 1) for line in lines)
    return {name.strip(): _pattern(words.replace("|", " ").split()) for name, words in rows}


def _pattern(words: list[str]) -> re.Pattern[str]:
    """A word beginning with one of the words; ``=`` asks for the whole word."""
    said = (word.lstrip("=").replace("_", r"\s+") + (r"\b" if word.startswith("=") else "") for word in words)
    return re.compile(rf"(?<!\w)(?:{'|'.join(said)})", re.IGNORECASE)


def topics_of(text: str) -> frozenset[str]:
    """The topics a text touches, in whatever of the languages it is written."""
    return frozenset(name for name, pattern in _patterns().items() if pattern.search(text))
