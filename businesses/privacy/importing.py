"""Filling a new business from another one's export: what it is, who comes, and what they booked.

Conversations, mails and workflows stay where they were: what they were is in the archive, and their links would open
nothing here. Nobody is told of what comes in, and no event is published: bookings to come get their workflow from the
sweep, as after a loss of Temporal's data.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.color import no_style
from django.db import models, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils.dateparse import parse_datetime

from businesses.models import (
    Booking,
    BookingChange,
    BookingPolicy,
    BookingSeries,
    CatalogueImport,
    Consent,
    Customer,
    DeliveryZone,
    HoursException,
    ImportedRow,
    MenuItem,
    MenuSection,
    ModifierGroup,
    ModifierOption,
    Order,
    OrderChange,
    OrderLine,
    OrderPolicy,
    PartyDuration,
    PrivacyNotice,
    QrCode,
    QrScan,
    RememberedBy,
    RememberedFact,
    RememberedUse,
    Resource,
    Service,
    StaffMember,
    TimeOff,
    Waiting,
    WaitingOffer,
    WeeklyHours,
)
from businesses.privacy.archive import Reader
from businesses.privacy.errors import ArchiveNotValid, BusinessNotEmpty
from businesses.privacy.holdings import CHUNK
from tenants.connection import connection, owning
from tenants.deeds import done

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from tenants.actors import Actor

BUSINESS_IMPORTED = "business.imported"

TAKEN_OVER: dict[str, type[models.Model]] = {
    "resources": Resource,
    "services": Service,
    "party_durations": PartyDuration,
    "staff": StaffMember,
    "time_off": TimeOff,
    "weekly_hours": WeeklyHours,
    "hours_exceptions": HoursException,
    "booking_policy": BookingPolicy,
    "menu_sections": MenuSection,
    "modifier_groups": ModifierGroup,
    "modifier_options": ModifierOption,
    "menu_items": MenuItem,
    "order_policy": OrderPolicy,
    "delivery_zones": DeliveryZone,
    "privacy_notices": PrivacyNotice,
    "qr_codes": QrCode,
    "qr_scans": QrScan,
    "imports": CatalogueImport,
    "imported_rows": ImportedRow,
    "customers": Customer,
    "consents": Consent,
    "booking_series": BookingSeries,
    "bookings": Booking,
    "booking_changes": BookingChange,
    "orders": Order,
    "order_lines": OrderLine,
    "order_changes": OrderChange,
    "waiting_list": Waiting,
    "waiting_offers": WaitingOffer,
    "remembered_by": RememberedBy,
    "remembered": RememberedFact,
    "remembered_uses": RememberedUse,
}
"""By the tables' names in the archive; each after those it points at."""
LINKED: dict[type[models.Model], tuple[str, type[models.Model], str, str]] = {
    Service: ("resource_ids", Service.resources.through, "service_id", "resource_id"),
    MenuItem: ("group_ids", MenuItem.groups.through, "menuitem_id", "modifiergroup_id"),
}
"""Rows that point at several of another table: the archive's column with their keys, and where those are kept."""


def import_business(*, archive: Path, by: Actor) -> dict[str, int]:
    """Put the archive's rows into the business entered, in place of what its category gave it; how many of each.

    All or nothing, and rows keep their keys. Raises ``ArchiveNotValid``, ``BusinessNotEmpty``.
    """
    reader = Reader(archive)
    if reader.manifest.get("of") != "business":
        raise ArchiveNotValid
    with transaction.atomic():
        if Booking.objects.exists() or Order.objects.exists() or Customer.objects.exists():
            raise BusinessNotEmpty
        for model in reversed(TAKEN_OVER.values()):
            model._default_manager.all().delete()
        counts = {name: _take_over(model, reader.rows(name)) for name, model in TAKEN_OVER.items()}
        _go_on_counting()
        done(BUSINESS_IMPORTED, about="import", by=by, detail={"counts": counts})
    return counts


def _take_over(model: type[models.Model], rows: Iterable[dict[str, Any]]) -> int:
    count = 0
    for bite in _in_bites(rows):
        made = [_values(model, row) for row in bite]
        created = model._default_manager.bulk_create([model(**values) for values in made])
        _as_it_was(model, created, made)
        if model in LINKED:
            _link(model, bite)
        count += len(bite)
    return count


def _as_it_was(model: type[models.Model], rows: list[Any], values: list[dict[str, Any]]) -> None:
    """When it was written down is not now, as the columns that fill themselves have it."""
    stamped = [each.attname for each in model._meta.concrete_fields if getattr(each, "auto_now_add", False)]
    if not stamped:
        return
    for row, had in zip(rows, values, strict=True):
        for name in stamped:
            setattr(row, name, had[name])
    model._default_manager.bulk_update(rows, stamped)


def _values(model: type[models.Model], row: dict[str, Any]) -> dict[str, Any]:
    """The row's columns as their fields read them; one that this version does not have is left out."""
    fields = {each.attname: each for each in model._meta.concrete_fields if not each.generated}
    try:
        return {name: _value(fields[name], value) for name, value in row.items() if name in fields}
    except (TypeError, ValueError, KeyError) as error:
        raise ArchiveNotValid from error


def _value(field: models.Field[Any, Any], value: Any) -> Any:
    if isinstance(value, dict) and set(value) == {"from", "to"} and not isinstance(field, models.JSONField):
        return DateTimeTZRange(parse_datetime(value["from"]), parse_datetime(value["to"]))
    if isinstance(field, models.ForeignKey) or isinstance(value, list | dict) or value is None:
        return value
    return field.to_python(value)


def _link(model: type[models.Model], rows: Iterable[dict[str, Any]]) -> None:
    column, through, own, other = LINKED[model]
    found = [{own: row["id"], other: each} for row in rows for each in row[column]]
    through._default_manager.bulk_create([through(**keys) for keys in found])


def _in_bites(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    bite: list[dict[str, Any]] = []
    for row in rows:
        bite.append(row)
        if len(bite) == CHUNK:
            yield bite
            bite = []
    if bite:
        yield bite


def _go_on_counting() -> None:
    """New rows get keys after those that came."""
    with owning(), connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(TAKEN_OVER.values())):
            cursor.execute(statement)
