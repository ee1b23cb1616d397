"""The dates of a series before it is booked: each with its offer, or why there is none and what is near."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from businesses.availability.intervals import Interval
from businesses.availability.offers import bookable_window, offers
from businesses.availability.refusals import Unavailable, day_refusal, party_refusal, time_refusal
from businesses.availability.walltime import instants, local_day, opening_instant
from businesses.models import Booking, StaffMember
from businesses.queries.pages import read_page
from businesses.queries.slots import NEAR_DAYS, offered
from tenants.context import current_business

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime, time

    from businesses.availability.offers import Offer
    from businesses.availability.rhythm import Rhythm
    from businesses.models import Service
    from businesses.offered import OfferedSlot
    from businesses.queries.pages import Page
    from businesses.tokens import SlotClaim

NEAREST = 3


@dataclass(frozen=True, slots=True)
class PlannedDate:
    """One date of a series: ``slot`` books it; without one, ``reason`` says why and ``nearest`` are free near it.

    ``start`` is in the business's zone.
    """

    start: datetime
    slot: OfferedSlot | None
    reason: Unavailable | None = None
    nearest: tuple[OfferedSlot, ...] = ()


def planned_series(
    *, service: Service, claim: SlotClaim, rhythm: Rhythm, now: datetime, is_for_staff: bool = False
) -> list[PlannedDate]:
    """The dates of the rhythm from an offered time on, at its wall time: eight queries, however many dates."""
    zone = current_business().zone
    wanted = claim.start.astimezone(zone)
    days, at = rhythm.days(wanted.date()), wanted.time()
    if not days:
        return []
    near = timedelta(days=NEAR_DAYS)
    first, last = days[0] - near, days[-1] + near
    staff = StaffMember.objects.filter(resource=claim.resource_id).first() if claim.is_pinned else None
    page = read_page(
        service=service,
        party_size=claim.party_size,
        first=first,
        days=(last - first).days + 1,
        now=now,
        staff=staff,
        is_for_staff=is_for_staff,
    )
    allowed = bookable_window(now, page.terms, zone)
    free = {each.stay.start: each for each in offers(page.diary, page.wish, page.terms, allowed)}
    return [_planned(day, at, page, service, free, is_pinned=claim.is_pinned, now=now) for day in days]


def _planned(
    day: date,
    at: time,
    page: Page,
    service: Service,
    free: Mapping[datetime, Offer],
    *,
    is_pinned: bool,
    now: datetime,
) -> PlannedDate:
    zone = page.diary.zone
    found = [free[each] for each in instants(day, at, zone) if each in free]
    start = opening_instant(day, at, zone).astimezone(zone)
    if found:
        return PlannedDate(start, offered(found[0], page, service, is_pinned=is_pinned))
    around = Interval(
        local_day(day - timedelta(days=NEAR_DAYS), zone)[0], local_day(day + timedelta(days=NEAR_DAYS), zone)[1]
    )
    others = [offer for begins, offer in free.items() if around.start <= begins < around.end]
    others.sort(key=lambda offer: abs(offer.stay.start - start))
    nearest = tuple(offered(each, page, service, is_pinned=is_pinned) for each in others[:NEAREST])
    return PlannedDate(start, None, _reason(day, at, page, now), nearest)


def _reason(day: date, at: time, page: Page, now: datetime) -> Unavailable:
    refusal = (
        party_refusal(page.diary.units, page.wish.party_size, page.terms.max_party)
        or day_refusal(page.diary, day, now, page.terms)
        or time_refusal(page.diary, page.wish, page.terms, day, at, now)
        or Unavailable("outside_hours")  # within the hours, but nothing begins then: they have another grid that day
    )
    return replace(refusal, day=day, at=at, note=page.hours.notes.get(day, ""), stay=page.wish.duration)


def bookings_of_series(booking: Booking) -> list[Booking]:
    """All of the booking's series in order, itself among them; none where it is of no series."""
    if booking.series_id is None:
        return []
    rows = Booking.objects.detailed().filter(series=booking.series_id)
    return list(rows.order_by("starts_at", "reference"))
