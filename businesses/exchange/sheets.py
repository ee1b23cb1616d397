"""A file as it was read: the lines of its tables, nothing judged yet."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from businesses.exchange.errors import FileNotRead
from businesses.exchange.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from businesses.exchange.rules import Cells
    from businesses.exchange.tables import Table

MOST_ROWS = 20_000


@dataclass(frozen=True, slots=True)
class Line:
    """``number`` is where a person finds it; a column that is not among the cells is not spoken of.

    ``faults`` are cells that hold nothing we read, by column; ``first`` is what only a new row takes over.
    """

    number: int
    cells: Cells
    faults: dict[str, str] = field(default_factory=dict)
    first: Cells = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sheet:
    """``emptied`` are values of what the table replaces that nothing need be left of: a weekday that is closed."""

    table: Table
    lines: list[Line]
    emptied: frozenset[tuple[str, ...]] = frozenset()


def columns_in(table: Table, header: Iterable[str]) -> list[str]:
    """The header's columns as we call them. Raises ``FileNotRead`` for one there is not, or that comes twice."""
    known, found = table.by_name, [each.strip().casefold().replace(" ", "_") for each in header]
    strange = [each for each in found if each not in known]
    if strange or not found:
        told = _("%(table)s has no column “%(column)s”. The columns are: %(columns)s.")
        column = strange[0] if strange else ""
        raise FileNotRead(told % {"table": table.title, "column": column[:40], "columns": ", ".join(known)})
    if len(set(found)) < len(found):
        twice = next(each for each in found if found.count(each) > 1)
        raise FileNotRead(_("The column “%(column)s” comes twice.") % {"column": twice})
    return found


def table_of(header: Iterable[str]) -> Table:
    """The one table that has such columns. Raises ``FileNotRead`` where none or several could be meant."""
    found = {each.strip().casefold().replace(" ", "_") for each in header}
    exact = [table for table in TABLES if found == set(table.by_name)]
    fitting = exact or [table for table in TABLES if set(table.needed) <= found <= set(table.by_name)]
    if len(fitting) != 1:
        raise FileNotRead(_("Its first line does not tell what is in it. Choose what it is, or name its columns."))
    return fitting[0]


def check_size(count: int) -> None:
    if count > MOST_ROWS:
        raise FileNotRead(_("More than %(most)d rows; divide it into several files.") % {"most": MOST_ROWS})
