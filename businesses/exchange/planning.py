"""What a file would do to the rows there are: worked out over texts alone, written by nobody."""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from businesses.exchange.cells import parts_of
from businesses.exchange.tables import MADE_WHERE_NAMED, TABLE, TABLES
from businesses.models import RowChange

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from businesses.exchange.columns import Column
    from businesses.exchange.rules import Cells
    from businesses.exchange.sheets import Line, Sheet
    from businesses.exchange.tables import Table

Standing = dict[str, dict[int, "Cells"]]
"""The rows there are, by table and key."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a cell (or, without a column, a row), and what to do about it."""

    table: str
    line: int
    column: str
    told: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of a row: every column before and after, empty where there is no row. ``key`` is 0 for a new one.

    ``given`` are the columns that the file says something of.
    """

    table: str
    what: str
    called: str
    line: int = 0
    key: int = 0
    before: Cells = field(default_factory=dict)
    after: Cells = field(default_factory=dict)
    given: frozenset[str] = frozenset()

    @property
    def differing(self) -> dict[str, tuple[str, str]]:
        names = self.after or self.before
        pairs = {name: (self.before.get(name, ""), self.after.get(name, "")) for name in names}
        return {name: (was, becomes) for name, (was, becomes) in pairs.items() if was != becomes}


@dataclass(slots=True)
class Plan:
    changes: list[Change] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unchanged: Counter[str] = field(default_factory=Counter)

    def counts(self) -> dict[str, dict[str, int]]:
        """Rows by table and what becomes of them."""
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for change in self.changes:
            found[change.table][change.what] += 1
        for table, count in self.unchanged.items():
            found[table]["unchanged"] += count
        for table, _line in {(problem.table, problem.line) for problem in self.problems}:
            found[table]["refused"] += 1
        return {table.name: dict(found[table.name]) for table in TABLES if table.name in found}

    def digest(self) -> str:
        """Of all that would be done: the same again, as long as nothing it touches has changed."""
        told = [(each.table, each.what, each.called, sorted(each.differing.items())) for each in self.changes]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def plan(sheets: Iterable[Sheet], standing: Standing, *, today: date, tick: Callable[[], None] = lambda: None) -> Plan:
    """What the sheets would do. A row is found by its code, else by its key; what a line does not name stays."""
    found, order = Plan(), list(TABLE)
    ordered = sorted(sheets, key=lambda sheet: order.index(sheet.table.name))
    known = {name: {row.get("name", "") for row in rows.values()} for name, rows in standing.items()}
    for sheet in ordered:
        TablePlan(sheet.table, standing.get(sheet.table.name, {}), found, known, today).add(sheet, tick)
    found.changes.sort(key=lambda change: order.index(change.table))
    return found


class TablePlan:
    """The part of a plan that is of one table."""

    def __init__(
        self, table: Table, rows: Mapping[int, Cells], found: Plan, known: dict[str, set[str]], today: date
    ) -> None:
        self.table, self.rows, self.found, self.known, self.today = table, rows, found, known, today
        self.by_code = {row["code"]: key for key, row in rows.items() if row.get("code")}
        self.by_key = {self.key_of(row): key for key, row in rows.items()}
        self.met: dict[int, int] = {}
        self.lines_of: dict[tuple[str, ...], int] = {}
        self.codes: dict[str, int] = {}

    def key_of(self, row: Cells) -> tuple[str, ...]:
        return tuple(row.get(name, "") for name in self.table.key)

    def add(self, sheet: Sheet, tick: Callable[[], None]) -> None:
        named = set(sheet.emptied)
        for line in sheet.lines:
            self.add_line(line, named)
            tick()
        if self.table.replaces:
            self.remove_others(named)
        self.known[self.table.name] = self.names_after(sheet.lines)

    def names_after(self, lines: Iterable[Line]) -> set[str]:
        """What rows of the table are called then; also those that were refused, so that each fault is told once."""
        becomes = {change.key: change.after for change in self.found.changes if change.table == self.table.name}
        stay = {becomes.get(key, row).get("name", "") for key, row in self.rows.items()}
        own = {change.after.get("name", "") for change in self.found.changes if change.table == self.table.name}
        return stay | own | {line.cells.get("name", "") for line in lines}

    def add_line(self, line: Line, named: set[tuple[str, ...]]) -> None:
        before = len(self.found.problems)
        cells = self.read(line)
        if self.table.replaces:
            named.add(self.replaced(cells))
        if len(self.found.problems) > before:
            return
        key = self.by_code.get(cells.get("code", "")) or self.by_key.get(self.key_of(cells))
        standing = self.rows[key] if key else {}
        row = {**self.empty, **line.first, **cells} if key is None else {**standing, **cells}
        if self.is_right(line, row, standing, key):
            self.settle(line, key, standing, row)

    @cached_property
    def empty(self) -> Cells:
        """What a row says of which nothing is said."""
        return {name: self.canonical(column, "") for name, column in self.table.by_name.items()}

    @staticmethod
    def canonical(column: Column, text: str) -> str:
        return "" if column.is_needed else column.canonical(text)

    def read(self, line: Line) -> Cells:
        """The line's cells as we would write them; what is wrong with one is noted."""
        cells: Cells = {}
        for name, fault in line.faults.items():
            column = self.table.by_name.get(name)
            self.refuse(line, name, fault, str(column.remedy) if column else "")
        for name, text in line.cells.items():
            column = self.table.by_name[name]
            try:
                cells[name] = column.canonical(text)
            except ValidationError as error:
                self.refuse(line, name, " ".join(error.messages), str(column.remedy))
        return cells

    def is_right(self, line: Line, row: Cells, standing: Cells, key: int | None) -> bool:
        before = len(self.found.problems)
        for name in self.table.needed:
            if not row.get(name):
                self.refuse(line, name, _("This is missing."), str(self.table.by_name[name].remedy))
        if len(self.found.problems) > before:
            return False
        for name, column in self.table.by_name.items():
            if column.points_at:
                self.check_names(line, column, row[name])
        for name, told in self.table.rule(row, standing, self.today) if self.table.rule else ():
            self.refuse(line, name, str(told), str(self.table.by_name[name].remedy))
        self.check_once(line, row, key)
        return len(self.found.problems) == before

    def check_names(self, line: Line, column: Column, cell: str) -> None:
        """Rows that are named are there, or are made where that is what naming them does."""
        sought = parts_of(cell) if column.names_many else [cell] * bool(cell)
        for name in sought:
            if name in self.known.setdefault(column.points_at, set()):
                continue
            if column.points_at in MADE_WHERE_NAMED:
                self.make(column.points_at, name, line)
            else:
                told = _("There is no “%(name)s” among %(table)s.")
                title = TABLE[column.points_at].title
                self.refuse(line, column.name, told % {"name": name[:60], "table": title}, str(column.remedy))

    def make(self, table: str, name: str, line: Line) -> None:
        made = TablePlan(TABLE[table], {}, self.found, self.known, self.today)
        place = str(sum(change.table == table for change in self.found.changes) + len(self.known[table]))
        after = {**made.empty, "name": name, "position": place}
        try:
            after["name"] = TABLE[table].by_name["name"].canonical(name)
        except ValidationError as error:
            self.refuse(line, "section", " ".join(error.messages), str(TABLE[table].by_name["name"].remedy))
            return
        self.known[table].add(name)
        new = Change(table, RowChange.NEW, name, line.number, after=after, given=frozenset({"name"}))
        self.found.changes.append(new)

    def check_once(self, line: Line, row: Cells, key: int | None) -> None:
        """No row, key or code twice, neither in the file nor beside a row that the file does not speak of."""
        own = self.key_of(row)
        other = self.lines_of.get(own) or (key and self.met.get(key)) or self.codes.get(row.get("code") or "")
        if other:
            told = _("This is the same row as in line %(line)d.")
            self.refuse(line, self.table.key[-1], told % {"line": other}, _("Take one of them out, or rename it."))
            return
        if self.by_key.get(own, key) != key:
            told = _("There is another row of this name already.")
            self.refuse(line, self.table.key[-1], told, _("Choose another name."))
        self.lines_of[own] = line.number
        if key:
            self.met[key] = line.number
        if row.get("code"):
            self.codes[row["code"]] = line.number

    def settle(self, line: Line, key: int | None, standing: Cells, row: Cells) -> None:
        called = self.called(row)
        if key is None:
            given = frozenset(line.cells) | {name for name in row if row[name] and not self.empty[name]}
            new = Change(self.table.name, RowChange.NEW, called, line.number, after=row, given=given)
            self.found.changes.append(new)
        elif row == standing:
            self.found.unchanged[self.table.name] += 1
        else:
            changed = Change(self.table.name, RowChange.CHANGED, called, line.number, key, standing, row)
            self.found.changes.append(changed)

    def replaced(self, cells: Cells) -> tuple[str, ...]:
        return tuple(cells.get(name, "") for name in self.table.replaces)

    def remove_others(self, named: set[tuple[str, ...]]) -> None:
        for key, row in self.rows.items():
            if self.replaced(row) in named and key not in self.met:
                removed = Change(self.table.name, RowChange.REMOVED, self.called(row), key=key, before=row)
                self.found.changes.append(removed)

    def called(self, row: Cells) -> str:
        """As the row is told of: by its name, or what else it is found by."""
        own = row.get("name") or " ".join(part for part in self.key_of(row) if part)
        return own[:200]

    def refuse(self, line: Line, column: str, told: str, remedy: str) -> None:
        self.found.problems.append(Problem(self.table.name, line.number, column, told, remedy))
