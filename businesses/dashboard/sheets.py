"""Figures as spreadsheets: CSV as RFC 4180 has it; no cell runs as a formula."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from businesses.dashboard.figures import Unit, for_programs
from businesses.privacy.archive import as_cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from businesses.dashboard.figures import Figure, Sellers
    from businesses.dashboard.occupancy import Fullness
    from businesses.dashboard.queries import Dashboard

BOM = "\ufeff"
"""Without it, Excel reads UTF-8 as something else."""


def sheet_called(key: str, dashboard: Dashboard) -> str | None:
    """The sheet of a figure, of what sold best, of the week's hours, or (``all``) of every figure; None of nothing."""
    if key == "all":
        return sheet(every(dashboard.figures))
    if key == "occupancy":
        return sheet(hours(dashboard.occupancy.now))
    if figure := next((each for each in dashboard.figures if each.key == key), None):
        return sheet(daily(figure) if figure.days else every([figure]))
    if sellers := next((each for each in dashboard.sellers if each.key == key), None):
        return sheet(_sold(sellers))
    return None


def sheet(rows: Iterable[Sequence[object]]) -> str:
    written = StringIO()
    csv.writer(written, lineterminator="\r\n").writerows([[_cell(each) for each in row] for row in rows])
    return BOM + written.getvalue()


def _cell(value: object) -> str:
    return str(value) if isinstance(value, int) else as_cell(value)


def every(figures: Iterable[Figure]) -> Iterable[Sequence[object]]:
    yield _("Figure"), _("Unit"), _("Value"), _("Before")
    for each in figures:
        unit = each.currency or each.unit.value
        yield str(each.title), unit, for_programs(each.value, each.unit), for_programs(each.before, each.unit)


def daily(figure: Figure) -> Iterable[Sequence[object]]:
    yield _("Day"), str(figure.title), _("Before")
    for day in figure.days:
        yield day.date, for_programs(day.value, figure.unit), for_programs(day.before, figure.unit)


def hours(fullness: Fullness) -> Iterable[Sequence[object]]:
    yield _("Weekday"), _("Hour"), _("Hours booked"), _("Hours offered"), _("Occupancy")
    for each in fullness.week():
        filled = for_programs(each.share, Unit.SHARE)
        yield str(WEEKDAYS[each.weekday - 1]), f"{each.hour:02}:00", f"{each.taken:.2f}", f"{each.offered:.2f}", filled


def _sold(sellers: Sellers) -> Iterable[Sequence[object]]:
    yield _("Name"), _("Sold"), _("Before"), _("Amount"), _("Currency")
    for each in sellers.sellers:
        yield each.name, each.sold, each.before, for_programs(each.amount, Unit.MONEY), sellers.currency
