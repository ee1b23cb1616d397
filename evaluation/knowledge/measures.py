"""What a ranking is worth: nDCG and recall among the first ten, and the place of the first that is right.

nDCG with the gain as graded and the logarithm of base 2 (Järvelin, Kekäläinen 2002), as BEIR reports it.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FIRST = 10


def ndcg(ranked: Sequence[str], grades: Mapping[str, float]) -> float:
    """Between 0 and 1."""
    ideal = _gained(sorted(grades.values(), reverse=True)[:FIRST])
    return _gained([grades.get(key, 0.0) for key in ranked[:FIRST]]) / ideal if ideal else 0.0


def _gained(gains: Sequence[float]) -> float:
    return sum(gain / math.log2(place + 2) for place, gain in enumerate(gains))


def recall(ranked: Sequence[str], grades: Mapping[str, float]) -> float:
    """The share of what is right that is among the first ten."""
    return len(set(ranked[:FIRST]) & set(grades)) / len(grades) if grades else 0.0


def reciprocal_rank(ranked: Sequence[str], grades: Mapping[str, float]) -> float:
    """One over the place of the first that is right, whole ranking; 0 where none is."""
    return next((1 / place for place, key in enumerate(ranked, 1) if key in grades), 0.0)
