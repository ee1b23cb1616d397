"""Seeds a demo business: created once, then left alone, so that what a visitor changed stays."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from psycopg.types.range import TimestamptzRange

from businesses.models import ACTIVE, Booking, BookingSource, BookingStatus, Customer, HoursException, Resource, Service
from businesses.starter.catalogue import load_catalogue, read_catalogue
from tenants.actors import SYSTEM
from tenants.context import enter
from tenants.models import Business, Role, User
from tenants.operations import add_member, create_business

DEMO = Path(__file__).parent
SLUGS = ("marios", "bella", "torque", "smile", "handy")
# Printed by `make run` beside the addresses: these accounts exist only where the demo was asked for.
PASSWORD = "front-desk-demo"  # noqa: S105


def seed_demo(slug: str, *, allowed_origins: list[str]) -> Business:
    """The demo business of the slug, created with its people, catalogue and bookings where it does not exist yet."""
    existing = Business.objects.filter(slug=slug).first()
    if existing is not None:
        return existing
    data = read_catalogue(DEMO / f"{slug}.json")
    with transaction.atomic():
        details = Business(slug=slug, allowed_origins=allowed_origins, **data["business"])
        business = create_business(details=details, owner=demo_user(*data["owner"]), by=SYSTEM)
        for email, name, role in data["team"]:
            add_member(business=business, user=demo_user(email, name), role=Role(role), by=SYSTEM)
        with enter(business.schema_name):
            load_catalogue(data)
            close_holidays(data["closed"], today=timezone.localdate(timezone=business.zone))
            for row in data["bookings"]:
                seed_booking(business, *row)
    return business


def demo_user(email: str, name: str) -> User:
    user = User.objects.filter(email=email).first()
    return user or User.objects.create_user(email, PASSWORD, name=name)


def close_holidays(closed: list[list[str]], *, today: date) -> None:
    HoursException.objects.bulk_create(
        HoursException(date=date.fromisoformat(f"{year}-{month_day}"), is_closed=True, note=note)
        for month_day, note in closed
        for year in (today.year, today.year + 1)
    )


def seed_booking(business: Business, day: int, at: str, service_name: str, party: int, who: str, status: str) -> None:
    """Put one booking on the first fitting free resource; past days cannot be booked by the operations, so rows are."""
    service = Service.objects.get(name=service_name)
    today = timezone.localdate(timezone=business.zone)
    wall = datetime.combine(today + timedelta(days=day), time.fromisoformat(at), tzinfo=business.zone)
    start = wall.astimezone(UTC)
    during = TimestamptzRange(start, start + service.duration + service.buffer)
    taken = Booking.objects.filter(status__in=ACTIVE, during__overlap=during).values("resource")
    resource = (
        Resource.objects.filter(services=service, capacity__gte=party, min_party__lte=party)
        .exclude(pk__in=taken)
        .order_by("capacity", "position")
        .first()
    )
    if resource is None:
        raise ValueError(f"The demo of {business.slug} books more than it has: {who}, {wall:%a %H:%M}")
    Booking.objects.create(
        service=service,
        resource=resource,
        customer=demo_customer(who),
        party_size=party,
        during=during,
        buffer_minutes=service.buffer_minutes,
        status=BookingStatus(status),
        source=BookingSource.IMPORT,
    )


def demo_customer(name: str) -> Customer:
    email = f"{name.lower().replace(' ', '.')}@example.com"
    return Customer.objects.get_or_create(name=name, email=email)[0]


def demo_logins(slug: str) -> list[tuple[str, str]]:
    """(role, e-mail) of everyone who may sign in to the demo business."""
    data: dict[str, Any] = read_catalogue(DEMO / f"{slug}.json")
    return [("owner", data["owner"][0]), *((role, email) for email, _name, role in data["team"])]
