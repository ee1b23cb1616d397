"""The sentences that teach the built-in intents, by language; read from ``sentences/*.txt``."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from agents.understanding.sentences import expand, read_parts

FOLDER = Path(__file__).resolve().parent / "sentences"
OUTSIDE_LINES = Path(__file__).resolve().parent / "outside.txt"
PER_LINE = 8
"""A line of many choices teaches no more than this many sentences, taken evenly."""


def evenly(sentences: list[str], count: int) -> list[str]:
    if len(sentences) <= count:
        return sentences
    return [sentences[index * len(sentences) // count] for index in range(count)]


@cache
def sentences(language: str) -> dict[str, list[str]]:
    """Intent to example sentences, in the file's order."""
    parts = read_parts(FOLDER / f"{language}.txt")
    return {
        intent: [sentence for line in lines for sentence in evenly(list(expand(line)), PER_LINE)]
        for intent, lines in parts.items()
    }


@cache
def languages() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in FOLDER.glob("*.txt")))


def taught() -> list[tuple[str, str]]:
    """All ``(sentence, intent)`` pairs of all languages."""
    return [
        (sentence, intent)
        for language in languages()
        for intent, found in sentences(language).items()
        for sentence in found
    ]


@cache
def outside() -> tuple[str, ...]:
    """Sentences no front desk is asked to act on, which the encoder has not learned from."""
    lines = read_parts(OUTSIDE_LINES)["heard"]
    return tuple(sentence for line in lines for sentence in evenly(list(expand(line)), PER_LINE))
