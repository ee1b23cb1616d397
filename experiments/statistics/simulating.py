"""Experiments that were made up: how often a difference is found where there is none, and where there is one.

Each is looked at once a day; the first day whose interval leaves zero behind ends it. ``naive`` is what a usual 95 %
interval would have found under the same looks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from experiments.statistics.comparing import FEWEST, radius

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from experiments.statistics.comparing import Floats

USUAL = 1.959964
"""The normal quantile of a usual 95 % interval."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Of ``experiments``: how many found a difference, how many a usual interval would, and the middle day of it."""

    experiments: int
    found: int
    naive: int
    day: float | None

    @property
    def share(self) -> float:
        return self.found / self.experiments

    @property
    def naive_share(self) -> float:
        return self.naive / self.experiments


def simulate(*, share: float, lift: float, daily: int, days: int, effect: float, experiments: int, seed: int) -> Found:
    """Two variants with ``daily`` visitors a day each: ``share`` of the first book, ``share + lift`` of the other."""
    draw = np.random.default_rng(seed)
    counts = np.arange(1, days + 1, dtype=float) * daily
    first = draw.binomial(daily, share, (experiments, days)).cumsum(axis=1)
    other = draw.binomial(daily, share + lift, (experiments, days)).cumsum(axis=1)
    spread = (_variance(first, counts) + _variance(other, counts)) / counts
    difference = np.abs(other - first) / counts
    is_counted = counts >= FEWEST
    sure = (difference > radius(spread, effect=effect)) & is_counted
    naive = (difference > USUAL * np.sqrt(spread)) & is_counted
    found = sure.any(axis=1)
    day = float(np.median(sure.argmax(axis=1)[found] + 1)) if found.any() else None
    return Found(experiments=experiments, found=int(found.sum()), naive=int(naive.any(axis=1).sum()), day=day)


def _variance(booked: NDArray[np.int64], counts: Floats) -> Floats:
    """As ``Tally.variance`` of a share."""
    share = (booked + 1) / (counts + 2)
    return np.asarray(share * (1 - share))
