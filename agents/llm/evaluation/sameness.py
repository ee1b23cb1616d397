"""How many questions one answer serves, on classes held out: the curve of hits and wrong hits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from agents.llm.cache.sameness import SPACES
from agents.llm.training.sameness import HARD, HeldOut, cross_validated, in_space, most_hits, read

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CURVE = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99)


def lines(folder: Path) -> Iterator[str]:
    texts, classes = read(folder)
    for space in SPACES:
        held = cross_validated(in_space(space, texts, classes))
        yield f"space: {space}"
        yield from of_space(held)


def of_space(held: HeldOut) -> Iterator[str]:
    pairs, even = held.pairs, np.ones(len(held.pairs.is_same))
    kinds = {
        "others at random": np.where(pairs.is_hard, 0, even),
        f"one other in {1 / HARD:.0f} the nearest of many": pairs.weight,
        "each other the nearest of many": np.where(pairs.is_same | pairs.is_hard, even, 0),
    }
    for name, weight in kinds.items():
        _threshold, hits = most_hits(held.probability, pairs.is_same, weight)
        _plain, by_cosine = most_hits(held.cosine, pairs.is_same, weight)
        yield f"  {name}: {hits:.1%} of same questions hit at 1 % wrong hits (cosine alone: {by_cosine:.1%})"
    threshold, _hits = most_hits(held.probability, pairs.is_same, pairs.weight)
    yield "  probability   hits   wrong of hits (at random)   wrong of hits (one in five hard)"
    for limit in sorted({*CURVE, threshold}):
        mark = "  <- serves" if limit == threshold else ""
        wrong = [wrong_of(held, limit, weight) for weight in (kinds["others at random"], pairs.weight)]
        hits = float((held.probability[pairs.is_same] >= limit).mean())
        yield f"  {limit:11.4f} {hits:6.1%} {wrong[0]:15.2%} {wrong[1]:27.2%}{mark}"


def wrong_of(held: HeldOut, limit: float, weight: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float:
    hit = np.where(held.probability >= limit, weight, 0)
    return float(hit[~held.pairs.is_same].sum() / max(1e-9, hit.sum()))
