"""A figure as the page shows it to one viewer."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING

from businesses.clock import short_day
from businesses.dashboard.charts import chart_of
from businesses.dashboard.registry import rows_called
from businesses.dashboard.wording import before_of, change_of, is_changed, sign_of, value_of, written

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable
    from datetime import date

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
    """``before`` is empty where the change says it already, ``rows`` where the viewer may not see what is behind the
    figure. ``drawn`` are the days, each with where its place in the chart begins; none without a chart.
    """

    figure: Figure
    value: str
    before: str
    change: str
    sign: str
    chart: Chart | None
    top: str
    drawn: tuple[tuple[str, Line], ...]
    rows: str


def cards_of(figures: Iterable[Figure], allowed: Container[str]) -> list[Card]:
    named = cache(short_day)  # the same days in each
    return [_card(figure, allowed, named) for figure in figures]


def _card(figure: Figure, allowed: Container[str], named: Callable[[date], str]) -> Card:
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
        drawn=tuple(zip(chart.places, _lines(figure, named), strict=True)) if chart else (),
        rows=listed.key if listed and listed.permission in allowed else "",
    )


def _lines(figure: Figure, named: Callable[[date], str]) -> list[Line]:
    told = cache(partial(written, unit=figure.unit, currency=figure.currency))  # days are often alike
    return [Line(named(day.date), told(day.value), told(day.before)) for day in figure.days]
