"""The figure that a table tells, where it can be drawn: days in the first column, and numbers beside them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from businesses.dashboard.figures import Day, Figure, Unit

if TYPE_CHECKING:
    from artifacts.blocks import Block

MOST = Decimal(10) ** 12


def figure_of(block: Block) -> Figure | None:
    """As the reports draw one; None for a table that somebody has changed so that it is none."""
    if len(block.rows) < 3 or len(block.rows[0]) < 2:
        return None
    days: list[Day] = []
    for row in block.rows[1:]:
        value, before = number(row[1]), number(row[2]) if len(row) > 2 else None
        try:
            on = date.fromisoformat(row[0])
        except ValueError:
            return None
        if value is None:
            return None
        days.append(Day(on, value, before))
    is_whole = all(day.value == day.value.to_integral_value() for day in days)
    unit = Unit.COUNT if is_whole else Unit.MONEY
    figure = Figure(
        key="chart", title=block.rows[0][1], unit=unit, value=sum((day.value for day in days), Decimal(0)), before=None,
        days=tuple(days),
    )  # fmt: skip
    return figure if any(day.value or day.before for day in days) else None


def number(text: str) -> Decimal | None:
    """None for what is no number, or none that could be drawn."""
    try:
        found = Decimal(text)
    except InvalidOperation:
        return None
    return found if found.is_finite() and 0 <= found < MOST else None
