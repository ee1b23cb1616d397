"""Doing what a plan says, in few statements, inside the caller's transaction."""

from __future__ import annotations

from collections import defaultdict
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from businesses.exchange.tables import TABLE
from businesses.models import PartyDuration, RowChange

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from businesses.exchange.columns import Column
    from businesses.exchange.planning import Change
    from businesses.exchange.tables import Table

BITE = 500
DURATIONS = "party_durations"


def write_changes(
    changes: Sequence[Change],
    order: Iterable[Table],
    tick: Callable[[int], None],
    also_called: Mapping[str, Mapping[str, int]] = MappingProxyType({}),
) -> dict[int, int]:
    """Write what becomes of the rows, table by table in this order; the keys of new rows, by the change's place.

    ``tick`` is told how many more are done. ``also_called`` are keys by table and name, before the names there are.
    """
    of_table: dict[str, list[tuple[int, Change]]] = defaultdict(list)
    for place, change in enumerate(changes):
        of_table[change.table].append((place, change))
    keys: dict[int, int] = {}
    for table in order:
        keys |= TableWriter(table, also_called).write(of_table[table.name], tick)
    return keys


class TableWriter:
    def __init__(self, table: Table, also_called: Mapping[str, Mapping[str, int]]) -> None:
        self.table, self.also_called = table, also_called
        self.named: dict[str, dict[str, int]] = {}

    def write(self, changes: list[tuple[int, Change]], tick: Callable[[int], None]) -> dict[int, int]:
        by_what = {what: [each for each in changes if each[1].what == what] for what in RowChange.values}
        if gone := by_what[RowChange.REMOVED]:
            self.table.model._default_manager.filter(pk__in=[change.key for _place, change in gone]).delete()
            tick(len(gone))
        for bite in in_bites(by_what[RowChange.CHANGED]):
            self.change([change for _place, change in bite])
            tick(len(bite))
        keys: dict[int, int] = {}
        for bite in in_bites(by_what[RowChange.NEW]):
            made = self.make([change for _place, change in bite])
            keys |= {place: row.pk for (place, _change), row in zip(bite, made, strict=True)}
            tick(len(bite))
        return keys

    def make(self, changes: list[Change]) -> list[Any]:
        rows = [self.set_on(self.table.model(), change, self.table.columns) for change in changes]
        made = self.table.model._default_manager.bulk_create(rows)
        for column in self.table.columns:
            self.set_inside(column, {row.pk: change for row, change in zip(made, changes, strict=True)})
        return made

    def change(self, changes: list[Change]) -> None:
        """Only what differs is written: dishes are sold meanwhile."""
        rows = self.table.model._default_manager.in_bulk([change.key for change in changes])
        touched = {name for change in changes for name in change.differing}
        columns = [column for column in self.table.columns if column.name in touched]
        changed = [self.set_on(rows[change.key], change, columns) for change in changes]
        fields = {column.name for column in columns if not is_inside(column)}
        if fields:
            fields.update(self.table.finished)
            self.table.model._default_manager.bulk_update(changed, sorted(fields))
        for column in columns:
            inside = {change.key: change for change in changes if column.name in change.differing}
            self.set_inside(column, inside, had=True)

    def set_on(self, row: Any, change: Change, columns: Iterable[Column]) -> Any:
        for column in columns:
            if is_inside(column) or (change.key and column.name not in change.differing):
                continue
            cell = change.after[column.name]
            if column.points_at:
                setattr(row, f"{column.name}_id", self.key_of(column.points_at, cell) if cell else None)
            else:
                setattr(row, column.name, column.read(cell))
        if self.table.finish:
            self.table.finish(row)
        return row

    def set_inside(self, column: Column, changes: dict[int, Change], *, had: bool = False) -> None:
        """What of a row stands in another table: names of many, durations by size."""
        if not is_inside(column) or not changes:
            return
        if column.name == DURATIONS:
            if had:
                PartyDuration.objects.filter(service__in=changes).delete()
            PartyDuration.objects.bulk_create(
                PartyDuration(service_id=key, from_party=size, duration_minutes=lasts)
                for key, change in changes.items()
                for size, lasts in column.read(change.after[column.name]).items()
            )
            return
        field: Any = self.table.model._meta.get_field(column.name)
        through, own, other = field.remote_field.through, field.m2m_column_name(), field.m2m_reverse_name()
        if had:
            through._default_manager.filter(**{f"{own}__in": list(changes)}).delete()
        through._default_manager.bulk_create(
            through(**{own: key, other: self.key_of(column.points_at, name)})
            for key, change in changes.items()
            for name in column.read(change.after[column.name])
        )

    def key_of(self, table: str, name: str) -> int:
        if table not in self.named:
            rows = TABLE[table].model._default_manager.values_list("name", "pk")
            self.named[table] = {**dict(rows), **self.also_called.get(table, {})}
        return self.named[table][name]


def is_inside(column: Column) -> bool:
    return column.names_many or column.name == DURATIONS


def in_bites(changes: list[tuple[int, Change]]) -> Iterable[list[tuple[int, Change]]]:
    return (changes[at : at + BITE] for at in range(0, len(changes), BITE))
