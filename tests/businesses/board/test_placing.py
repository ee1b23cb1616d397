"""A booking is dragged to another table, another time, or both."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from businesses.models import Booking, Resource, WeeklyHours
from tenants.context import enter
from tests.businesses import rows
from tests.businesses.board.days import book

if TYPE_CHECKING:
    from django.test import Client

    from tenants.models import Business


@pytest.fixture
def booking(marios: Business) -> Booking:
    with enter(marios.schema_name):
        WeeklyHours.objects.all().delete()
        rows.open_daily((0, 24))
    return book(marios, "Anna Rossi", minutes_ago=-60 * 24)


def drag(member: Client, booking: Booking, *, to: Resource, minutes: int) -> str:
    said = {"resource": to.pk, "start": (booking.during.lower + timedelta(minutes=minutes)).isoformat()}
    path = f"/staff/bookings/{booking.reference}/place/"
    return member.post(path, said | {"version": booking.version}, follow=True).content.decode()


def test_to_another_time_and_table_at_once_and_back(marios: Business, member: Client, booking: Booking) -> None:
    with enter(marios.schema_name):
        other = Resource.objects.filter(services=booking.service, capacity__gte=2, min_party__lte=2)
        other_table = other.exclude(pk=booking.resource_id)[0]
    shown = drag(member, booking, to=other_table, minutes=45)
    assert "Take it back" in shown
    with enter(marios.schema_name):
        moved = Booking.objects.get(pk=booking.pk)
        assert (moved.resource_id, moved.during.lower - booking.during.lower) == (other_table.pk, timedelta(minutes=45))
    member.post(f"/staff/bookings/{booking.reference}/undo/", {"version": moved.version})
    with enter(marios.schema_name):
        back = Booking.objects.get(pk=booking.pk)
    assert (back.resource_id, back.during) == (booking.resource_id, booking.during)


def test_into_the_past_or_onto_others_is_refused_with_a_reason(
    marios: Business, member: Client, booking: Booking
) -> None:
    with enter(marios.schema_name):
        table = booking.resource
    past = int((timezone.now() - booking.during.lower).total_seconds() // 60) - 60
    assert "notice-error" in drag(member, booking, to=table, minutes=past)
    second = book(marios, "Bruno Neri", minutes_ago=-60 * 24 - 240)
    assert "notice-error" in drag(member, second, to=table, minutes=-180)
    with enter(marios.schema_name):
        assert Booking.objects.get(pk=second.pk).version == second.version


@pytest.mark.parametrize("start", ["soon", "2026-02-30T10:00Z", "2026-03-10T10:00", "9999-12-31T23:00Z"])
def test_what_is_no_time_of_that_day_is_not_found(member: Client, booking: Booking, start: str) -> None:
    path = f"/staff/bookings/{booking.reference}/place/"
    assert member.post(path, {"resource": booking.resource_id, "start": start}).status_code == 404
