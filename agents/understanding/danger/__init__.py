"""What endangers somebody now, in a message of any business: fire, gas, a person who does not breathe.

A tap that drips and a tooth that "is killing me" are work for the business, not dangers; so is a burst pipe, until the
water reaches what is electric, brings down a ceiling or holds somebody. What is over, and what is only asked about
("what would you do if"), endangers nobody. Learned from sentences written for this project (``sentences/*.txt``).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from agents.understanding import language
from agents.understanding.danger.classifier import CLASSES, chances, threshold
from agents.understanding.danger.masking import masked
from encoding.encoder import meant
from languages import codes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from agents.understanding.types import Danger

READ = 1200
WHOLE = 200  # characters up to which a message is judged as one, too
SENTENCES = 12
POSSIBLE = 0.2
_SENTENCE = re.compile(r"(?<=[.!?;…])\s+|\n+")


def danger(text: str, spoken: Sequence[str]) -> Danger | None:
    """Read in the languages given; ``text`` is normalised. None where nothing endangers anybody."""
    parts, known = sentences(text), _languages(text, spoken)
    rows = [(part, code) for part in parts for code in known]
    if not rows:
        return None
    found = chances([part for part, _ in rows], [code for _, code in rows])
    worst = int(np.argmin(found[:, 0]))
    is_told = 1 - found[worst, 0] >= threshold()
    return CLASSES[1 + int(np.argmax(found[worst, 1:]))] if is_told else None  # type: ignore[return-value]


def read_ahead(texts: Sequence[str]) -> None:
    """Have the vectors of several messages made at once: ``danger`` of each finds them in the encoder's cache."""
    meant([part for text in texts for part in sentences(text)])


def _languages(text: str, spoken: Sequence[str]) -> list[str]:
    """Those given, and what the text may be in: a cry for help is short, and tells little of its language."""
    _script, likely = language.chances(text)
    possible = [code for code, chance in likely.items() if chance >= POSSIBLE]
    return [code for code in dict.fromkeys((*spoken, *possible)) if code in codes()]


def sentences(text: str) -> list[str]:
    """The message and its sentences, without dates and numbers, those that say something."""
    read = text[:READ].lower()
    whole = [read] if len(read) <= WHOLE else []
    found = (masked(part) for part in (*whole, *_SENTENCE.split(read)))
    return [part for part in dict.fromkeys(found) if re.search(r"[^\W\d_]", part)][:SENTENCES]
