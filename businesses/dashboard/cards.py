"""A figure as the page shows it to one viewer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from businesses.clock import short_day
from businesses.dashboard.charts import chart_of
from businesses.dashboard.registry import rows_called
from businesses.dashboard.wording import change_of, sign_of, value_of, written

if TYPE_CHECKING:
    from collections.abc import Container

    from businesses.dashboard.charts import Chart
    from businesses.dashboard.figures import Figure


@dataclass(frozen=True, slots=True)
class Line:
    """A day in the table beside the drawing."""

    day: str
    value: str
    before: str


@dataclass(frozen=True, slots=True)
class Card:
    """``rows`` is empty where the viewer may not see what is behind the figure."""

    figure: Figure
    value: str
    before: str
    change: str
    sign: str
    chart: Chart | None
    top: str
    lines: tuple[Line, ...]
    rows: str


def card_of(figure: Figure, allowed: Container[str]) -> Card:
    chart = chart_of(figure.days)
    listed = rows_called(figure.rows) if figure.rows else None
    return Card(
        figure=figure,
        value=value_of(figure),
        before=written(figure.before, figure.unit, figure.currency),
        change=change_of(figure),
        sign=sign_of(figure),
        chart=chart,
        top=written(chart.top, figure.unit, figure.currency) if chart else "",
        lines=_lines(figure) if chart else (),
        rows=listed.key if listed and listed.permission in allowed else "",
    )


def _lines(figure: Figure) -> tuple[Line, ...]:
    return tuple(
        Line(
            short_day(day.date),
            written(day.value, figure.unit, figure.currency),
            written(day.before, figure.unit, figure.currency),
        )
        for day in figure.days
    )
