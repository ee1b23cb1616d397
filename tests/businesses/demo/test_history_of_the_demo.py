"""The demo's past: believable, over, and told to nobody."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from django.db.models import Exists, OuterRef

from businesses.demo.history import seed_history
from businesses.demo.seeding import DEMO, IMPORT, SLUGS, seed_booking
from businesses.models import Booking, BookingChange, BookingStatus, Order, OrderLine
from businesses.queries import business_today
from businesses.starter.catalogue import load_catalogue, read_catalogue
from events.models import OutboxEvent
from tenants.context import enter

if TYPE_CHECKING:
    from tenants.models import Business

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 3)


@pytest.mark.parametrize("slug", SLUGS)
def test_eight_weeks_that_are_over(marios: Business, slug: str) -> None:
    with enter(marios.schema_name):
        data = read_catalogue(DEMO / f"{slug}.json")
        load_catalogue(data)
        told = OutboxEvent.objects.count()
        seed_history(marios, names=data["regulars"], today=TODAY, by=IMPORT)

        assert Booking.objects.count() > 50
        assert BookingChange.objects.count() == Booking.objects.count()
        over = {BookingStatus.COMPLETED, BookingStatus.NO_SHOW, BookingStatus.CANCELLED}
        assert {BookingStatus(status) for status in Booking.objects.values_list("status", flat=True)} == over
        assert not Booking.objects.filter(during__endswith__gte=datetime(2026, 11, 3, tzinfo=UTC)).exists()
        assert OutboxEvent.objects.count() == told


def test_it_goes_around_the_demo_s_own_bookings(marios: Business) -> None:
    with enter(marios.schema_name):
        data = read_catalogue(DEMO / "marios.json")
        load_catalogue(data)
        for row in data["bookings"]:
            seed_booking(marios, *row)
        seed_history(marios, names=data["regulars"], today=business_today(), by=IMPORT)
        others = Booking.objects.exclude(pk=OuterRef("pk")).filter(
            resource=OuterRef("resource"), during__overlap=OuterRef("during")
        )
        assert Booking.objects.exclude(source="import").exists()
        assert not Booking.objects.filter(Exists(others)).exists()


def test_a_restaurant_s_orders_add_up(marios: Business) -> None:
    with enter(marios.schema_name):
        data = read_catalogue(DEMO / "marios.json")
        load_catalogue(data)
        seed_history(marios, names=data["regulars"], today=TODAY, by=IMPORT)
        assert Order.objects.count() > 50
        for order in Order.objects.prefetch_related("lines"):
            assert order.total == sum(line.total for line in order.lines.all())
        assert OrderLine.objects.values("name").distinct().count() > 3
