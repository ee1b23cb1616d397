from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from businesses import tasks
from businesses.models import Booking, IdempotencyKey
from businesses.operations import hold_slot
from businesses.queries import nearest_slots
from config.celery import app
from tenants.context import enter
from tests.businesses import rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tenants.models import Business


def hold_in(business: Business) -> None:
    """The same rows and keys in whichever business."""
    now = timezone.now()
    with enter(business.schema_name):
        rows.clear_rows()
        rows.open_daily((0, 24))
        service = rows.add_service(rows.add_table("T1"))
        slot = nearest_slots(service=service, party_size=2, around=now, now=now)[0]
        hold_slot(slot_token=slot.token, party_size=2, customer=rows.ANNA, by=rows.VISITOR, source="chat")
        IdempotencyKey.objects.create(scope="s", key="k", fingerprint="f")


def age(business: Business) -> None:
    long_ago = timezone.now() - timedelta(days=2)
    with enter(business.schema_name):
        Booking.objects.update(expires_at=long_ago)
        IdempotencyKey.objects.update(created_at=long_ago)


@pytest.fixture
def eager() -> Iterator[None]:
    """Run queued tasks at once, in this process."""
    app.conf.task_always_eager = True
    yield
    app.conf.task_always_eager = False


def test_each_business_keeps_its_own_holds_and_repeats(marios: Business, bella: Business, eager: None) -> None:
    for business in (marios, bella):
        hold_in(business)
    age(marios)

    assert (tasks.expire_due_holds(), tasks.forget_old_repeats()) == (2, 2)
    left = {}
    for business in (marios, bella):
        with enter(business.schema_name):
            left[business.slug] = (Booking.objects.get().status, IdempotencyKey.objects.count())
    assert left == {"marios": ("expired", 0), "bella": ("held", 1)}


def test_a_business_that_held_nothing_is_not_visited(marios: Business, bella: Business, eager: None) -> None:
    hold_in(marios)
    assert tasks.expire_due_holds() == 1
