"""Tables: each row says what its columns are called, so that it is understood alone."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from knowledge.blocks import Block
from knowledge.reading.faults import Fault, Unreadable
from knowledge.reading.kinds import delimiter_of, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MOST_ROWS, MOST_COLUMNS = 20_000, 60


def rows_of(rows: Iterable[Iterable[Any]], page: int | None = None) -> Iterator[Block]:
    """``Column: value; …`` for each row after the first, which names the columns. Raises ``Unreadable``."""
    named: list[str] | None = None
    for number, cells in enumerate(rows):
        if number > MOST_ROWS:
            raise Unreadable(Fault.LONG)
        row = [" ".join(str(cell).split()) if cell is not None else "" for cell in cells][:MOST_COLUMNS]
        if not any(row):
            continue
        if named is None:
            named = row
        else:
            told = [f"{name}: {cell}" if name else cell for name, cell in with_names(named, row) if cell]
            yield Block("; ".join(told), "row", page=page)
    if named is not None and number == 0:
        yield Block("; ".join(each for each in named if each), "row", page=page)


def with_names(named: list[str], row: list[str]) -> Iterator[tuple[str, str]]:
    """Cells with their columns' names; cells beyond the names have none."""
    for place, cell in enumerate(row):
        yield (named[place] if place < len(named) else ""), cell


def read_csv(content: bytes) -> Iterator[Block]:
    text = text_of(content)
    try:
        yield from rows_of(csv.reader(io.StringIO(text), delimiter=delimiter_of(text) or ","))
    except csv.Error as error:
        raise Unreadable(Fault.BROKEN) from error


def read_xlsx(content: bytes) -> Iterator[Block]:
    """A sheet is a heading and its rows; of a formula the value that was saved with it."""
    from openpyxl import load_workbook  # noqa: PLC0415  # only where it is read

    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    for number, sheet in enumerate(book.worksheets, 1):
        yield Block(sheet.title, "heading", 1, page=number)
        yield from rows_of(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True), page=number)
