"""The sentences that teach the built-in intents, by language, as the catalogue holds them."""

from __future__ import annotations

import hashlib
import zlib
from functools import cache
from pathlib import Path

from agents import catalogue
from agents.understanding.intents.glossing import PART as GLOSS
from agents.understanding.sentences import expand, read_parts
from languages import codes, part

OUTSIDE_LINES = Path(__file__).resolve().parent / "outside.txt"
STRANGE_LINES = catalogue.FOLDER / f"{catalogue.OUT_OF_SCOPE}.txt"
PER_LINE = 8
"""A line of many choices teaches no more than this many sentences."""


def evenly(sentences: list[str], count: int) -> list[str]:
    if len(sentences) <= count:
        return sentences
    return [sentences[index * len(sentences) // count] for index in range(count)]


def mixed(line: str, count: int = PER_LINE) -> list[str]:
    """At most ``count`` of the sentences a line stands for, its choices mixed: the same ones every time."""
    sentences = list(expand(line))
    if len(sentences) <= count:
        return sentences
    return sorted(sentences, key=lambda sentence: zlib.crc32(sentence.encode()))[:count]


@cache
def lines(language: str) -> dict[str, tuple[str, ...]]:
    """Intent, or ``out_of_scope``, to written lines in one language, unexpanded."""
    found = {record.name: record.lines[language] for record in catalogue.records() if record.lines.get(language)}
    if strange := read_parts(STRANGE_LINES).get(language):
        found[catalogue.OUT_OF_SCOPE] = tuple(strange)
    return found


@cache
def sentences(language: str) -> dict[str, list[str]]:
    """Intent, or ``out_of_scope``, to example sentences."""
    return {
        intent: [sentence for line in written for sentence in mixed(line)]
        for intent, written in lines(language).items()
    }


def languages() -> tuple[str, ...]:
    return catalogue.languages()


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
    written = read_parts(OUTSIDE_LINES)["heard"]
    return tuple(sentence for line in written for sentence in evenly(list(expand(line)), PER_LINE))


def fingerprint() -> str:
    """Of all that is written to learn from: weights of another one are stale."""
    written = sorted(catalogue.FOLDER.rglob("*.txt"))
    digest = hashlib.sha256()
    for path in (*written, OUTSIDE_LINES):
        digest.update(path.name.encode() + path.read_bytes())
    for code in codes():
        digest.update(repr((code, sorted(part(GLOSS, code).items()))).encode())
    return digest.hexdigest()[:16]
