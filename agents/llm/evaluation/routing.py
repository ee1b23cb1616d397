"""What a route saves, on questions left out, beside routes by chance and by knowing who is right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from agents.llm.training.routing import PRICE_RATIO, left_out, read, route_at

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SEEDS = range(5)
QUALITIES = (0.90, 0.95, 0.98)


def lines(folder: Path) -> Iterator[str]:
    graded = read(folder)
    yield f"{len(graded.weak)} questions; strong right {graded.strong.mean():.1%}, weak {graded.weak.mean():.1%}"
    yield f"cost saved at a price ratio of {PRICE_RATIO}:1"
    scores = [left_out(graded, seed=seed) for seed in SEEDS]
    chance = [np.random.default_rng(seed).random(len(graded.weak)) for seed in SEEDS]
    oracle = (graded.strong & ~graded.weak).astype(float)
    for quality in QUALITIES:
        ours, random = ([route_at(each, graded, quality=quality).saved for each in many] for many in (scores, chance))
        best = route_at(oracle, graded, quality=quality).saved
        spread = f"{min(ours):.1%} to {max(ours):.1%} over {len(SEEDS)} splits"
        beside = f"random {np.mean(random):.1%}   oracle {best:.1%}"
        yield f"at {quality:.0%} of the strong one's quality: {np.mean(ours):.1%} ({spread})   {beside}"
