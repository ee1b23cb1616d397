"""How many visitors an experiment needs, and whether they were shared out as was planned."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from experiments.statistics.comparing import ALPHA, FEWEST, radius

if TYPE_CHECKING:
    from collections.abc import Sequence

LUCK = 0.8416
"""The normal quantile of 80 %: so often an effect of the size named is found by the end."""
MOST = 10_000_000
UNEVEN = {1: 15.14, 2: 18.42, 3: 21.11}
"""Chi-square by degrees of freedom that one in 10,000 exceeds: looked at daily, such shares are no chance."""


def size_needed(variance: float, *, effect: float, alpha: float = ALPHA) -> int:
    """Visitors of each variant after which a difference of ``effect`` is found in 80 % of experiments.

    ``variance`` is that of one visitor's value. The interval at the last look alone has to leave zero behind; looks
    before it find it sooner, so that this is rather too many.
    """

    def is_enough(count: int) -> bool:
        spread = 2 * variance / count
        return float(radius(spread, effect=effect, alpha=alpha)) + LUCK * math.sqrt(spread) <= effect

    if variance <= 0:
        return FEWEST
    low, high = FEWEST, FEWEST
    while not is_enough(high) and high < MOST:
        low, high = high, high * 2
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if is_enough(middle) else (middle + 1, high)
    return high


def variance_of_share(share: float, *, effect: float) -> float:
    """Of one visitor's value, the mean over two variants ``effect`` apart, to the side where it varies more."""
    sides = (_between(share + effect), _between(share - effect))
    return max((share * (1 - share) + side * (1 - side)) / 2 for side in sides)


def _between(share: float) -> float:
    return min(max(share, 0.0), 1.0)


def is_uneven(counts: Sequence[int], shares: Sequence[int]) -> bool:
    """Whether visitors fell to the variants otherwise than by their shares: then something loses visitors of one."""
    total, weight = sum(counts), sum(shares)
    if total < FEWEST or len(counts) < 2:  # one alone has them all
        return False
    expected = [total * share / weight for share in shares]
    chi = sum((count - each) ** 2 / each for count, each in zip(counts, expected, strict=True))
    return chi > UNEVEN[len(counts) - 1]
