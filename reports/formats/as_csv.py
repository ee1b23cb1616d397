"""A report as CSV, as RFC 4180 has it: its parts one under the other, each with its own heading; no cell a formula."""

from __future__ import annotations

from typing import TYPE_CHECKING

from businesses.dashboard.figures import for_programs
from businesses.dashboard.sheets import daily, every, hours, sheet
from reports.wording import heading_of, title_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reports.contents import Content, Table
    from reports.models import Report

    Rows = Iterator[Sequence[object]]


def write(report: Report, content: Content) -> bytes:
    return sheet(_rows(report, content)).encode()


def _rows(report: Report, content: Content) -> Rows:
    yield title_of(report), report.first, report.last
    yield ()
    yield from every(content.figures)
    for figure in content.figures:
        if figure.days:
            yield ()
            yield from daily(figure)
    if content.fullness:
        yield ()
        yield from hours(content.fullness)
    for table in content.tables:
        yield ()
        yield from _of_table(table)


def _of_table(table: Table) -> Rows:
    yield (str(table.title),)
    if not table.rows:
        yield (str(table.empty),)
        return
    yield tuple(heading_of(column) for column in table.columns)
    for row in table.rows:
        cells = zip(row, table.columns, strict=True)
        yield tuple(
            cell if isinstance(cell, str | int) or not column.unit else for_programs(cell, column.unit)
            for cell, column in cells
        )
