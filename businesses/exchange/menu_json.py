"""JSON: all tables in one document.

The menu stands in it as people write menus, items inside their sections and options inside their groups::

    {currency, sections: [{name, items: [{name, aliases: [], price?, groups: [names]}]}],
     groups: [{name, min, max, options: [{name, aliases: [], price?}]}]}

with the other columns of a table beside those; the other tables are lists of objects. What an object does not name
stays.
"""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from businesses.exchange.cells import text_of
from businesses.exchange.errors import FileNotRead
from businesses.exchange.sheets import Line, Sheet, check_size
from businesses.exchange.tables import TABLE, TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from businesses.exchange.columns import Column
    from businesses.exchange.rules import Cells
    from businesses.exchange.tables import Table

INSIDE = {"items": ("sections", "section"), "options": ("groups", "group")}
"""Tables whose rows stand in those of another, and the column that tells which."""


def is_json(content: bytes) -> bool:
    return content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in {b"{", b"["}


def read_json(content: bytes, *, currency: str) -> list[Sheet]:
    """Raises ``FileNotRead``."""
    try:
        written = json.loads(content.decode("utf-8-sig"), parse_float=Decimal)
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise FileNotRead(_("This is no JSON: %(error)s") % {"error": error}) from error
    if not isinstance(written, dict):
        raise FileNotRead(_("The JSON must be an object with sections, groups and other tables in it."))
    if written.get("currency", currency) != currency:
        told = _("Its prices are in %(theirs)s; this business counts in %(ours)s.")
        raise FileNotRead(told % {"theirs": str(written["currency"])[:10], "ours": currency})
    outside = [table for table in TABLES if table.name not in INSIDE]
    if strange := sorted(set(written) - {table.name for table in outside} - {"currency"}):
        told = _("There is nothing called “%(name)s” in a catalogue. It has: %(names)s.")
        names = ", ".join(table.name for table in outside)
        raise FileNotRead(told % {"name": strange[0][:40], "names": names})
    return [sheet for table in outside if table.name in written for sheet in read_table(table, written[table.name])]


def read_table(table: Table, rows: Any) -> Iterator[Sheet]:
    """The table's lines, and those of the table whose rows stand in its own."""
    inner = next((TABLE[name] for name, (outer, _column) in INSIDE.items() if outer == table.name), None)
    own, inside = [], list[Line]()
    for number, row in enumerate(objects(table, rows), start=1):
        own.append(line_of(table, number, {key: value for key, value in row.items() if not inner or key != inner.name}))
        if inner:
            named = {INSIDE[inner.name][1]: text_of(row.get("name")) if isinstance(row.get("name"), str) else ""}
            for at, each in enumerate(objects(inner, row.get(inner.name, []))):
                place = {} if "position" in each else {"position": at}
                inside.append(line_of(inner, len(inside) + 1, {**each, **named}, fallback=place))
    check_size(len(own) + len(inside))
    yield Sheet(table, own)
    if inner:
        yield Sheet(inner, inside)


def objects(table: Table, rows: Any) -> list[dict[str, Any]]:
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise FileNotRead(_("“%(name)s” must be a list of objects.") % {"name": table.name})
    return rows


def line_of(table: Table, number: int, row: dict[str, Any], fallback: Mapping[str, Any] | None = None) -> Line:
    known = {column.in_json or column.name: column for column in table.columns}
    line = Line(number, {}, first={name: text_of(value) for name, value in (fallback or {}).items()})
    for name, value in row.items():
        if name not in known:
            line.faults[name[:40]] = _("There is no such column. It has: %(names)s.") % {"names": ", ".join(known)}
            continue
        column = known[name]
        try:
            line.cells[column.name] = column.tell([]) if value == [] else text_of(value)
        except TypeError:
            line.faults[column.name] = _("This must be a text, a number, true, false, null or a list of texts.")
    return line


def write_json(tables: Mapping[Table, Iterable[Cells]], *, currency: str) -> bytes:
    rows = {table.name: [(cells, as_object(table, cells)) for cells in each] for table, each in tables.items()}
    for name, (outer, column) in INSIDE.items():
        if name in rows:
            holders = {cells["name"]: holder for cells, holder in rows[outer]}
            for holder in holders.values():
                holder[name] = []
            for cells, row in rows.pop(name):
                del row[column]
                holders[cells[column]][name].append(row)
    document = {"currency": currency, **{name: [row for _cells, row in each] for name, each in rows.items()}}
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def as_object(table: Table, cells: Cells) -> dict[str, Any]:
    return {column.in_json or column.name: as_value(column, cells[column.name]) for column in table.columns}


def as_value(column: Column, cell: str) -> Any:
    """Numbers that are counted, truths and lists as such; amounts, dates and times as they stand in any file."""
    value = column.read(cell)
    return value if value is None or isinstance(value, bool | list) else whole(value, cell)


def whole(value: Any, cell: str) -> int | str:
    return value if isinstance(value, int) and str(value) == cell else cell
