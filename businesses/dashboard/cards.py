"""A figure as the page shows it to one viewer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from businesses.clock import short_day
from businesses.dashboard.charts import chart_of
from businesses.dashboard.registry import rows_called
from businesses.dashboard.wording import before_of, change_of, is_changed, sign_of, value_of, written

if TYPE_CHECKING:
    from collections.abc import Container

    from businesses.dashboard.charts import Bar, Chart
    from businesses.dashboard.figures import Figure


@dataclass(frozen=True, slots=True)
class Line:
    """A day in the table beside the drawing."""

    day: str
    value: str
    before: str


@dataclass(frozen=True, slots=True)
class Card:
    """``before`` is empty where the change says it already, ``rows`` where the viewer may not see what is behind the
    figure. ``drawn`` are the days as the chart and the table beside it have them, none without a chart.
    """

    figure: Figure
    value: str
    before: str
    change: str
    sign: str
    chart: Chart | None
    top: str
    drawn: tuple[tuple[Bar, Line], ...]
    rows: str


def card_of(figure: Figure, allowed: Container[str]) -> Card:
    chart = chart_of(figure.days)
    listed = rows_called(figure.rows) if figure.rows else None
    return Card(
        figure=figure,
        value=value_of(figure),
        before=before_of(figure) if figure.change is not None and is_changed(figure) else "",
        change=change_of(figure),
        sign=sign_of(figure),
        chart=chart,
        top=written(chart.top, figure.unit, figure.currency) if chart else "",
        drawn=tuple(zip(chart.bars, _lines(figure), strict=True)) if chart else (),
        rows=listed.key if listed and listed.permission in allowed else "",
    )


def _lines(figure: Figure) -> list[Line]:
    return [
        Line(
            short_day(day.date),
            written(day.value, figure.unit, figure.currency),
            written(day.before, figure.unit, figure.currency),
        )
        for day in figure.days
    ]
