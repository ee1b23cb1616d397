"""Short sentences that the catalogue writes out: what they mean is known, without a model."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from agents.understanding.intents.builtin_sentences import languages, lines
from agents.understanding.sentences import expand
from agents.understanding.tokens import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS = 5
"""Longer sentences are seldom said in the very words."""

_MARKS = re.compile(r"[\s.,!?¿¡;:\"()…]+")


def written(text: str, language: str) -> str:
    """The intent that the text is written under in its language or, where no other is, in any; "" for none."""
    key = _key(text)
    if known := _of_language(language).get(key, ""):
        return known
    found = {known for code in languages() if (known := _of_language(code).get(key, ""))}
    return found.pop() if len(found) == 1 else ""


def _key(text: str) -> str:
    return _MARKS.sub(" ", fold(text)).strip()


@cache
def _of_language(language: str) -> Mapping[str, str]:
    """Sentence to intent; "" for what is written under several."""
    found: dict[str, str] = {}
    for intent, each in lines(language).items():
        for key in {sentence for line in each for sentence in expand(_key(line))}:
            if key and key.count(" ") < WORDS:
                found[key] = intent if found.get(key, intent) == intent else ""
    return found
