"""A text as the pieces that are judged: its beginning, a long one's passages of a few sentences, and what it hides.

Bounded: a text gives at most ``PIECES`` pieces of ``LONGEST`` characters, which cover all of the 10,000 that are read.
"""

from __future__ import annotations

import base64
import binascii
import re
from typing import TYPE_CHECKING

from agents.understanding.text import Normalised, normalise

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 320
SHORTEST = 60
WHOLE = 160  # a text up to here is one piece
PIECES = 48
_SENTENCE = re.compile(r"(?<=[.!?。！？])\s+|\n+")
_SPACED = re.compile(r"\b(?:\w[ ._*-]){5,}\w\b")
_ENCODED = re.compile(r"[A-Za-z0-9+/]{16,}={0,2}")
_LEET = str.maketrans("013457@$", "oieastas")
_LEET_WORD = re.compile(r"\b\w*[a-z][013457@$]+[a-z][\w@$]*|\b[013457@$][a-z]{3,}\w*", re.IGNORECASE)


def pieces(received: str) -> list[str]:
    """Never empty; the first piece is the text itself, cut to ``LONGEST``."""
    clean = normalise(received)
    text = clean.text.strip()
    found = [text[:LONGEST]]
    if len(text) > WHOLE:
        found += _passages(text)
    found += _revealed(clean)
    return list(dict.fromkeys(found))[:PIECES]


def _passages(text: str) -> Iterator[str]:
    current = ""
    for sentence in _SENTENCE.split(text):
        if current and (len(current) >= SHORTEST or len(current) + len(sentence) > LONGEST):
            yield current
            current = ""
        current = f"{current} {sentence}".strip()
        while len(current) > LONGEST:
            yield current[:LONGEST]
            current = current[LONGEST - SHORTEST :]
    if current:
        yield current


def _revealed(clean: Normalised) -> Iterator[str]:
    """Text in invisible characters, spelled out letter by letter, in base64, or with digits for letters."""
    text = clean.text
    if clean.hidden:
        yield clean.hidden[:LONGEST]
    if match := _SPACED.search(text):
        yield (text[: match.start()] + re.sub(r"(?<=\w)[ ._*-](?=\w\b)", "", match[0]) + text[match.end() :])[:LONGEST]
    for encoded in _ENCODED.findall(text)[:3]:
        if decoded := _decoded(encoded):
            yield decoded[:LONGEST]
    if _LEET_WORD.search(text[:LONGEST]):
        yield _LEET_WORD.sub(lambda match: match[0].translate(_LEET), text[:LONGEST])


def _decoded(encoded: str) -> str:
    try:
        text = base64.b64decode(encoded + "=" * (-len(encoded) % 4)).decode("ascii")
    except (binascii.Error, UnicodeDecodeError):
        return ""
    return text if text.isprintable() and " " in text else ""
