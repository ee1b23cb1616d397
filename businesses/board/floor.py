"""How every place stands at one moment, and where it is drawn: plain values over a constant number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Q

from businesses.models import Booking, BookingStatus, Resource, ResourceKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SOON = timedelta(hours=1)
"""So long before a booking begins its place is shown as wanted soon."""
AHEAD = timedelta(hours=12)
"""How far the next booking of a place is looked for: the rest of an evening."""


class PlaceState(StrEnum):
    FREE = "free"
    SOON = "soon"
    HELD = "held"
    EXPECTED = "expected"
    LATE = "late"
    SEATED = "seated"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Spot:
    """A place with what takes it at the moment, and what comes next; ``soon`` and ``free`` have no ``booking``."""

    resource: Resource
    state: PlaceState
    booking: Booking | None = None
    following: Booking | None = None


@dataclass(frozen=True, slots=True)
class Area:
    """A room of the plan. ``unplaced`` are those that stand nowhere yet, or where another one does."""

    name: str
    placed: tuple[Spot, ...]
    unplaced: tuple[Spot, ...]

    @property
    def columns(self) -> int:
        """As many as are used: a phone has room for what is there."""
        return 1 + max((spot.resource.plan_column or 0 for spot in self.placed), default=0)


def places() -> Sequence[Resource]:
    """What can be drawn: everything that is booked but people, in the owner's order."""
    rows = Resource.objects.filter(is_active=True).exclude(kind=ResourceKind.STAFF)
    return list(rows.order_by("area", "position", "name"))


def floor_at(at: datetime, *, now: datetime) -> list[Area]:
    """The plan by areas, as it stands at an instant: two queries. At ``now`` those who sit over their time sit, too."""
    resources = places()
    ahead = Q(during__overlap=DateTimeTZRange(at, at + AHEAD))
    sitting = Q(status=BookingStatus.ARRIVED) if at == now else Q(pk=None)
    rows = Booking.objects.detailed().select_related("series").taking(now)
    bookings: dict[int, list[Booking]] = {}
    for row in rows.filter(ahead | sitting, resource__in=resources).order_by("starts_at"):
        bookings.setdefault(row.resource_id, []).append(row)
    return areas_of([spot_of(each, bookings.get(each.pk, ()), at=at, now=now) for each in resources])


def spot_of(resource: Resource, bookings: Sequence[Booking], *, at: datetime, now: datetime) -> Spot:
    """How one place stands, given its bookings from then on in order."""
    begun = [each for each in bookings if each.during.lower <= at]
    following = next((each for each in bookings if each.during.lower > at), None)
    here = next((each for each in begun if each.status == BookingStatus.ARRIVED), begun[-1] if begun else None)
    if here is None and following is not None and following.status == BookingStatus.ARRIVED:
        here, following = following, None  # they came early
    if here is not None:
        return Spot(resource, _state(here, at=at, now=now), here, following)
    is_soon = following is not None and following.during.lower - at <= SOON
    return Spot(resource, PlaceState.SOON if is_soon else PlaceState.FREE, None, following)


def _state(booking: Booking, *, at: datetime, now: datetime) -> PlaceState:
    if booking.status == BookingStatus.HELD:
        return PlaceState.HELD
    if booking.status == BookingStatus.ARRIVED:
        return PlaceState.OVER if booking.ends_at < at else PlaceState.SEATED
    due = booking.during.lower + timedelta(minutes=booking.late_minutes)
    return PlaceState.LATE if due < at == now else PlaceState.EXPECTED


def areas_of(spots: Iterable[Spot]) -> list[Area]:
    """By area, in order; of two that are drawn at one spot the first stands there."""
    drawn: dict[str, dict[tuple[int, int], Spot]] = {}
    left: dict[str, list[Spot]] = {}
    for spot in spots:
        area, column, row = spot.resource.area, spot.resource.plan_column, spot.resource.plan_row
        room = drawn.setdefault(area, {})
        if column is None or row is None or (row, column) in room:
            left.setdefault(area, []).append(spot)
        else:
            room[(row, column)] = spot
    return [
        Area(
            name,
            tuple(spot for _where, spot in sorted(room.items(), key=lambda each: each[0])),
            tuple(left.get(name, ())),
        )
        for name, room in drawn.items()
    ]
