"""Who changed what of a row of the catalogue, newest first: people, the assistant and imports told apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import gettext as _

from audit.models import ActorKind, Entry
from audit.queries import particulars_of
from businesses.models import ImportedRow, ImportOrigin, ImportState, RowChange
from tenants.context import current_schema
from tenants.recorded_admin import name_of

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import Model

MOST = 200


@dataclass(frozen=True, slots=True)
class Past:
    """One change: ``values`` are a field, what it was and what it became; ``is_forgotten``: they went with age."""

    at: datetime
    kind: str
    who: str
    what: str
    values: tuple[tuple[str, str, str], ...] = ()
    is_forgotten: bool = False


def history_of(row: Model) -> list[Past]:
    """The newest two hundred, in two queries."""
    entries = Entry.objects.of(current_schema()).filter(about=name_of(row)).whole().order_by("-pk")[:MOST]
    imported = ImportedRow.objects.filter(model=row._meta.model_name, key=row.pk).select_related("catalogue_import")
    found = [by_hand(entry, row) for entry in entries]
    found += [by_file(each, row) for each in imported.order_by("-pk").defer("catalogue_import__content")[:MOST]]
    return sorted(found, key=lambda each: each.at, reverse=True)[:MOST]


def by_hand(entry: Entry, row: Model) -> Past:
    told = particulars_of(entry)
    values = told.values if told else {}
    pairs = values.get("values", {}).items()
    return Past(
        at=entry.at,
        kind=str(ActorKind(entry.actor_kind).label),
        who=values.get("name", "") or entry.actor_id,
        what=deed_told(entry.deed),
        values=tuple((label_of(row, name), was, becomes) for name, (was, becomes) in pairs),
        is_forgotten=bool(entry.particulars_digest) and told is None,
    )


def by_file(imported: ImportedRow, row: Model) -> Past:
    """One that was undone says so: the row is as before again."""
    of, before, after = imported.catalogue_import, imported.before, imported.after
    names = [name for name in after or before if before.get(name, "") != after.get(name, "")]
    what = str(RowChange(imported.what).label)
    return Past(
        at=of.imported_at or of.requested_at,
        kind=str(ActorKind.IMPORT.label if of.origin == ImportOrigin.FILE else ImportOrigin.WORD.label),
        who=of.name,
        what=_("%(what)s, and undone later") % {"what": what} if of.state == ImportState.UNDONE else what,
        values=tuple((label_of(row, name), before.get(name, ""), after.get(name, "")) for name in names),
    )


def deed_told(deed: str) -> str:
    known = {
        "added": _("Added"),
        "changed": _("Changed"),
        "deleted": _("Deleted"),
        "trashed": _("Put into the trash"),
        "restored": _("Brought back"),
    }
    return known.get(deed.rsplit(".", 1)[-1], deed)


def label_of(row: Model, name: str) -> str:
    """The field's name in the admin; of one listed inside the page it stands behind that row's."""
    try:
        field: Any = row._meta.get_field(name)
    except FieldDoesNotExist:
        return name
    return str(getattr(field, "verbose_name", name))
