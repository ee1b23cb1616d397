"""The trained conditional random field and how it is asked."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from agents.understanding.tagger.features import features
from agents.understanding.tagger.labels import OUTSIDE, SLOTS, Span, decode
from agents.understanding.tagger.tokens import Token, tokenize

if TYPE_CHECKING:
    from collections.abc import Sequence

WEIGHTS = Path(__file__).parent / "booking.crfsuite"
MAX_TOKENS = 400
"""A booking is said in far fewer; the field's cost grows with the length, and a flood must not."""


@dataclass(frozen=True, slots=True)
class Tagging:
    """The spans found, and for every token the probability that it belongs to none."""

    spans: tuple[Span, ...]
    tokens: tuple[Token, ...]
    outside: tuple[float, ...]

    def doubt(self, start: int, end: int) -> float:
        """How likely it is, at least, that a slot was passed over between two offsets; 1 where none was looked for."""
        chances = zip(self.tokens, self.outside, strict=True)
        inside = [chance for token, chance in chances if token.start < end and token.end > start]
        return 1.0 - min(inside) if inside else 1.0


class Tagger:
    """Finds booking slots in English text; safe to share between threads."""

    def __init__(self, weights: Path = WEIGHTS) -> None:
        import pycrfsuite  # noqa: PLC0415 - native code, loaded by the first message and not by the import

        self._field = pycrfsuite.Tagger()
        self._field.open(str(weights))
        self._lock = threading.Lock()

    def tag(self, text: str, requested: Sequence[str] = ()) -> Tagging:
        """Spans with offsets into ``text``; text past ``MAX_TOKENS`` tokens is not looked at."""
        tokens = tokenize(text)[:MAX_TOKENS]
        if not tokens:
            return Tagging((), (), ())
        with self._lock:  # the field keeps the sentence it was last given
            self._field.set(features(tokens, [slot for slot in requested if slot in SLOTS]))
            labels = self._field.tag()
            confidences = [self._field.marginal(label, i) for i, label in enumerate(labels)]
            outside = [self._field.marginal(OUTSIDE, i) for i in range(len(labels))]
        return Tagging(tuple(decode(tokens, labels, confidences)), tuple(tokens), tuple(outside))


@lru_cache(maxsize=1)
def booking_tagger() -> Tagger:
    """The process's one tagger."""
    return Tagger()
