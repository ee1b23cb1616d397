"""A wish worked out and shown, and done when somebody has said yes to exactly that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from businesses.by_word.errors import RowsNotValid, ShownNoMore
from businesses.by_word.events import BUSINESS_CHANGED
from businesses.by_word.hours import LONGEST
from businesses.by_word.rows import sheets_for
from businesses.by_word.unkept import unkept
from businesses.by_word.wishes import HoursOnDays
from businesses.events import BOOKING_UNKEPT
from businesses.exchange.errors import TableNotAllowed
from businesses.exchange.importing import MOST_SHOWN, as_shown, hold_rows, record
from businesses.exchange.planning import plan
from businesses.exchange.standing import standing
from businesses.exchange.tables import TABLE, TABLES
from businesses.exchange.writing import write_changes
from businesses.models import CatalogueImport, ImportOrigin, ImportState
from businesses.operations.timeline import event_payload
from businesses.queries import hours_book
from events.operations import publish
from tenants.context import current_business

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date, datetime
    from uuid import UUID

    from businesses.availability.openings import HoursBook
    from businesses.by_word.wishes import OwnerWish
    from businesses.exchange.planning import Change, Plan, Standing
    from businesses.exchange.sheets import Sheet
    from businesses.models import Booking
    from tenants.actors import Actor


@dataclass(frozen=True, slots=True)
class Preview:
    """What would become of the rows and the hours, and the bookings it leaves unkept; ``digest`` names exactly that.

    ``before`` and ``hours`` know the days that are meant, however far ahead.
    """

    changes: tuple[Change, ...]
    unkept: tuple[Booking, ...]
    before: HoursBook
    hours: HoursBook
    digest: str


def preview(wish: OwnerWish, *, permissions: Collection[str], now: datetime) -> Preview:
    """Work the wish out on the rows there are; they stay as they are.

    Raises ``TableNotAllowed``, ``HoursNotSaid``, ``RowsNotValid``.
    """
    first = wish.first if isinstance(wish, HoursOnDays) else local_day_of(now)
    with transaction.atomic():
        before = hours_book(first, LONGEST)
        worked_out = worked_out_now(wish, permissions=permissions, now=now)
        _keys, left = written(worked_out, now)
        hours = hours_book(first, LONGEST)
        transaction.set_rollback(True)
    return Preview(tuple(worked_out.changes), tuple(left), before, hours, worked_out.digest())


def written(worked_out: Plan, now: datetime) -> tuple[dict[int, int], list[Booking]]:
    """Write it; the keys of new rows, by the change's place, and the bookings that it leaves unkept."""
    before = set(unkept(now))
    keys = write_changes(worked_out.changes, TABLES, lambda _count: None)
    return keys, [booking for booking in unkept(now) if booking not in before]


def worked_out_now(wish: OwnerWish, *, permissions: Collection[str], now: datetime) -> Plan:
    sheets = [sheet for sheet in sheets_for(wish, local_day_of(now)) if sheet.lines or sheet.emptied]
    if any(sheet.table.to_change not in permissions for sheet in sheets):
        raise TableNotAllowed
    found = plan(sheets, standing_of(sheets), today=local_day_of(now))
    if found.problems:
        raise RowsNotValid(found.problems)
    return found


def local_day_of(now: datetime) -> date:
    return now.astimezone(current_business().zone).date()


def standing_of(sheets: Iterable[Sheet]) -> Standing:
    """The rows of the sheets' tables and of those that they point at."""
    tables = {sheet.table.name for sheet in sheets}
    named = {column.points_at for name in tables for column in TABLE[name].columns if column.points_at}
    return {name: standing(TABLE[name]) for name in (*tables, *(named - tables))}


def change_by_word(
    *,
    change_id: UUID,
    told: str,
    wish: OwnerWish,
    digest: str,
    by: Actor,
    permissions: Collection[str],
    now: datetime,
) -> CatalogueImport:
    """Do what was shown as ``digest``, all of it or nothing; the same again does nothing more.

    ``told`` is what people read of it. Every booking that cannot be kept any more is told of by an event of its own.
    Raises ``ShownNoMore`` and as ``preview``.
    """
    with transaction.atomic():
        if done_already := CatalogueImport.objects.filter(pk=change_id).first():
            return done_already
        hold_rows(sheet.table.name for sheet in sheets_for(wish, local_day_of(now)))
        worked_out = worked_out_now(wish, permissions=permissions, now=now)
        if worked_out.digest() != digest:
            raise ShownNoMore
        keys, left = written(worked_out, now)
        kept = CatalogueImport.objects.create(
            id=change_id, name=told[:120], origin=ImportOrigin.WORD, state=ImportState.DONE, digest=digest,
            requested_by=str(by), requested_at=now, imported_at=now, counts=worked_out.counts(),
            preview=[as_shown(change) for change in worked_out.changes[:MOST_SHOWN]],
        )  # fmt: skip
        record(kept, worked_out.changes, keys)
        tell(kept, left, by=by)
    return kept


def tell(kept: CatalogueImport, bookings: list[Booking], *, by: Actor) -> None:
    about = {"change": str(kept.pk), "tables": sorted(kept.counts), "bookings": len(bookings)}
    publish(type=BUSINESS_CHANGED, aggregate=f"import:{kept.pk}", payload=about, by=by)
    for booking in bookings:
        payload = {**event_payload(booking), "change": str(kept.pk)}
        publish(type=BOOKING_UNKEPT, aggregate=f"booking:{booking.reference}", payload=payload, by=by)
