from __future__ import annotations

from typing import TYPE_CHECKING

from businesses.models import Service
from businesses.operations import cancel_booking, reschedule_booking
from businesses.queries import find_slots
from events.models import OutboxEvent
from tests.businesses.rows import DAY, NOW, STAFF
from tests.businesses.waits import book, wait
from tests.workflows.bookings import open_always
from workflows.waiting_subscriptions import when_free

if TYPE_CHECKING:
    from tenants.models import Business


def freed_by(event: str) -> object:
    return when_free(OutboxEvent.objects.get(type=event).payload)


def test_what_comes_free_is_where_a_booking_was(in_marios: Business) -> None:
    open_always()
    service = Service.objects.get()
    was = book(service, 20)
    later = find_slots(service=service, party_size=2, day=DAY.replace(day=20), now=NOW)[0]

    moved = reschedule_booking(reference=was.reference, slot_token=later.token, by=STAFF, now=NOW)
    cancel_booking(reference=moved.reference, by=STAFF, now=NOW)

    assert freed_by("booking.rescheduled") == was.starts_at
    assert freed_by("booking.cancelled") == later.start


def test_who_joins_is_looked_at_with_those_about_their_first_start(in_marios: Business) -> None:
    open_always()
    waiting = wait(Service.objects.get(), "Bruno")

    assert freed_by("waiting.joined") == waiting.earliest_at
