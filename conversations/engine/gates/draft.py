"""A text to be judged, and what it is judged by."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from agents.understanding.little import little_words
from agents.understanding.talk.clauses import keys

if TYPE_CHECKING:
    from collections.abc import Mapping

    from conversations.engine.scene import Scene

SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n+")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a gate said; ``veto`` is why, empty where it let pass."""

    gate: str
    veto: str = ""


@dataclass(frozen=True)
class Draft:
    """``given`` are the sentences it was made from; of these, ``kept`` are the reply's own, which must all be said."""

    text: str
    given: tuple[str, ...]
    kept: tuple[str, ...]
    scene: Scene

    @property
    def language(self) -> str:
        return self.scene.context.locale.split("-")[0]

    @cached_property
    def source(self) -> str:
        return "\n".join(self.given)

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        return sentences_in(self.text)

    @cached_property
    def worded(self) -> tuple[str, ...]:
        """The sentences that are none of those given, word for word."""
        copied = set(map(bare, self.given))
        return tuple(each for each in self.sentences if bare(each) not in copied)

    @cached_property
    def content(self) -> Mapping[str, tuple[str, ...]]:
        """What each sentence, worded or given, speaks of: the stems of its words but the little ones, in order."""
        little = little_words(self.language)
        words = {text: [key for key in keys(text) if key not in little] for text in (*self.sentences, *self.given)}
        every = sorted({key for said in words.values() for key in said})
        stems = self.scene.context.repository.stems(every, self.language)
        return {text: tuple(stems[key] for key in said) for text, said in words.items()}


def sentences_in(text: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in SENTENCE.split(text) if any(map(str.isalnum, each)))


def bare(sentence: str) -> str:
    """Without what a sentence may end in, and with one space between words."""
    return " ".join(sentence.split()).rstrip(".!")
