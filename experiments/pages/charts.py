"""The drawing of intervals: a line from the lowest to the highest difference there may be, and where there is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from experiments.queries import Compared

WIDTH, HEIGHT = 600, 34
MARGIN = 0.06


@dataclass(frozen=True, slots=True)
class Bar:
    """In the drawing's units, from its left edge; the middle is no difference."""

    low: str
    high: str
    length: str
    at: str
    width: int = WIDTH
    height: int = HEIGHT
    middle: int = WIDTH // 2


def bars_of(rows: Sequence[Compared]) -> dict[str, Bar]:
    """By letter, all on one scale; none for a variant of which too little is known."""
    known = [(row.variant.letter, row.interval) for row in rows if row.interval is not None]
    furthest = max((max(abs(each.low), abs(each.high)) for _letter, each in known), default=0.0)

    def place(value: float) -> float:
        return WIDTH / 2 * (1 + (1 - 2 * MARGIN) * value / furthest)

    return {
        letter: Bar(
            f"{place(each.low):.1f}",
            f"{place(each.high):.1f}",
            f"{place(each.high) - place(each.low):.1f}",
            f"{place(each.difference):.1f}",
        )
        for letter, each in known
    }
