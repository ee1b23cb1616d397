"""A report as a workbook: numbers are numbers, a sheet a table, and a chart a spreadsheet can change."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.utils import get_column_letter

from businesses.dashboard.figures import PLACES, Unit
from businesses.dashboard.wording import change_of
from businesses.exchange.xlsx_files import bold, text_cell
from reports.wording import before_of, dates_of, heading_of, title_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from businesses.dashboard.figures import Figure
    from businesses.dashboard.occupancy import Fullness
    from reports.contents import Content, Table
    from reports.models import Report

FORMS = {Unit.COUNT: "#,##0", Unit.MONEY: "#,##0.00", Unit.SHARE: "0.0%", Unit.MINUTES: "0.0", Unit.STARS: "0.0"}
LONGEST_NAME = 31
"""Of a sheet."""
FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
NARROW, WIDE = 16, 44
CHART = {"width": 18, "height": 8}
"""Centimetres."""


def write(report: Report, content: Content) -> bytes:
    book = Workbook(write_only=True)
    names: set[str] = set()
    _overview(_sheet(book, _("Figures"), names), report, content)
    for figure in content.figures:
        if figure.days:
            _daily(_sheet(book, str(figure.title), names), figure)
    if content.fullness:
        _hours(_sheet(book, _("Occupancy"), names), content.fullness)
    for table in content.tables:
        _table(_sheet(book, str(table.title), names), table)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _sheet(book: Workbook, title: str, names: set[str]) -> Any:
    """Names are short, free of some signs, and each is there once."""
    plain = " ".join(title.translate(FORBIDDEN).split())[:LONGEST_NAME]
    name, number = plain, 2
    while name.casefold() in names:
        name, number = f"{plain[: LONGEST_NAME - 4]} {number}", number + 1
    names.add(name.casefold())
    return book.create_sheet(name)


def _number(sheet: Any, value: Decimal | int | None, unit: Unit) -> Any:
    shown: Any = None if value is None else round(Decimal(value), PLACES[unit])  # its stub knows no decimals
    cell = WriteOnlyCell(sheet, value=shown)
    cell.number_format = FORMS[unit]
    return cell


def _day(sheet: Any, value: date) -> Any:
    shown: Any = value  # as above: nor days without a time
    cell = WriteOnlyCell(sheet, value=shown)
    cell.number_format = "yyyy-mm-dd"
    return cell


def _widths(sheet: Any, widths: Sequence[int]) -> None:
    for at, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = width


def _overview(sheet: Any, report: Report, content: Content) -> None:
    _widths(sheet, (WIDE, NARROW, NARROW, NARROW, WIDE))
    sheet.append([bold(sheet, title_of(report))])
    sheet.append([text_cell(sheet, dates_of(report.period))])
    sheet.append([text_cell(sheet, _("Beside them: %(days)s") % {"days": dates_of(before_of(report))})])
    sheet.append([])
    sheet.append([bold(sheet, each) for each in (_("Figure"), _("Unit"), _("Value"), _("Before"), "")])
    for figure in content.figures:
        sheet.append(
            [
                text_cell(sheet, str(figure.title)),
                text_cell(sheet, figure.currency or figure.unit.value),
                _number(sheet, figure.value, figure.unit),
                _number(sheet, figure.before, figure.unit),
                text_cell(sheet, change_of(figure)),
            ]
        )


def _daily(sheet: Any, figure: Figure) -> None:
    _widths(sheet, (NARROW, NARROW, NARROW))
    last = len(figure.days) + 1
    bars, line = BarChart(), LineChart()
    bars.title, bars.width, bars.height = str(figure.title), CHART["width"], CHART["height"]
    bars.add_data(Reference(sheet, min_col=2, min_row=1, max_row=last), titles_from_data=True)
    line.add_data(Reference(sheet, min_col=3, min_row=1, max_row=last), titles_from_data=True)
    bars.set_categories(Reference(sheet, min_col=1, min_row=2, max_row=last))
    bars.x_axis.number_format, bars.x_axis.delete, bars.y_axis.delete = "d mmm", False, False
    bars += line
    sheet.add_chart(bars, "E2")
    sheet.append([bold(sheet, each) for each in (_("Day"), str(figure.title), _("Before"))])
    for day in figure.days:
        numbers = (_number(sheet, each, figure.unit) for each in (day.value, day.before))
        sheet.append([_day(sheet, day.date), *numbers])


def _hours(sheet: Any, fullness: Fullness) -> None:
    _widths(sheet, [NARROW] * 5)
    heads = (_("Weekday"), _("Hour"), _("Hours booked"), _("Hours offered"), _("Occupancy"))
    sheet.append([bold(sheet, each) for each in heads])
    for each in fullness.week():
        named = (text_cell(sheet, str(WEEKDAYS[each.weekday - 1])), text_cell(sheet, f"{each.hour:02}:00"))
        counted = (_number(sheet, value, Unit.MONEY) for value in (each.taken, each.offered))
        sheet.append([*named, *counted, _number(sheet, each.share, Unit.SHARE)])


def _table(sheet: Any, table: Table) -> None:
    if not table.rows:
        sheet.append([text_cell(sheet, str(table.empty))])
        return
    _widths(sheet, [WIDE if column.width > 2 and not column.unit else NARROW for column in table.columns])
    sheet.append([bold(sheet, heading_of(column)) for column in table.columns])
    for row in table.rows:
        sheet.append(
            [
                text_cell(sheet, str(cell))
                if isinstance(cell, str) or not column.unit
                else _number(sheet, cell, column.unit)
                for cell, column in zip(row, table.columns, strict=True)
            ]
        )
    if table.note:
        sheet.append([text_cell(sheet, str(table.note))])
