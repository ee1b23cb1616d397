"""What the plain form shows of a day: the times that can be had, or why none can."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from businesses.errors import SlotNotValid
from businesses.explanations import explain
from businesses.queries import find_slots, nearest_slots, why_unavailable
from businesses.tokens import read_slot
from businesses.wording import moments

if TYPE_CHECKING:
    from businesses.models import Service
    from businesses.offered import OfferedSlot
    from tenants.models import Business

MIDDAY = time(12)
NEAREST = 4


@dataclass(frozen=True)
class Choice:
    """A time to pick; ``label`` is its wall time, with the day where that is another."""

    token: str
    label: str
    start: datetime


@dataclass(frozen=True)
class DayOffer:
    """Times of the day asked for, or ``refusal`` and the ``nearest`` times of other days."""

    choices: list[Choice]
    refusal: str
    nearest: list[Choice]


def offer_day(*, business: Business, service: Service, people: int, day: date, now: datetime) -> DayOffer:
    found = find_slots(service=service, party_size=people, day=day, now=now, by_openings=True)
    if found:
        return DayOffer([choice(slot, day, business) for slot in found], "", [])
    around = datetime.combine(day, MIDDAY, tzinfo=business.zone)
    near = nearest_slots(service=service, party_size=people, around=around, now=now, limit=NEAREST)
    refusal = why_unavailable(service=service, party_size=people, day=day, now=now, by_openings=True)
    return DayOffer([], explain(refusal) if refusal else "", dated(near, business))


def choice(slot: OfferedSlot, day: date, business: Business) -> Choice:
    tell = moments.clock if slot.start.date() == day else moments.moment
    return Choice(slot.token, tell(slot.start, business.country), slot.start)


def dated(slots: list[OfferedSlot], business: Business) -> list[Choice]:
    """Choices that name their day too, in order of time."""
    in_order = sorted(slots, key=lambda slot: slot.start)
    return [Choice(slot.token, moments.moment(slot.start, business.country), slot.start) for slot in in_order]


def start_of(token: str) -> datetime | None:
    """The time a token stands for: the same time is offered under a new token each time it is shown."""
    try:
        return read_slot(token).start
    except SlotNotValid:
        return None


def neighbours(day: date, today: date) -> tuple[date | None, date]:
    """The day before, unless it has passed, and the day after."""
    return (day - timedelta(days=1) if day > today else None), day + timedelta(days=1)
