"""XLSX: a sheet a table. Nothing in it is run: a cell with a formula is refused, and what we write is text."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.escape import escape, unescape

from businesses.exchange.cells import text_of
from businesses.exchange.errors import FileNotRead
from businesses.exchange.sheets import MOST_ROWS, Line, Sheet, check_size, columns_in
from businesses.exchange.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from businesses.exchange.rules import Cells
    from businesses.exchange.tables import Table

WORKBOOK = "xl/workbook.xml"
MOST_UNPACKED = 80 * 1024 * 1024
MOST_COLUMNS = 60
FORMULA = "f"
WIDE, NARROW = 34, 14


def read_xlsx(content: bytes, table: Table | None) -> list[Sheet]:
    """Raises ``FileNotRead``, also for an archive that would grow too large."""
    check_archive(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        return [sheet for each in book.worksheets if (sheet := read_sheet(each, table_named(each.title, book, table)))]
    except FileNotRead:
        raise
    except Exception as error:  # the library raises whatever a broken file brings about
        raise FileNotRead(_("This is no workbook that can be read. Save it as XLSX again.")) from error


def check_archive(content: bytes) -> None:
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except BadZipFile as error:
        raise FileNotRead from error
    if WORKBOOK not in {part.filename for part in parts}:
        raise FileNotRead(_("This is no workbook: save it as XLSX."))
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise FileNotRead(_("This workbook is too large once it is unpacked."))


def table_named(title: str, book: Any, chosen: Table | None) -> Table:
    """By the sheet's name; a workbook of one sheet may be called anything where it was said what is in it."""
    if chosen is not None and len(book.worksheets) == 1:
        return chosen
    sought = title.strip().casefold()
    for table in TABLES:
        if sought in {table.name, str(table.title).casefold()}:
            return table
    told = _("There is a sheet “%(sheet)s”. Sheets are called: %(names)s. Rename it, or take it out.")
    raise FileNotRead(told % {"sheet": title[:40], "names": ", ".join(each.name for each in TABLES)})


def read_sheet(sheet: Any, table: Table) -> Sheet | None:
    rows = sheet.iter_rows(max_col=MOST_COLUMNS)
    header = [text_of(cell.value) for cell in next(rows, ())]
    while header and not header[-1]:
        header.pop()
    if not header:
        return None
    columns = columns_in(table, header)
    found: list[Line] = []
    for number, row in enumerate(rows, start=2):
        check_size(max(len(found), number - 10 * MOST_ROWS))
        line = line_of(columns, number, row)
        if any(line.cells.values()) or line.faults:
            found.append(line)
    return Sheet(table, found)


def line_of(columns: list[str], number: int, row: Iterable[Any]) -> Line:
    line = Line(number, {})
    for name, cell in zip(columns, row, strict=False):
        if cell.data_type == FORMULA:
            line.faults[name] = _("This is a formula. Put the value there that it comes to.")
            continue
        try:
            line.cells[name] = unescape(text_of(cell.value))
        except TypeError:
            line.faults[name] = _("This is no text, number or date.")
    return line


def write_xlsx(tables: Mapping[Table, Iterable[Cells]]) -> bytes:
    book = Workbook(write_only=True)
    for table, rows in tables.items():
        sheet = book.create_sheet(table.name)
        sheet.freeze_panes = "A2"
        for at, column in enumerate(table.columns, start=1):
            is_long = column.name in {"name", "description", "allergens", "aliases", "groups", "resources"}
            sheet.column_dimensions[get_column_letter(at)].width = WIDE if is_long else NARROW
        sheet.append([bold(sheet, name) for name in table.by_name])
        for row in rows:
            sheet.append([text_cell(sheet, row[name]) for name in table.by_name])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def bold(sheet: Any, text: str) -> Any:
    cell = text_cell(sheet, text)
    cell.font = Font(bold=True)
    return cell


def text_cell(sheet: Any, text: str) -> Any:
    """A text, whatever it begins with: the library would make a formula of it."""
    cell = WriteOnlyCell(sheet, value=escape(text))
    if text:
        cell.data_type = "s"
    return cell
