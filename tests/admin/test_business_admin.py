"""Every page of a business's admin opens, costs the same for one row as for three, and shows its own rows only."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from businesses.demo.seeding import seed_demo
from businesses.models import Booking, BookingPolicy, Customer, Resource, Service, WeeklyHours
from conversations.operations.starting import start_conversation
from tenants.actors import Actor
from tenants.context import enter
from tenants.hosts import url_of
from tenants.models import Business, Role
from tenants.sites import business_admin
from tests.factories import PASSWORD, new_user
from tests.schemas import delete_businesses, ready
from workflows.models import MailSettings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import Model
    from pytest_django import DjangoDbBlocker

MODELS = sorted(business_admin._registry, key=lambda model: model._meta.label)


@pytest.fixture(scope="module")
def seeded(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, temporal_namespace: str
) -> Iterator[tuple[Business, Business]]:
    """Two demo businesses for all tests, whose own transactions leave them as they are; deleted afterwards."""
    with django_db_blocker.unblock():
        with ready():
            marios, bella = (seed_demo(slug, allowed_origins=[]) for slug in ("marios", "bella"))
        with enter(marios.schema_name):
            by = Actor("customer", "v")
            for _ in range(3):
                start_conversation(by=by)
        connections.close_all()
    yield marios, bella
    with django_db_blocker.unblock():
        delete_businesses()


@pytest.fixture
def demo(db: None, seeded: tuple[Business, Business]) -> Business:
    return seeded[0]


@pytest.fixture
def owner(demo: Business) -> Client:
    new_user("own@example.com", business=demo, role=Role.OWNER)
    client = Client(headers={"host": f"{demo.slug}.localhost"})
    assert client.post("/login/", {"username": "own@example.com", "password": PASSWORD}).status_code == 302
    return client


def page(model: type[Model], name: str, *args: object) -> str:
    meta = model._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_{name}", urlconf="config.urls", args=args)


def test_the_index_opens(owner: Client) -> None:
    page = owner.get("/admin/").content.decode()
    assert "Setting up" in page
    assert url_of("marios", "/widget.js") in page


def test_every_model_is_in_the_sidebar(owner: Client) -> None:
    index = owner.get("/admin/").content.decode()
    assert [model for model in MODELS if f'href="{page(model, "changelist")}"' not in index] == []


def test_times_are_those_of_the_business(owner: Client, demo: Business) -> None:
    with enter(demo.schema_name):
        booking = Booking.objects.get(customer__name="Nora Weiss")
        starts = booking.starts_at.astimezone(demo.zone)
    assert f"{starts:%H:%M}" in owner.get(page(Booking, "change", booking.pk)).content.decode()
    assert "noon" not in owner.get("/admin/businesses/weeklyhours/").content.decode()


@pytest.mark.parametrize("model", [Business, BookingPolicy, MailSettings], ids=lambda model: model._meta.label)
def test_what_there_is_one_of_opens_as_a_form(owner: Client, model: type[Model]) -> None:
    opened = owner.get(page(model, "changelist"), follow=True)
    assert opened.status_code == 200
    assert opened.request["PATH_INFO"].endswith(("/change/", "/add/"))


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_page_of_a_model_opens(owner: Client, demo: Business, model: type[Model]) -> None:
    assert owner.get(page(model, "changelist"), follow=True).status_code == 200
    assert owner.get(page(model, "changelist"), {"q": "a"}, follow=True).status_code == 200
    assert owner.get(page(model, "add"), follow=True).status_code in {200, 403}
    with enter(demo.schema_name):
        row = model._default_manager.first()
    if row is not None:
        changed = owner.get(page(model, "change", row.pk))
        assert changed.status_code == 200 or model is Business
        assert owner.get(page(model, "history", row.pk)).status_code in {200, 302}


@pytest.mark.parametrize("model", [Booking, Customer], ids=lambda model: model._meta.label)
def test_a_list_costs_the_same_for_more_rows(owner: Client, demo: Business, model: type[Model]) -> None:
    def cost(**filters: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert owner.get(page(model, "changelist"), filters).status_code == 200
        return len(captured)

    owner.get(page(model, "changelist"))
    with enter(demo.schema_name):
        term = "Elena" if model is Customer else Booking.objects.get(customer__name="Elena Greco").reference
    assert cost() - cost(q=term) in {0, 1}  # searching asks once more for the full count


def test_another_businesss_rows_are_not_there(owner: Client, seeded: tuple[Business, Business]) -> None:
    _marios, other = seeded
    with enter(other.schema_name):
        names = set(Customer.objects.values_list("name", flat=True))
        highest = Customer.objects.order_by("-pk").first()
    assert highest is not None
    listed = owner.get(page(Customer, "changelist")).content.decode()
    assert [name for name in names if name in listed] == []
    other_business = owner.get(page(Business, "change", other.pk))
    assert other_business.status_code == 302  # "does not exist": back to the index


def test_staff_are_not_let_in(demo: Business) -> None:
    new_user("help@example.com", business=demo, role=Role.STAFF)
    client = Client(headers={"host": f"{demo.slug}.localhost"})
    client.post("/login/", {"username": "help@example.com", "password": PASSWORD})
    for model in MODELS:
        assert client.get(page(model, "changelist"), follow=True).status_code == 403
    assert "/admin/" not in client.get("/staff/").content.decode()


def test_a_booking_is_cancelled_by_the_operation(owner: Client, demo: Business) -> None:
    with enter(demo.schema_name):
        booking = Booking.objects.get(customer__name="Nora Weiss")
    owner.post(page(Booking, "changelist"), {"action": "cancel", "_selected_action": [booking.pk]})
    with enter(demo.schema_name):
        booking.refresh_from_db()
        assert booking.status == "cancelled"
        change = booking.changes.order_by("-version").first()
    assert change is not None
    assert change.actor.startswith("staff:")


def test_a_service_nothing_performs_is_shown_as_not_offered(owner: Client, demo: Business) -> None:
    with enter(demo.schema_name):
        service = Service.objects.first()
        assert service is not None
        Resource.objects.update(is_active=False)
    assert 'alt="True"' not in owner.get(page(Service, "changelist")).content.decode()
    form = {"name": "Cooking class", "duration_minutes": 60, "is_active": "on", "aliases": "[]"}
    extra = {"buffer_minutes": 0, "position": 0, "party_durations-TOTAL_FORMS": 0, "party_durations-INITIAL_FORMS": 0}
    saved = owner.post(page(Service, "add"), {**form, **extra}, follow=True).content.decode()
    assert "Nothing in use performs “Cooking class”" in saved


def test_a_note_and_an_address_are_amended_by_the_operation(owner: Client, demo: Business) -> None:
    with enter(demo.schema_name):
        booking = Booking.objects.get(customer__name="Nora Weiss")
    form = {"note": "Ring twice", "address": "12 Oak Street", "changes-TOTAL_FORMS": 0, "changes-INITIAL_FORMS": 0}
    assert owner.post(page(Booking, "change", booking.pk), form).status_code == 302
    with enter(demo.schema_name):
        booking.refresh_from_db()
        change = booking.changes.order_by("-version").first()
    assert (booking.note, booking.address) == ("Ring twice", "12 Oak Street")
    assert change is not None
    assert (change.kind, change.detail["changed"]) == ("amended", ["note", "address"])


@pytest.mark.parametrize(
    ("when", "is_listed"),
    [
        ("2031-10-20 00:30", False),  # of the evening of the 19th
        ("2031-10-20 02:30", True),
        ("2031-10-26 00:30", True),
        ("2031-10-26 23:30", True),  # after the clocks have gone back
        ("2031-10-27 00:30", True),  # of the evening of the 26th
        ("2031-10-27 03:00", False),
    ],
)
def test_the_next_seven_days_are_days_of_the_business(
    owner: Client, demo: Business, monkeypatch: pytest.MonkeyPatch, when: str, is_listed: bool
) -> None:
    monkeypatch.setattr("businesses.admin.bookings.business_today", lambda: date(2031, 10, 20))
    with enter(demo.schema_name):
        WeeklyHours.objects.all().delete()
        for weekday in range(1, 8):
            WeeklyHours.objects.create(weekday=weekday, opens=time(18), closes=time(2))
        booking = Booking.objects.get(customer__name="Nora Weiss")
        start = datetime.fromisoformat(when).replace(tzinfo=demo.zone)
        Booking.objects.filter(pk=booking.pk).update(during=(start, start + timedelta(hours=1)))
    listed = owner.get(page(Booking, "changelist"), {"when": "week"}).content.decode()
    assert (booking.reference in listed) is is_listed
