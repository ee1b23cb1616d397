"""Taking an import back, for as long as nothing was changed since."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.db import transaction

from businesses.exchange.errors import ChangedSince, NotWaiting
from businesses.exchange.importing import check_allowed, hold_rows
from businesses.exchange.planning import Change
from businesses.exchange.standing import standing
from businesses.exchange.tables import TABLE, TABLES
from businesses.exchange.writing import DURATIONS, write_changes
from businesses.models import CatalogueImport, ImportedRow, ImportState, RowChange
from tenants.deeds import done

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from uuid import UUID

    from businesses.exchange.tables import Table
    from tenants.actors import Actor

IMPORT_UNDONE = "catalogue.import_undone"
MOST_NAMED = 5
BACK = {
    RowChange.NEW: RowChange.REMOVED,
    RowChange.CHANGED: RowChange.CHANGED,
    RowChange.REMOVED: RowChange.NEW,
}


def undo_import(*, import_id: UUID, by: Actor, permissions: Collection[str]) -> CatalogueImport:
    """Put every row back as it was before, and take away those that were new; all of it or nothing.

    Raises ``NotWaiting`` where it is not there to be undone, ``TableNotAllowed``, and ``ChangedSince`` where a row is
    not what the import left.
    """
    with transaction.atomic():
        found = CatalogueImport.objects.select_for_update().get(pk=import_id)
        if found.state != ImportState.DONE:
            raise NotWaiting
        check_allowed(found, permissions)
        of_table: dict[str, list[ImportedRow]] = defaultdict(list)
        for row in found.rows.order_by("pk"):
            of_table[row.table].append(row)
        hold_rows(of_table)
        if changed := [row.called for name, rows in of_table.items() for row in changed_since(TABLE[name], rows)]:
            raise ChangedSince(changed[:MOST_NAMED])
        earlier = earlier_names(of_table)
        for table in reversed(TABLES):
            take_back(table, of_table[table.name], earlier)
        found.state = ImportState.UNDONE
        found.save(update_fields=["state"])
        done(IMPORT_UNDONE, about=f"import:{found.pk}", by=by, detail={"counts": found.counts})
    return found


def changed_since(table: Table, rows: list[ImportedRow]) -> Iterator[ImportedRow]:
    """Rows that are not as the import left them; of one it removed: that another stands in its place."""
    now = standing(table)
    taken = {tuple(cells[name] for name in table.key) for cells in now.values()} - kept_by(rows, table)
    for row in rows:
        if row.what == RowChange.REMOVED:
            if tuple(row.before[name] for name in table.key) in taken:
                yield row
        elif now.get(row.key) != row.after:
            yield row


def kept_by(rows: list[ImportedRow], table: Table) -> set[tuple[str, ...]]:
    """Places that are free again once the import's new rows are gone."""
    return {tuple(row.after[name] for name in table.key) for row in rows if row.what == RowChange.NEW}


def earlier_names(of_table: Mapping[str, list[ImportedRow]]) -> dict[str, dict[str, int]]:
    """What the import's rows were called before it, by table: what points at them is put back first, by that name."""
    return {
        name: {row.before["name"]: row.key for row in rows if row.what == RowChange.CHANGED and "name" in row.before}
        for name, rows in of_table.items()
    }


def take_back(table: Table, rows: list[ImportedRow], earlier: Mapping[str, Mapping[str, int]]) -> None:
    new = [row for row in rows if row.what == RowChange.NEW]
    if used := in_use(table, {row.key: row.called for row in new}):
        raise ChangedSince(used[:MOST_NAMED])
    back = [
        Change(
            table.name,
            BACK[RowChange(row.what)],
            row.called,
            key=0 if row.what == RowChange.REMOVED else row.key,
            before=row.after,
            after=row.before,
        )
        for row in rows
    ]
    write_changes(back, [table], lambda _count: None, earlier)


def in_use(table: Table, rows: dict[int, str]) -> list[str]:
    """Of new rows, those that something else points at by now: bookings, orders, rows made by hand."""
    used: set[int] = set()
    for relation in table.model._meta.get_fields(include_hidden=True):
        if is_from_outside(relation) and relation.name != DURATIONS and not is_own_link(table, relation.related_model):
            field: Any = relation.field  # type: ignore[union-attr]  # a relation has it
            pointing = field.model._base_manager.filter(**{f"{field.name}__in": list(rows)})
            used.update(pointing.values_list(field.attname, flat=True))
    return [called for key, called in rows.items() if key in used]


def is_from_outside(relation: Any) -> bool:
    return bool(relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one))


def is_own_link(table: Table, model: Any) -> bool:
    """Whether the model is where the table's own rows keep the names of many."""
    return any(field.remote_field.through is model for field in table.model._meta.local_many_to_many)
