"""What beat asks of every business's bookings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog
from celery import shared_task
from django.utils import timezone

from businesses.operations import expire_holds, forget_repeats
from tenants.actors import SYSTEM
from tenants.context import enter
from tenants.models import Business

if TYPE_CHECKING:
    from collections.abc import Callable

logger = structlog.get_logger(__name__)


def _in_every_business(work: Callable[[], int]) -> int:
    """The sum over all businesses; one that fails is logged and does not stop the rest."""
    done = 0
    for schema in Business.objects.filter(is_suspended=False).values_list("schema_name", flat=True):
        try:
            with enter(schema):
                done += work()
        except Exception:  # logged with its trace; the next round tries again
            logger.exception("business_left_out", business_schema=schema)
    return done


@shared_task
def release_lapsed_holds() -> int:
    """Expire holds that have run out. Bookings are right without it; boards and subscribers hear of it sooner."""
    return _in_every_business(lambda: expire_holds(now=timezone.now(), by=SYSTEM))


@shared_task
def forget_old_repeats() -> int:
    return _in_every_business(lambda: forget_repeats(now=timezone.now()))
