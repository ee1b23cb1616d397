"""Staff's page of the waiting list."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from businesses.models import Booking, Service, Waiting, WaitingOffer, WeeklyHours
from businesses.operations.waiting import offer_places
from businesses.queries import find_slots
from tenants.actors import SYSTEM
from tests.businesses import rows
from tests.businesses.hosts import browser_of
from tests.businesses.waits import wait
from tests.factories import PASSWORD, new_user

if TYPE_CHECKING:
    from datetime import date

    from businesses.offered import OfferedSlot
    from tenants.models import Business
    from tests.businesses.hosts import BrowserInside


@pytest.fixture
def staff(restaurant: Business) -> BrowserInside:
    cache.clear()
    new_user("staff@example.com", business=restaurant, role="staff")
    browser = browser_of(restaurant)
    assert browser.login(username="staff@example.com", password=PASSWORD)
    return browser


@pytest.fixture
def dinner(only_table: Service) -> Service:
    WeeklyHours.objects.all().delete()
    rows.open_daily((0, 24))
    return only_table


def soon() -> date:
    return timezone.localdate() + timedelta(days=3)


def waits(service: Service, name: str) -> Waiting:
    return wait(service, name, day=soon(), now=timezone.now())


def free(service: Service) -> OfferedSlot:
    return find_slots(service=service, party_size=2, day=soon(), now=timezone.now())[0]


def test_an_empty_list_says_what_it_is_for(staff: BrowserInside) -> None:
    assert "Nobody waits" in staff.get("/staff/waiting/").text


def test_who_waits_is_shown_in_turn_with_what_they_want(staff: BrowserInside, dinner: Service) -> None:
    waits(dinner, "Bruno")
    waits(dinner, "Carla")
    shown = staff.get("/staff/waiting/").text

    assert shown.index("Bruno") < shown.index("Carla")
    assert "between 19:00 and 21:00" in shown


def test_the_list_takes_as_many_queries_for_three_as_for_one(staff: BrowserInside, dinner: Service) -> None:
    waits(dinner, "Bruno")
    staff.get("/staff/waiting/")
    with CaptureQueriesContext(connection) as one:
        staff.get("/staff/waiting/")
    waits(dinner, "Carla")
    waits(dinner, "Dora")
    offer_places(by=SYSTEM)
    with CaptureQueriesContext(connection) as three:
        staff.get("/staff/waiting/")

    assert len(one) == len(three)


def test_a_walk_in_is_added_without_a_contact_and_before_the_others(staff: BrowserInside, dinner: Service) -> None:
    waits(dinner, "Bruno")
    said = {"service": dinner.pk, "people": 2, "date": soon().isoformat(), "name": "Carla", "is_first": "on"}
    assert staff.post("/staff/waiting/new/", said).status_code == 302

    assert [each.customer.name for each in Waiting.objects.on_the_list()] == ["Carla", "Bruno"]
    assert Waiting.objects.get(customer__name="Carla").source == "staff"


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"name": ""}, "This field is required."),
        ({"earliest": "21:00", "latest": "19:00"}, "The latest time is before the earliest"),
        ({"phone": "12"}, "This does not look like a phone number."),
        ({"people": "9"}, "We can take up to 4 people together."),
        ({"date": "2001-01-01"}, "That day has passed."),
    ],
)
def test_bad_input_is_told_and_nothing_typed_is_lost(
    staff: BrowserInside, dinner: Service, fields: dict[str, str], told: str
) -> None:
    said = {"service": dinner.pk, "people": 2, "date": soon().isoformat(), "name": "Carla", "note": "by the door"}
    answer = staff.post("/staff/waiting/new/", {**said, **fields})

    assert answer.status_code in {422, 409}
    assert told in answer.text
    assert "by the door" in answer.text
    assert not Waiting.objects.exists()


def test_a_time_is_offered_by_hand_and_answered_on_the_phone(staff: BrowserInside, dinner: Service) -> None:
    bruno = waits(dinner, "Bruno")
    assert 'name="slot"' in staff.get(f"/staff/waiting/{bruno.reference}/offer/").text
    staff.post(f"/staff/waiting/{bruno.reference}/offer/", {"slot": free(dinner).token})
    assert "held until" in staff.get("/staff/waiting/").text

    staff.post(f"/staff/waiting/{bruno.reference}/accept/")
    assert Booking.objects.get().status == "confirmed"
    assert not Waiting.objects.on_the_list().exists()


def test_no_and_removal(staff: BrowserInside, dinner: Service) -> None:
    bruno = waits(dinner, "Bruno")
    staff.post(f"/staff/waiting/{bruno.reference}/offer/", {"slot": free(dinner).token})
    staff.post(f"/staff/waiting/{bruno.reference}/decline/")
    assert WaitingOffer.objects.get().outcome == "declined"
    staff.post(f"/staff/waiting/{bruno.reference}/first/")
    assert Waiting.objects.get().priority == 1
    staff.post(f"/staff/waiting/{bruno.reference}/remove/")
    assert Waiting.objects.get().status == "left"
    assert staff.get(f"/staff/waiting/{bruno.reference}/remove/").status_code == 405


def test_a_time_that_went_is_told(staff: BrowserInside, dinner: Service) -> None:
    bruno = waits(dinner, "Bruno")
    answer = staff.post(f"/staff/waiting/{bruno.reference}/offer/", {"slot": "forged"})

    assert answer.status_code == 422
    assert "Nothing was offered." in answer.text
    assert staff.get("/staff/waiting/K7F-2QM/offer/").status_code == 404
