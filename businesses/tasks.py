"""What beat asks of bookings."""

from __future__ import annotations

from datetime import timedelta

import structlog
from celery import shared_task
from django.utils import timezone

from businesses.events import (
    BOOKING_DEPOSIT_ASKED,
    BOOKING_DEPOSIT_DUE_BACK,
    BOOKING_HELD,
    ORDER_PAYMENT_ASKED,
    ORDER_PAYMENT_DUE_BACK,
)
from businesses.exchange import tasks as exchange_tasks  # noqa: F401  # Celery looks for tasks here
from businesses.operations import expire_holds, forget_repeats
from businesses.operations.deposits.refunding import PAGES_LAST, hear_of_unpaid, pay_back_due
from businesses.operations.waiting import offer_places, settle_due
from businesses.privacy import tasks  # noqa: F401  # Celery looks for tasks here
from events.queries import schemas_with
from tenants.actors import SYSTEM
from tenants.celery import TenantTask
from tenants.context import enter
from tenants.models import Business

# No hold, nor an offer to who waits, lasts longer than four hours (BookingPolicy); twice that leaves room for a beat
# that was away.
HOLDS_LAST_AT_MOST = timedelta(hours=8)
# Keys are kept for a day; what held something in two may have some to forget.
REPEATS_LAST_AT_MOST = timedelta(days=2)
DUE_FOR_AT_MOST = timedelta(days=30)
TENDING_SECONDS = 600

logger = structlog.get_logger(__name__)


@shared_task
def expire_due_holds() -> int:
    """Queue the expiry for each business that held something lately; the outbox knows which, so no other is visited.

    Bookings are right without it; boards and subscribers hear of it sooner.
    """
    return _queue(expire_holds_of_business, BOOKING_HELD, BOOKING_DEPOSIT_ASKED, since=HOLDS_LAST_AT_MOST)


@shared_task
def forget_old_repeats() -> int:
    """Queue the forgetting of idempotency keys for each business that may have any."""
    return _queue(forget_repeats_of_business, BOOKING_HELD, since=REPEATS_LAST_AT_MOST)


@shared_task
def pay_deposits_back() -> int:
    """Queue paying back for each business in which something came due within a month, however long that was refused."""
    due = BOOKING_DEPOSIT_DUE_BACK, ORDER_PAYMENT_DUE_BACK
    return _queue(pay_deposits_back_of_business, *due, since=DUE_FOR_AT_MOST)


@shared_task
def hear_of_deposits() -> int:
    """Queue asking the provider for each business that asked for a payment within a day: a notice may be lost."""
    return _queue(hear_of_deposits_of_business, BOOKING_DEPOSIT_ASKED, ORDER_PAYMENT_ASKED, since=PAGES_LAST)


# Acknowledged at once: another worker would otherwise begin it again while a long one still runs.
@shared_task(acks_late=False, time_limit=TENDING_SECONDS)
def tend_waiting_lists() -> int:
    """Offer what is free to who waits in all open businesses, and end what has run out; how many got an offer.

    Events and workflows do so within a second; this is for what tells of no event, such as hours that were widened, and
    for when those are away.
    """
    return sum(map(_tend, Business.objects.filter(is_suspended=False).values_list("schema_name", flat=True)))


def _tend(schema: str) -> int:
    try:
        with enter(schema):
            settle_due(by=SYSTEM, now=timezone.now())
            return len(offer_places(by=SYSTEM))
    except Exception:  # one business's trouble must not leave the others without
        logger.exception("waiting_list_not_tended", business_schema=schema)
        return 0


@shared_task(base=TenantTask)
def expire_holds_of_business() -> int:
    return expire_holds(now=timezone.now(), by=SYSTEM)


@shared_task(base=TenantTask)
def forget_repeats_of_business() -> int:
    return forget_repeats(now=timezone.now())


@shared_task(base=TenantTask)
def pay_deposits_back_of_business() -> int:
    return pay_back_due(now=timezone.now())


@shared_task(base=TenantTask)
def hear_of_deposits_of_business() -> int:
    return hear_of_unpaid(now=timezone.now())


def _queue(task: TenantTask, *events: str, since: timedelta) -> int:
    schemas = set().union(*(schemas_with(event, since=timezone.now() - since) for event in events))
    existing = schemas & set(Business.objects.values_list("schema_name", flat=True))
    for schema in existing:
        task.delay_in(schema)
    return len(existing)
