from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from businesses import tasks
from businesses.models import Booking, IdempotencyKey
from businesses.operations import hold_slot
from businesses.queries import nearest_slots
from tenants.context import enter
from tests.businesses import rows

if TYPE_CHECKING:
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


def test_each_business_keeps_its_own_holds_and_repeats(marios: Business, bella: Business) -> None:
    for business in (marios, bella):
        hold_in(business)
    age(marios)

    assert (tasks.release_lapsed_holds(), tasks.forget_old_repeats()) == (1, 1)
    left = {}
    for business in (marios, bella):
        with enter(business.schema_name):
            left[business.slug] = (Booking.objects.get().status, IdempotencyKey.objects.count())
    assert left == {"marios": ("expired", 0), "bella": ("held", 1)}


def test_business_that_fails_does_not_stop_the_rest(
    marios: Business, bella: Business, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = []

    def expire(**_kwargs: object) -> int:
        calls.append(1)
        if len(calls) == 1:
            raise RuntimeError("broken")
        return 2

    monkeypatch.setattr(tasks, "expire_holds", expire)
    assert tasks.release_lapsed_holds() == 2
