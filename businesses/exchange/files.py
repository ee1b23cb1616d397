"""Which kind of file something is, told by its content, and the whole catalogue as one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from businesses.exchange.csv_files import read_csv, write_csv
from businesses.exchange.errors import FileNotRead
from businesses.exchange.menu_json import INSIDE, is_json, read_json, write_json
from businesses.exchange.standing import rows_of, told
from businesses.exchange.tables import TABLE, TABLES
from tenants.context import current_business
from tenants.deeds import done

if TYPE_CHECKING:
    from collections.abc import Iterable

    from businesses.exchange.sheets import Line, Sheet
    from businesses.exchange.tables import Table
    from tenants.actors import Actor

NEVER_KEPT = re.compile("[\x00\ud800-\udfff]")
"""What JSON and XLSX can spell, and the database refuses."""
MOST_BYTES = 5 * 1024 * 1024
ARCHIVE = b"PK\x03\x04"
"""How a zip begins, which a workbook is."""
CATALOGUE_EXPORTED = "catalogue.exported"
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


def read_file(content: bytes, table: str = "") -> list[Sheet]:
    """The tables in the file; ``table`` says what it is of, where the file itself does not. Raises ``FileNotRead``."""
    if len(content) > MOST_BYTES:
        told = _("It is larger than %(most)s; divide it into several files.")
        raise FileNotRead(told % {"most": filesizeformat(MOST_BYTES)})
    if not content.strip():
        raise FileNotRead(_("There is nothing in it."))
    chosen = TABLE.get(table)
    if content.startswith(ARCHIVE):
        from businesses.exchange.xlsx_files import read_xlsx  # noqa: PLC0415  # openpyxl: not at start-up

        sheets = read_xlsx(content, chosen)
    elif is_json(content):
        sheets = read_json(content, currency=current_business().currency)
    else:
        sheets = [read_csv(content, chosen)]
    if not any(sheet.lines for sheet in sheets):
        raise FileNotRead(_("There are no rows in it."))
    check_letters(line for sheet in sheets for line in sheet.lines)
    return sheets


def check_letters(lines: Iterable[Line]) -> None:
    """Raises ``FileNotRead`` where there is a letter that can be spelled and not kept."""
    if any(NEVER_KEPT.search(text) for line in lines for text in (*line.cells.values(), *line.faults)):
        raise FileNotRead


def write_file(kind: str, tables: Iterable[Table], *, by: Actor) -> bytes:
    """The tables' rows as a file of this kind (``TYPES``); of a CSV there is one. That it was taken is a deed."""
    found = {table: [told(table, row) for row in rows_of(table)] for table in tables}
    done(
        CATALOGUE_EXPORTED,
        about="catalogue",
        by=by,
        detail={"format": kind, "rows": {table.name: len(rows) for table, rows in found.items()}},
    )
    if kind == "csv":
        ((table, rows),) = found.items()
        return write_csv(table, rows)
    if kind == "xlsx":
        from businesses.exchange.xlsx_files import write_xlsx  # noqa: PLC0415  # as above

        return write_xlsx(found)
    return write_json(with_holders(found), currency=current_business().currency)


def with_holders(found: dict[Table, list[dict[str, str]]]) -> dict[Table, list[dict[str, str]]]:
    """Rows that stand in those of another table need those."""
    holders = [TABLE[outer] for name, (outer, _column) in INSIDE.items() if TABLE[name] in found]
    missing = {table: [told(table, row) for row in rows_of(table)] for table in holders if table not in found}
    return {table: {**found, **missing}[table] for table in TABLES if table in found or table in missing}
