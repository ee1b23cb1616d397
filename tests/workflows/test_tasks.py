from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from businesses.models import Booking, Service
from businesses.queries import find_slots
from config.celery import app
from tenants.context import enter
from tests.businesses import rows
from tests.workflows.bookings import in_days, open_always
from workflows.tasks import expire_due_holds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tenants.models import Business


@pytest.fixture
def eager() -> Iterator[None]:
    """Run queued tasks at once, in this process."""
    app.conf.task_always_eager = True
    yield
    app.conf.task_always_eager = False


def test_holds_that_ran_out_expire_in_the_businesses_that_have_any(
    marios: Business, bella: Business, eager: None
) -> None:
    now = timezone.now()
    with enter(marios.schema_name):
        open_always()
        slot = find_slots(service=Service.objects.get(), party_size=2, day=in_days(4).date(), at=None, now=now)[0]
        held = rows.hold(slot, now=now)
        Booking.objects.filter(pk=held.pk).update(expires_at=now - timedelta(seconds=1))

    assert expire_due_holds() == 1
    with enter(marios.schema_name):
        held.refresh_from_db()
    assert held.status == "expired"
