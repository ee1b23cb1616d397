"""Why a wish cannot be met."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from businesses.availability.intervals import Interval
from businesses.availability.offers import bookable_window, offers, starts
from businesses.availability.refusals import (
    Unavailable,
    day_refusal,
    openings_of,
    party_refusal,
    time_refusal,
)
from businesses.availability.walltime import reckonable
from businesses.queries.pages import read_page

if TYPE_CHECKING:
    from businesses.models import Booking, Service, StaffMember
    from businesses.queries.pages import Page, Standing


def why_unavailable(
    *,
    service: Service,
    party_size: int,
    day: date,
    at: time | None = None,
    now: datetime,
    staff: StaffMember | None = None,
    moving: Booking | None = None,
    is_for_staff: bool = False,
    by_openings: bool = False,
    standing: Standing | None = None,
) -> Unavailable | None:
    """The reason why nothing can be booked on the day, or at the time of it; ``None`` when it can be.

    ``by_openings`` as in ``find_slots``.
    """
    asked, day = day, reckonable(day)
    page = read_page(
        service=service,
        party_size=party_size,
        first=day,
        days=1,
        now=now,
        staff=staff,
        moving=moving,
        is_for_staff=is_for_staff,
        standing=standing,
    )
    units = page.diary.units if service.is_active else ()
    meant = page.asked(day, 1, by_openings=True) if by_openings and at is None else None
    refusal = party_refusal(units, party_size, page.terms.max_party)
    refusal = refusal or day_refusal(page.diary, day, now, page.terms, meant=meant)
    if refusal is None and at is not None:
        refusal = time_refusal(page.diary, page.wish, page.terms, day, at, now)
    elif refusal is None:
        refusal = _whole_day(page, meant or page.asked(day, 1, by_openings=False), day, now)
    if refusal is None:
        return None
    return replace(refusal, day=asked, at=at, note=page.hours.notes.get(day, ""), stay=page.wish.duration)


def _whole_day(page: Page, asked: Interval, day: date, now: datetime) -> Unavailable | None:
    """An open day on which nothing is left: too short for the stay, too soon now, or full."""
    allowed = bookable_window(now, page.terms, page.diary.zone)
    window = Interval(max(asked.start, allowed.start), min(asked.end, allowed.end))
    if next(offers(page.diary, page.wish, page.terms, window), None) is not None:
        return None
    openings = openings_of(page.diary, day)
    beginnings = [each for each in starts(page.diary, page.wish, page.terms.step) if asked.start <= each < asked.end]
    if not beginnings:
        return Unavailable("too_long_before_closing", openings=openings)
    if beginnings[-1] < allowed.start:
        kind_past = beginnings[-1] < now
        boundary = None if kind_past else (now + page.terms.lead).astimezone(page.diary.zone)
        return Unavailable("past" if kind_past else "too_soon", openings=openings, boundary=boundary)
    return Unavailable("full", openings=openings)
