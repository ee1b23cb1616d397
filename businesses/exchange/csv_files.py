"""CSV: one table, a line a row, the names of the columns first."""

from __future__ import annotations

import csv
import io
from itertools import islice
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from businesses.exchange.cells import guarded, tidy
from businesses.exchange.errors import FileNotRead
from businesses.exchange.sheets import MOST_ROWS, Line, Sheet, check_size, columns_in, table_of
from businesses.privacy.archive import from_cell

if TYPE_CHECKING:
    from collections.abc import Iterable

    from businesses.exchange.rules import Cells
    from businesses.exchange.tables import Table

SEPARATORS = ",;\t"
MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}


def read_csv(content: bytes, table: Table | None) -> Sheet:
    """Raises ``FileNotRead``."""
    text = text_in(content)
    first = text.lstrip().split("\n", 1)[0]
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=max(SEPARATORS, key=first.count), strict=True)
    try:
        header = next(lines, [])
        table = table or table_of(header)
        columns = columns_in(table, header)
        filled = ((lines.line_num, row) for row in lines if any(map(str.strip, row)))
        found = [line_of(columns, number, row) for number, row in islice(filled, MOST_ROWS + 1)]
    except csv.Error as error:
        raise FileNotRead(_("Line %(line)d is no CSV: %(error)s") % {"line": lines.line_num, "error": error}) from error
    check_size(len(found))
    return Sheet(table, found)


def text_in(content: bytes) -> str:
    encoding = next((name for mark, name in MARKS.items() if content.startswith(mark)), "utf-8")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise FileNotRead(_("Its letters cannot be read. Save it as “CSV UTF-8”.")) from error
    if "\x00" in text:
        raise FileNotRead
    return text


def line_of(columns: list[str], number: int, row: list[str]) -> Line:
    cells = {name: tidy(from_cell(cell.strip(" "))) for name, cell in zip(columns, row, strict=False)}
    faults = {}
    if len(row) > len(columns) and any(map(str.strip, row[len(columns) :])):
        faults[columns[-1]] = _("There is more in this line than there are columns. Put texts with commas into quotes.")
    return Line(number, cells, faults)


def write_csv(table: Table, rows: Iterable[Cells]) -> bytes:
    """With the mark that has spreadsheets read it as UTF-8."""
    written = io.StringIO()
    lines = csv.writer(written, lineterminator="\r\n")
    lines.writerow(table.by_name)
    lines.writerows([guarded(row[name]) for name in table.by_name] for row in rows)
    return written.getvalue().encode("utf-8-sig")
