"""Scores as they are told: a mean with the interval it may lie in, by how few examples it rests on."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

Z = 1.96
"""Of a normal distribution, 95 of 100 lie within so many deviations."""


@dataclass(frozen=True, slots=True)
class Score:
    """``low`` and ``high``: Wilson's interval at 95 %, which for scores between 0 and 1 is rather too wide."""

    mean: float
    low: float
    high: float
    count: int


def score_of(scores: Sequence[float]) -> Score:
    """Wilson, E. B. (1927), Journal of the American Statistical Association 22. No score at all is 0 to 1."""
    count = len(scores)
    if not count:
        return Score(0.0, 0.0, 1.0, 0)
    mean = sum(scores) / count
    middle = (mean + Z**2 / (2 * count)) / (1 + Z**2 / count)
    reach = Z / (1 + Z**2 / count) * math.sqrt(mean * (1 - mean) / count + Z**2 / (4 * count**2))
    return Score(mean, max(0.0, middle - reach), min(1.0, middle + reach), count)


def is_surely_more(now: tuple[int, int], before: tuple[int, int]) -> bool:
    """Whether the share ``now`` of (how many, of how many) is above the one before by more than chance: one-sided
    z-test of two proportions at 95 %."""
    (bad, of), (were_bad, of_before) = now, before
    if not of or not of_before:
        return False
    pooled = (bad + were_bad) / (of + of_before)
    spread = math.sqrt(pooled * (1 - pooled) * (1 / of + 1 / of_before))
    return spread > 0 and (bad / of - were_bad / of_before) / spread > 1.645
