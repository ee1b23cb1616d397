"""Seeds a demo business: created once, then left alone, so that what a visitor changed stays."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.contrib.auth.hashers import check_password
from django.db import transaction
from django.utils import timezone

from businesses.contacts import CustomerDetails
from businesses.demo.evening import seed_evening
from businesses.demo.history import seed_history
from businesses.demo.orders import seed_orders
from businesses.demo.series import seed_series
from businesses.demo.waiting import seed_waits
from businesses.models import BookingSource, BookingStatus, HoursException, Service, StaffMember, TimeOff
from businesses.operations import move_booking, record_booking
from businesses.privacy.consenting import publish_notice
from businesses.starter.catalogue import load_catalogue, read_catalogue
from tenants.actors import Actor
from tenants.context import enter
from tenants.models import Business, Role, User
from tenants.operations import add_member, create_business

DEMO = Path(__file__).parent
PLATFORM_ADMIN = "admin@x-seven.example"
SLUGS = ("marios", "bella", "torque", "smile", "handy")
# Printed by `make run` beside the addresses: these accounts exist only where the demo was asked for.
PASSWORD = "front-desk-demo"  # noqa: S105
IMPORT = Actor(kind="import", id="demo", name="Demo")
_more: dict[str, Callable[[Business], None]] = {}
OFF_IN = timedelta(days=10)
OUTCOMES = frozenset({BookingStatus.COMPLETED, BookingStatus.NO_SHOW})


def seed_demo(slug: str, *, allowed_origins: list[str]) -> Business:
    """The demo business of the slug, created with its people, catalogue and bookings where it does not exist yet."""
    existing: Business | None = Business.objects.filter(slug=slug).first()
    if existing is not None:
        return existing
    data = read_catalogue(DEMO / f"{slug}.json")
    with transaction.atomic():
        details = Business(slug=slug, allowed_origins=allowed_origins, **data["business"])
        business = create_business(details=details, owner=demo_user(*data["owner"]), by=IMPORT)
        for email, name, role in data["team"]:
            add_member(business=business, user=demo_user(email, name), role=Role(role), by=IMPORT)
        with enter(business.schema_name):
            today = timezone.localdate(timezone=business.zone)
            load_catalogue(data)
            close_holidays(data["closed"], today=today)
            for row in data["bookings"]:
                seed_booking(business, *row)
            seed_history(business, names=data["regulars"], today=today, by=IMPORT)
            seed_evening(data.get("evening", []), by=IMPORT, now=timezone.now())
            seed_orders(data.get("orders", []), by=IMPORT, now=timezone.now())
            seed_series(data.get("series", []), by=IMPORT, now=timezone.now())
            seed_waits(data["waiting"], today=today, by=IMPORT)
            give_time_off(today=today)
            if notice := data.get("notice"):
                publish_notice(text=notice, marketing_question="", asks_to_remember=True, by=IMPORT)
            for seed in _more.values():
                seed(business)
    return business


def seed_too(name: str, seed: Callable[[Business], None]) -> None:
    """Have an app above add rows of its own to each new demo business, inside it, after those of this app."""
    _more[name] = seed


def demo_user(email: str, name: str) -> User:
    user = User.objects.filter(email=email).first()
    return user or User.objects.create_user(email, PASSWORD, name=name, email_verified_at=timezone.now())


def close_holidays(closed: list[list[str]], *, today: date) -> None:
    HoursException.objects.bulk_create(
        HoursException(date=date.fromisoformat(f"{year}-{month_day}"), is_closed=True, note=note)
        for month_day, note in closed
        for year in (today.year, today.year + 1)
    )


def give_time_off(*, today: date) -> None:
    """Whoever comes first by name is away for two days, the week after next: where somebody may be asked for."""
    member = StaffMember.objects.order_by("name").first()
    if member is not None:
        first = today + OFF_IN
        TimeOff.objects.create(member=member, first=first, last=first + timedelta(days=1), note="Holiday")


def seed_booking(
    business: Business, day: int, at: str, service_name: str, party: int, who: str, status: str, address: str = ""
) -> None:
    """Write one booking down by the operation staff use, and how it ended where its day is over."""
    today = timezone.localdate(timezone=business.zone)
    start = datetime.combine(today + timedelta(days=day), time.fromisoformat(at), tzinfo=business.zone)
    booking = record_booking(
        service=Service.objects.get(name=service_name),
        party_size=party,
        start=start,
        customer=CustomerDetails(name=who, phone="", email=f"{who.lower().replace(' ', '.')}@example.com"),
        by=IMPORT,
        source=BookingSource.IMPORT,
        address=address,
    )
    if status in OUTCOMES:
        move_booking(reference=booking.reference, to=BookingStatus(status), by=IMPORT)


def published_accounts() -> list[str]:
    """E-mails of accounts that open with the published password."""
    known = [PLATFORM_ADMIN, *(email for slug in SLUGS for _role, email in demo_logins(slug))]
    users = User.objects.filter(email__in=known, is_active=True)
    return sorted(user.email for user in users if check_password(PASSWORD, user.password))


def demo_logins(slug: str) -> list[tuple[str, str]]:
    """(role, e-mail) of everyone who may sign in to the demo business."""
    data: dict[str, Any] = read_catalogue(DEMO / f"{slug}.json")
    return [("owner", data["owner"][0]), *((role, email) for email, _name, role in data["team"])]
