"""The drawing of a figure day by day: bars for the period, a line for the one before. Only numbers: a template draws.

The two are told apart by their shape, not their colour, and everything stands in a table beside the drawing.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from businesses.dashboard.figures import Day

WIDTH, HEIGHT = 600, 120
GAP = 0.25
"""Of a bar's place that stays free."""


@dataclass(frozen=True, slots=True)
class Chart:
    """In the drawing's own units, from its upper left corner."""

    bars: str
    """One path: a template is slow with many shapes."""
    before: str
    """The points of a line."""
    places: tuple[str, ...]
    """Where the place of each day begins."""
    place: str
    """How wide each is."""
    top: Decimal
    """The value at the upper edge."""
    width: int = WIDTH
    height: int = HEIGHT


def chart_of(days: Sequence[Day]) -> Chart | None:
    """None where there is nothing to draw: a single day, or nothing in both periods."""
    top = max((max(day.value, day.before or Decimal(0)) for day in days), default=Decimal(0))
    if len(days) < 2 or top <= 0:  # a line has two ends
        return None
    place = WIDTH / len(days)

    def height(value: Decimal) -> float:
        return float(value / top) * HEIGHT

    bars = (
        f"M{(number + GAP / 2) * place:.2f} {HEIGHT}v{-height(day.value):.2f}h{(1 - GAP) * place:.2f}V{HEIGHT}z"
        for number, day in enumerate(days)
        if day.value
    )
    line = (
        f"{(number + 0.5) * place:.2f},{HEIGHT - height(day.before):.2f}"
        for number, day in enumerate(days)
        if day.before is not None
    )
    places = tuple(f"{number * place:.2f}" for number in range(len(days)))
    return Chart("".join(bars), " ".join(line), places, f"{place:.2f}", top)
