"""Reads what decides about offers into the plain values of ``businesses.availability``: seven queries at most."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from businesses.availability.diary import Diary, Terms, Unit, Wish
from businesses.availability.intervals import Interval, merged
from businesses.availability.openings import HoursBook, business_days, evening_end, spans_beginning
from businesses.availability.walltime import closing_instant, local_day, opening_instant
from businesses.models import Booking, BookingPolicy, Resource, Service, StaffMember, TimeOff
from businesses.queries.hours import hours_book
from tenants.context import current_business

if TYPE_CHECKING:
    from collections.abc import Collection
    from zoneinfo import ZoneInfo

STAFF_HORIZON_DAYS = 730

Away = Mapping[int, tuple[Interval, ...]]
"""When somebody is off, by the resource they are booked by."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides about offers beside the bookings, for who has read it just now: hours with the exceptions that begin
    from ``first`` to ``last``, the policy, what can provide each service, best fit first, and who is away when.
    """

    hours: HoursBook
    first: date
    last: date
    policy: BookingPolicy
    units: Mapping[int, tuple[Unit, ...]]
    away: Away

    def hours_on(self, first: date, days: int) -> HoursBook:
        """The hours as known where these days are among those known, else as they are read now."""
        is_known = self.first <= first and first + timedelta(days=days - 1) <= self.last
        return self.hours if is_known else hours_book(first, days)


@dataclass(frozen=True, slots=True)
class Page:
    """The pages of the diary for some days, and what was asked of them."""

    diary: Diary
    wish: Wish
    policy: BookingPolicy
    hours: HoursBook
    is_for_staff: bool = False

    def asked(self, day: date, days: int, *, by_openings: bool) -> Interval:
        """The instants of some days: of the calendar, or as people mean them."""
        zone = self.diary.zone
        if by_openings:
            return business_days(self.hours, day, days, zone)
        return Interval(local_day(day, zone)[0], local_day(day + timedelta(days=days), zone)[0])

    @property
    def terms(self) -> Terms:
        return terms_of(self.policy, is_for_staff=self.is_for_staff)


def terms_of(policy: BookingPolicy, *, is_for_staff: bool) -> Terms:
    """The policy's, from which staff may depart: they seat whoever stands at the door, and a wedding next year."""
    step = timedelta(minutes=policy.slot_step_minutes)
    if is_for_staff:
        return Terms(lead=timedelta(0), horizon_days=STAFF_HORIZON_DAYS, step=step, max_party=None)
    return Terms(
        lead=timedelta(minutes=policy.lead_minutes),
        horizon_days=policy.horizon_days,
        step=step,
        max_party=policy.max_party_auto,
    )


def wish_for(service: Service, party_size: int) -> Wish:
    """How long the service takes for so many, by the largest threshold they reach."""
    longer = service.party_durations.all() if service.needs_party else ()
    reached = [each for each in longer if each.from_party <= party_size]
    longest = max(reached, key=lambda each: each.from_party, default=None)
    minutes = longest.duration_minutes if longest else service.duration_minutes
    return Wish(party_size=party_size, duration=timedelta(minutes=minutes), buffer=service.buffer)


def read_units(service: Service) -> tuple[Unit, ...]:
    return tuple(map(unit_of, Resource.objects.bookable(service.pk)))


def unit_of(resource: Resource) -> Unit:
    return Unit(resource.pk, resource.name, resource.capacity, resource.min_party)


def of_staff(units: tuple[Unit, ...], staff: StaffMember) -> tuple[Unit, ...]:
    """Of these, what the person is booked by."""
    return tuple(unit for unit in units if staff.is_active and unit.id == staff.resource_id)


def read_taken(
    units: Collection[int], start: datetime, end: datetime, now: datetime, *, moving: Booking | None = None
) -> dict[int, tuple[Interval, ...]]:
    """What is taken of each unit between two instants, in order; holds that have run out take nothing."""
    rows = Booking.objects.taking(now).meeting(start, end).filter(resource__in=units).order_by("during")
    taken: dict[int, list[Interval]] = defaultdict(list)
    for resource_id, during in rows.exclude(pk=moving.pk if moving else 0).values_list("resource", "during"):
        taken[resource_id].append(Interval(during.lower.astimezone(UTC), during.upper.astimezone(UTC)))
    return {resource_id: tuple(intervals) for resource_id, intervals in taken.items()}


def read_away(first: date, last: date, zone: ZoneInfo) -> Away:
    """Who is off at some time of these days: one query."""
    away: dict[int, list[Interval]] = defaultdict(list)
    off = TimeOff.objects.filter(first__lte=last, last__gte=first, member__trashed_at=None)
    rows = off.exclude(member__resource=None)
    for row in rows.select_related("member"):
        away[row.member.resource_id or 0].append(interval_off(row, zone))
    return {resource: tuple(merged(intervals)) for resource, intervals in away.items()}


def interval_off(row: TimeOff, zone: ZoneInfo) -> Interval:
    """From the first day to the last, or between two hours of one day."""
    if row.starts is None or row.ends is None:
        return Interval(local_day(row.first, zone)[0], local_day(row.last, zone)[1])
    return Interval(opening_instant(row.first, row.starts, zone), closing_instant(row.first, row.ends, zone))


def with_away(taken: Away, away: Away) -> Away:
    """What is taken of each unit, or cannot be had since its person is off."""
    both = taken.keys() | away.keys()
    return {unit: tuple(merged((*taken.get(unit, ()), *away.get(unit, ())))) for unit in both}


def read_page(
    *,
    service: Service,
    party_size: int,
    first: date,
    days: int,
    now: datetime,
    staff: StaffMember | None = None,
    moving: Booking | None = None,
    is_for_staff: bool = False,
    standing: Standing | None = None,
) -> Page:
    """The diary of ``days`` days from ``first``; ``moving`` is a booking that would give up its place.

    With ``standing`` only the bookings are read.
    """
    zone = current_business().zone
    wish = wish_for(service, party_size)
    units = standing.units.get(service.pk, ()) if standing else read_units(service)
    if staff is not None:
        units = of_staff(units, staff)
    before, read = first - timedelta(days=1), days + 2
    book = standing.hours_on(before, read) if standing else hours_book(before, read)
    spans = spans_beginning(book, before, read, zone)
    start, end = local_day(first, zone)[0], evening_end(book, first + timedelta(days=days - 1), zone)
    reach = wish.duration + wish.buffer
    taken = read_taken([unit.id for unit in units], start, end + reach, now, moving=moving) if units else {}
    away = standing.away if standing else read_away(before, before + timedelta(days=read), zone)
    return Page(
        diary=Diary(
            zone=zone,
            openings=tuple(merged(spans)),
            units=units,
            taken=with_away(taken, away) if away else taken,
            beginnings=tuple(sorted(each.start for each in spans)),
        ),
        wish=wish,
        policy=standing.policy if standing else BookingPolicy.current(),
        hours=book,
        is_for_staff=is_for_staff,
    )
