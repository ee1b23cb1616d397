"""Which of the free times suit who waits."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import prefetch_related_objects

from businesses.models import BookingPolicy, OfferOutcome
from businesses.queries.hours import hours_book
from businesses.queries.pages import Standing, read_away, read_units, terms_of
from businesses.queries.slots import find_slots
from tenants.context import current_business

if TYPE_CHECKING:
    from collections.abc import Sequence

    from businesses.models import Booking, Waiting
    from businesses.offered import OfferedSlot

A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class FreeTimes:
    """What is free when people wait, read once for all who wish the same service, day, people and person.

    A time that is taken meanwhile is found so by whoever takes it; ``forget`` has what is free read anew.
    """

    now: datetime
    standing: Standing
    found: dict[tuple[int, date, int, int | None], list[OfferedSlot]] = field(default_factory=dict)

    def suiting(self, waiting: Waiting) -> list[OfferedSlot]:
        wish = (waiting.service_id, waiting.day, waiting.party_size, waiting.staff_id)
        if wish not in self.found:
            self.found[wish] = _free(waiting, now=self.now, standing=self.standing)
        return _suiting(waiting, self.found[wish], policy=self.standing.policy, now=self.now)

    def forget(self) -> None:
        self.found.clear()


def free_times(line: Sequence[Waiting], *, now: datetime) -> FreeTimes:
    """Of the days they wait for, who are some at least; ``FreeTimes`` then takes a query for each wish."""
    days = [each.day for each in line]
    first, last = min(days) - A_DAY, max(days) + A_DAY
    services = {each.service_id: each.service for each in line}
    standing = Standing(
        hours=hours_book(first, (last - first).days + 1),
        first=first,
        last=last,
        policy=BookingPolicy.current(),
        units={key: read_units(service) for key, service in services.items()},
        away=read_away(first, last + A_DAY, current_business().zone),
    )
    return FreeTimes(now, standing)


def suiting_slots(waiting: Waiting, *, now: datetime) -> list[OfferedSlot]:
    """Free times that may be offered to them now, in order: not so near that they had no time to answer, and none that
    meets one they have let go already.
    """
    prefetch_related_objects([waiting], "offers__booking")
    return _suiting(waiting, _free(waiting, now=now), policy=BookingPolicy.current(), now=now)


def _free(waiting: Waiting, *, now: datetime, standing: Standing | None = None) -> list[OfferedSlot]:
    return find_slots(
        service=waiting.service,
        party_size=waiting.party_size,
        day=waiting.day,
        staff=waiting.staff,
        now=now,
        by_openings=True,
        standing=standing,
    )


def _suiting(
    waiting: Waiting, slots: Sequence[OfferedSlot], *, policy: BookingPolicy, now: datetime
) -> list[OfferedSlot]:
    nearest = now + max(policy.offer_lifetime, terms_of(policy, is_for_staff=False).lead)
    first, last = max(waiting.earliest_at, nearest), waiting.latest_at
    let_go = [each.booking for each in waiting.offers.all() if each.outcome != OfferOutcome.OPEN]
    return [slot for slot in slots if first <= slot.start <= last and not _meets(slot, let_go)]


def _meets(slot: OfferedSlot, let_go: Sequence[Booking]) -> bool:
    return any(slot.start < each.ends_at and each.during.lower < slot.end for each in let_go)
