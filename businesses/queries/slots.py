"""Times that can be offered."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from businesses.availability.intervals import Interval
from businesses.availability.offers import Offer, bookable_window, offers
from businesses.availability.walltime import opening_instant, reckonable
from businesses.offered import OfferedSlot
from businesses.queries.pages import Page, read_page
from businesses.tokens import SlotClaim, sign_slot
from tenants.context import current_business

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from businesses.models import Booking, Service, StaffMember
    from businesses.queries.pages import Standing

MOST_DAYS = 31
NEAR_DAYS = 7


def find_slots(
    *,
    service: Service,
    party_size: int,
    day: date,
    days: int = 1,
    at: time | None = None,
    now: datetime,
    staff: StaffMember | None = None,
    moving: Booking | None = None,
    is_for_staff: bool = False,
    by_openings: bool = False,
    standing: Standing | None = None,
) -> list[OfferedSlot]:
    """The times that start on ``days`` days (31 at most) from ``day``, in order; one offer per start.

    With ``by_openings`` the days are those people mean: a Friday that runs until two offers half past midnight, and
    Saturday does not. With ``at``, only those that start at this wall time of the calendar's day (two on the day the
    clocks go back over it), else those of the night that follows. ``moving`` is a booking that would give up its
    place. ``is_for_staff``: without the notice and limits that bind customers. Seven queries, however many days and
    resources, with ``standing`` one. Empty also for a party that fits nothing: ``why_unavailable`` tells which.
    """
    if party_size < 1 or not service.is_active:
        return []
    days, day = min(days, MOST_DAYS), reckonable(day)
    page = read_page(
        service=service,
        party_size=party_size,
        first=day,
        days=days,
        now=now,
        staff=staff,
        moving=moving,
        is_for_staff=is_for_staff,
        standing=standing,
    )
    found = _offers(page, page.asked(day, days, by_openings=by_openings and at is None), now)
    if at is not None:
        night = _offers(page, page.asked(day, days, by_openings=True), now) if by_openings else []
        found = _starting(found, at, page.diary.zone) or _starting(night, at, page.diary.zone)
    return [offered(offer, page, service, is_pinned=staff is not None) for offer in found]


def nearest_slots(
    *,
    service: Service,
    party_size: int,
    around: datetime,
    now: datetime,
    limit: int = 3,
    staff: StaffMember | None = None,
    moving: Booking | None = None,
    standing: Standing | None = None,
) -> list[OfferedSlot]:
    """The bookable times nearest to an instant, nearest first: within a week of it, else as far ahead as we book."""
    if party_size < 1 or not service.is_active:
        return []
    centre = max(around, now)
    page, found = _around(service, party_size, centre, NEAR_DAYS, now, staff, moving, standing)
    if not found:
        page, found = _around(service, party_size, now, page.terms.horizon_days, now, staff, moving, standing)
    found.sort(key=lambda offer: abs(offer.stay.start - around))
    return [offered(offer, page, service, is_pinned=staff is not None) for offer in found[:limit]]


def next_for_staff(*, service: Service, party_size: int, now: datetime, limit: int = 3) -> list[OfferedSlot]:
    """The next times today that staff could give to somebody who is there."""
    today = now.astimezone(current_business().zone).date()
    return find_slots(service=service, party_size=party_size, day=today, now=now, is_for_staff=True)[:limit]


def wanted_instant(day: date, at: time | None) -> datetime:
    """The instant a person means by a day and perhaps a time, to look for the nearest; noon where no time was named."""
    return opening_instant(reckonable(day), at or time(12), current_business().zone)


def _around(
    service: Service,
    party_size: int,
    centre: datetime,
    days: int,
    now: datetime,
    staff: StaffMember | None,
    moving: Booking | None,
    standing: Standing | None,
) -> tuple[Page, list[Offer]]:
    first = centre.date() - timedelta(days=1)
    page = read_page(
        service=service,
        party_size=party_size,
        first=first,
        days=days + 2,
        now=now,
        staff=staff,
        moving=moving,
        standing=standing,
    )
    return page, _offers(page, page.asked(first, days + 2, by_openings=False), now)


def _starting(found: list[Offer], at: time, zone: ZoneInfo) -> list[Offer]:
    wanted = at.replace(tzinfo=None, fold=0)
    return [offer for offer in found if offer.stay.start.astimezone(zone).time().replace(fold=0) == wanted]


def _offers(page: Page, asked: Interval, now: datetime) -> list[Offer]:
    allowed = bookable_window(now, page.terms, page.diary.zone)
    window = Interval(max(asked.start, allowed.start), min(asked.end, allowed.end))
    return list(offers(page.diary, page.wish, page.terms, window))


def offered(offer: Offer, page: Page, service: Service, *, is_pinned: bool) -> OfferedSlot:
    claim = SlotClaim(
        service_id=service.pk,
        resource_id=offer.unit.id,
        start=offer.stay.start,
        end=offer.stay.end,
        party_size=page.wish.party_size,
        is_pinned=is_pinned,
    )
    return OfferedSlot(
        start=offer.stay.start.astimezone(page.diary.zone),
        end=offer.stay.end.astimezone(page.diary.zone),
        resource_id=offer.unit.id,
        resource_name=offer.unit.name,
        service_id=service.pk,
        party_size=page.wish.party_size,
        token=sign_slot(claim),
    )
