"""Sentences that taught nothing, by intent and language: the built-in model reads most of them as people mean them."""

from __future__ import annotations

from pathlib import Path

import pytest

from agents import catalogue
from agents.understanding.intents.builtin import read
from agents.understanding.intents.builtin_sentences import languages, lines
from agents.understanding.sentences import expand, read_parts

PATH = Path(__file__).parent / "unseen" / "intents.txt"
LEAST, LEAST_WHERE_SURE = 0.75, 0.9
SURE = 0.8


def sentences() -> list[tuple[str, str, str]]:
    """``(sentence, intent, language)``."""
    return [
        (line.partition(": ")[2], intent, line.partition(": ")[0])
        for intent, found in read_parts(PATH).items()
        for line in found
    ]


def served(intent: str) -> frozenset[str]:
    """What is offered in a conversation that has the intent."""
    record = catalogue.record(intent)
    if record is None:
        return catalogue.offered("health", "dedicated")
    flow = "dedicated" if "dedicated" in record.flows else min(record.flows)
    return catalogue.offered("food" if "food" in record.categories else min(record.categories), flow)


@pytest.fixture(scope="module")
def readings() -> list[tuple[bool, float, str]]:
    """Per sentence whether it is read right, how sure, and its language."""
    found = []
    for text, intent, language in sentences():
        (known,) = read([text], [language], served(intent))
        found.append((known.name == intent, known.confidence, language))
    return found


def test_every_intent_has_unseen_sentences_and_none_teaches() -> None:
    taught = {
        sentence for code in languages() for each in lines(code).values() for line in each for sentence in expand(line)
    }

    assert {intent for _, intent, _ in sentences()} == {each.name for each in catalogue.records()} | {"out_of_scope"}
    assert not [text for text, _, _ in sentences() if text.lower() in taught]


def test_unseen_sentences_are_read_in_every_language(readings: list[tuple[bool, float, str]]) -> None:
    shares = {
        code: sum(right for right, _, language in readings if language == code)
        / sum(language == code for _, _, language in readings)
        for code in languages()
    }
    print({code: round(share, 3) for code, share in shares.items()})  # noqa: T201 - the score, with -s

    assert min(shares.values()) >= LEAST, shares


def test_confidence_is_earned(readings: list[tuple[bool, float, str]]) -> None:
    sure = [right for right, confidence, _ in readings if confidence >= SURE]

    assert len(sure) > len(readings) / 3
    assert sum(sure) / len(sure) >= LEAST_WHERE_SURE
