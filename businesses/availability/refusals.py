"""Why a wish cannot be met, so that the customer is told the real reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Literal

from businesses.availability.intervals import Interval
from businesses.availability.offers import free_units
from businesses.availability.openings import opening_at
from businesses.availability.walltime import instants, local_day

if TYPE_CHECKING:
    from businesses.availability.diary import Diary, Terms, Unit, Wish

Kind = Literal[
    "too_small",
    "too_large",
    "ask_staff",
    "nonexistent_time",
    "past",
    "too_soon",
    "too_far",
    "closed",
    "outside_hours",
    "too_long_before_closing",
    "full",
    "no_resource",
]


@dataclass(frozen=True, slots=True)
class Unavailable:
    """One reason, with what a person needs to choose differently.

    ``limit`` is the party size that would do (for the party kinds); ``openings`` are the day's openings; ``boundary``
    is the earliest start (``too_soon``), the latest start (``too_long_before_closing``) or the last moment we book for
    (``too_far``); ``stay`` is how long so many stay. All instants are in the business's zone.
    """

    kind: Kind
    day: date | None = None
    at: time | None = None
    limit: int | None = None
    openings: tuple[Interval, ...] = ()
    boundary: datetime | None = None
    note: str = ""
    stay: timedelta | None = None


def party_refusal(units: tuple[Unit, ...], party_size: int, max_party: int | None) -> Unavailable | None:
    """Whether the party fits anything at all, free or not."""
    if not units:
        return Unavailable("no_resource")
    largest = max(unit.capacity for unit in units)
    if party_size < 1:
        return Unavailable("too_small", limit=1)
    if party_size > largest:
        return Unavailable("too_large", limit=min(largest, max_party or largest))
    if max_party is not None and party_size > max_party:
        return Unavailable("ask_staff", limit=max_party)
    if not any(unit.takes(party_size) for unit in units):
        smallest = min(unit.min_party for unit in units if unit.capacity >= party_size)
        return Unavailable("too_small", limit=smallest)
    return None


def _local(diary: Diary, intervals: tuple[Interval, ...]) -> tuple[Interval, ...]:
    return tuple(Interval(each.start.astimezone(diary.zone), each.end.astimezone(diary.zone)) for each in intervals)


def openings_of(diary: Diary, day: date) -> tuple[Interval, ...]:
    """The openings that begin on a day, or run into it when nothing begins on it."""
    first, last = local_day(day, diary.zone)
    beginning = tuple(each for each in diary.openings if first <= each.start < last)
    return beginning or tuple(each for each in diary.openings if each.start < last and first < each.end)


def window_refusal(start: datetime, now: datetime, terms: Terms, diary: Diary) -> Unavailable | None:
    """Whether the start is too early or too late to be booked now."""
    if start < now:
        return Unavailable("past")
    if start < now + terms.lead:
        return Unavailable("too_soon", boundary=(now + terms.lead).astimezone(diary.zone))
    latest = now + timedelta(days=terms.horizon_days)
    if start.astimezone(diary.zone).date() > latest.astimezone(diary.zone).date():
        return Unavailable("too_far", boundary=latest.astimezone(diary.zone))
    return None


def start_refusal(diary: Diary, wish: Wish, start: datetime) -> Unavailable | None:
    """Whether this start is outside hours, too near closing, or taken."""
    opening = opening_at(list(diary.openings), start)
    if opening is None:
        return Unavailable("outside_hours")
    if opening.end < start + wish.duration:
        return Unavailable("too_long_before_closing", boundary=(opening.end - wish.duration).astimezone(diary.zone))
    if not free_units(diary, wish, start):
        return Unavailable("full")
    return None


def _placed(refusal: Unavailable, diary: Diary, day: date, at: time | None) -> Unavailable:
    return Unavailable(
        kind=refusal.kind,
        day=day,
        at=at,
        limit=refusal.limit,
        openings=_local(diary, openings_of(diary, day)),
        boundary=refusal.boundary,
        note=refusal.note,
    )


def day_refusal(
    diary: Diary, day: date, now: datetime, terms: Terms, *, meant: Interval | None = None
) -> Unavailable | None:
    """Whether nothing can be booked on the day, whatever the time: past, too far or closed.

    ``meant`` is the business day: what is left of the evening before is not of it.
    """
    first, last = local_day(day, diary.zone)
    if (meant.end if meant else last) <= now:
        return _placed(Unavailable("past"), diary, day, None)
    far = window_refusal(max(first, now + terms.lead), now, terms, diary)
    if far is not None and far.kind == "too_far":
        return _placed(far, diary, day, None)
    is_open = any(first <= each < last for each in diary.beginnings) if meant else openings_of(diary, day)
    if not is_open:
        return _placed(Unavailable("closed"), diary, day, None)
    return None


def time_refusal(diary: Diary, wish: Wish, terms: Terms, day: date, at: time, now: datetime) -> Unavailable | None:
    """Why ``day`` ``at`` cannot be booked; a wall time the clocks show twice is refused only if both instants are."""
    candidates = instants(day, at, diary.zone)
    if not candidates:
        return _placed(Unavailable("nonexistent_time"), diary, day, at)
    refusals = [window_refusal(start, now, terms, diary) or start_refusal(diary, wish, start) for start in candidates]
    found = [refusal for refusal in refusals if refusal is not None]
    if len(found) < len(candidates):
        return None
    return _placed(found[-1], diary, day, at)
