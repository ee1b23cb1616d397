"""What a bench reports: a figure, how it was measured, and what it is held against."""

from __future__ import annotations

import json
import statistics
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Row:
    """``aim`` is the mark to hold, in the figure's unit; ``reference`` says where the comparison comes from."""

    name: str
    value: float
    unit: str
    how: str
    aim: str = ""
    reference: str = ""


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which that share lies (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def spread(values: Sequence[float]) -> str:
    """Median and range, for a line of text."""
    return f"median of {len(values)}, {min(values):.3g} to {max(values):.3g}"


def median(values: Sequence[float]) -> float:
    return statistics.median(values)


def table(rows: Sequence[Row]) -> str:
    name, figure = max(len(row.name) for row in rows), 12
    lines = [
        f"{row.name:<{name}}  {row.value:>{figure}.4g} {row.unit:<9} {row.aim and 'aim ' + row.aim:<14} {row.how}"
        for row in rows
    ]
    return "\n".join(lines)


def write(rows: Sequence[Row], path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps([asdict(row) for row in rows], indent=2) + "\n", encoding="utf-8")
