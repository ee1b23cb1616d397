"""What a listed business itself says now: its price and its next free time, through the door."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import structlog
from django.utils import timezone

from businesses.desk import current_desk
from businesses.queries.slots import find_slots
from directory.search import Live, people_of, ranked, with_live
from tenants.context import enter

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from businesses.desk import Desk
    from businesses.offered import OfferedSlot
    from directory.search import Result
    from directory.wishes import Wish

ASKED = 6
"""Businesses asked for one reply: twice what is shown."""
SECONDS = 2.0
"""After so long no further one is asked; those are shown without a time."""
AHEAD_DAYS = 7

logger = structlog.get_logger(__name__)


def asked(results: Sequence[Result], wish: Wish, *, now: datetime) -> list[Result]:
    """The best few as they are at this moment, best first. No transaction is held from one business to the next."""
    until, told = time.monotonic() + SECONDS, []
    for result in results[:ASKED]:
        if time.monotonic() > until:
            break
        live = ask(result, wish, now=now)
        told.append(with_live(result, live, wish, now=now) if live else None)
    return ranked(result for result in told if result is not None)


def ask(result: Result, wish: Wish, *, now: datetime) -> Live | None:
    """None where the business does not offer it any more, or cannot be asked."""
    try:
        with enter(result.listed.schema):
            return _live(current_desk(), result, wish, now)
    except Exception:  # one business's trouble must not take the others from who asks
        logger.exception("listed_business_not_asked", business_schema=result.listed.schema)
        return None


def _live(desk: Desk, result: Result, wish: Wish, now: datetime) -> Live | None:
    key = result.offered.key
    if result.offered.kind != "service":
        item = desk.item(key)
        return Live(timezone.now(), item.price) if item and item.is_available else None
    service = desk.service(key)
    if service is None:
        return None
    slot = _first(desk, key, wish, now)
    price = service.price_on(slot.start.date()) if slot else service.price
    return Live(timezone.now(), price, slot.start if slot else None)


def _first(desk: Desk, service: int, wish: Wish, now: datetime) -> OfferedSlot | None:
    slots = find_slots(
        service=desk.rows[service],
        party_size=people_of(wish, needs_party=desk.rows[service].needs_party),
        day=wish.day or now.astimezone(desk.business.zone).date(),
        days=1 if wish.day else AHEAD_DAYS,
        now=now,
        by_openings=True,
        standing=desk.standing,
    )
    return next((slot for slot in slots if _suits(slot, wish)), None)


def _suits(slot: OfferedSlot, wish: Wish) -> bool:
    at = slot.start.time()
    if wish.earliest and at < wish.earliest:
        return False
    return not wish.latest or wish.latest <= (wish.earliest or at.min) or at <= wish.latest
