"""The front desks this process knows, each as of the state of its rows.

A message needs some hundred rows that change once a day.  They are kept as read, and one query tells whether they still
are the same: every write to a row gives it the number of its transaction (``xmin``), so a changed, added or deleted row
changes the sum or the count of its table.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db import connection
from django.utils import timezone

from businesses.desk.providers import providers
from businesses.desk.reading import business_facts, read_desk
from businesses.models import (
    BookingPolicy,
    DeliveryZone,
    HoursException,
    MenuItem,
    MenuSection,
    ModifierGroup,
    ModifierOption,
    OrderPolicy,
    PartyDuration,
    Resource,
    Service,
    StaffMember,
    TimeOff,
    WeeklyHours,
)
from tenants.context import current_business, current_schema

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import Model

    from businesses.desk.facts import Desk

READ: tuple[type[Model], ...] = (
    BookingPolicy,
    DeliveryZone,
    HoursException,
    MenuItem,
    MenuItem.groups.through,
    MenuSection,
    ModifierGroup,
    ModifierOption,
    OrderPolicy,
    PartyDuration,
    Resource,
    Service,
    Service.resources.through,
    StaffMember,
    TimeOff,
    WeeklyHours,
)
KEPT = 256


@dataclass(frozen=True, slots=True)
class Kept:
    version: str
    day: date
    desk: Desk


_kept: OrderedDict[str, Kept] = OrderedDict()
_lock = threading.Lock()


def current_desk() -> Desk:
    """The current business's desk: one query while nothing has changed."""
    business, schema = current_business(), current_schema()
    day = timezone.now().astimezone(business.zone).date()
    version = f"{business.timezone} {current_version()}"
    with _lock:
        kept = _kept.get(schema)
    if kept is None or (kept.version, kept.day) != (version, day):
        kept = Kept(version, day, read_desk(business, day))
        keep(schema, kept)
    return replace(kept.desk, business=business_facts(business))


def keep(schema: str, kept: Kept) -> None:
    with _lock:
        _kept[schema] = kept
        _kept.move_to_end(schema)
        while len(_kept) > KEPT:
            _kept.popitem(last=False)


def current_version() -> str:
    """Read before the rows are: a change in between makes the next reader read them again."""
    tables = [model._meta.db_table for model in (*READ, *(table for each in providers() for table in each.tables))]
    states = " UNION ALL ".join(map(state_of, tables))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT string_agg(state, ' ') FROM ({states}) AS states")  # noqa: S608  # names of our own tables
        row = cursor.fetchone()
    return str(row[0])


def state_of(table: str) -> str:
    return f"SELECT coalesce(sum(xmin::text::bigint), 0) || '/' || count(*) AS state FROM {table}"  # noqa: S608  # as above
