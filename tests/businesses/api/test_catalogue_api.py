"""The public catalogue over HTTP: complete enough to ask for times with, and cheap to ask for again."""

from __future__ import annotations

from datetime import time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from businesses.models import HoursException, MenuSection, PartyDuration, Resource, Service, StaffMember, WeeklyHours
from tests.businesses import rows

if TYPE_CHECKING:
    from rest_framework.test import APIClient

    from tenants.models import Business

PATHS = ("services", "menu", "staff", "hours", "faq")


def ask(api: APIClient, name: str, **headers: str) -> Any:
    return api.get(f"/api/v1/{name}", headers=headers)


@pytest.fixture
def salon(restaurant: Business) -> StaffMember:
    chair = Resource.objects.create(name="Chair", kind="staff")
    theo = StaffMember.objects.create(name="Theo", title="Stylist", resource=chair)
    rows.add_service(chair, name="Cut", minutes=30, price=Decimal("27.5"), description="With a wash.", position=1)
    rows.add_service(chair, name="Advice", minutes=10, position=2)
    return theo


def test_services_tell_what_it_takes_to_ask_for_times(api: APIClient, salon: StaffMember) -> None:
    cut, advice = ask(api, "services").json()["services"]

    assert (cut["name"], cut["duration_minutes"], cut["price"]) == ("Cut", 30, {"amount": "27.50", "currency": "EUR"})
    assert (cut["description"], cut["modifiers"]) == ("With a wash.", [])
    assert cut["staff"] == [{"id": salon.pk, "name": "Theo"}]
    assert advice["price"] is None
    tomorrow = (timezone.now() + timedelta(days=1)).date().isoformat()
    query = {"service": cut["id"], "staff": cut["staff"][0]["id"], "date": tomorrow}
    assert api.get("/api/v1/availability", query).json()["slots"]


@pytest.mark.parametrize("spoilt", ["withdrawn", "performed by nothing", "performed by what is out of use"])
def test_services_leave_out_what_cannot_be_booked(api: APIClient, salon: StaffMember, spoilt: str) -> None:
    cut = Service.objects.get(name="Cut")
    if spoilt == "withdrawn":
        Service.objects.filter(pk=cut.pk).update(is_active=False)
    elif spoilt == "performed by nothing":
        cut.resources.clear()
    else:
        cut.resources.set([Resource.objects.create(name="Old chair", kind="staff", is_active=False)])

    assert [each["name"] for each in ask(api, "services").json()["services"]] == ["Advice"]


def test_services_tell_how_long_larger_parties_stay(api: APIClient, table: Service) -> None:
    PartyDuration.objects.create(service=table, from_party=5, duration_minutes=150)

    (told,) = ask(api, "services").json()["services"]
    assert (told["needs_party"], told["longer_for"]) == (True, [{"from_party": 5, "duration_minutes": 150}])


def test_menu_tells_dishes_by_section(api: APIClient, restaurant: Business) -> None:
    section = MenuSection.objects.create(name="Dolci")
    section.items.create(name="Tiramisù", price=Decimal(6), allergens=["eggs", "milk"], is_vegetarian=True)
    section.items.create(name="Surprise", price=None, is_available=False, position=1)

    (dolci,) = ask(api, "menu").json()["sections"]
    tiramisu, surprise = dolci["items"]
    assert (dolci["name"], tiramisu["price"]["amount"], tiramisu["allergens"]) == ("Dolci", "6.00", ["eggs", "milk"])
    assert (surprise["price"], surprise["allergens"], surprise["is_available"]) == (None, None, False)
    assert [each["modifiers"] for each in dolci["items"]] == [[], []]


def test_staff_tell_what_they_perform(api: APIClient, salon: StaffMember) -> None:
    StaffMember.objects.create(name="Gone", is_active=False)

    (theo,) = ask(api, "staff").json()["staff"]
    assert (theo["name"], theo["title"]) == ("Theo", "Stylist")
    assert set(theo["services"]) == set(Service.objects.values_list("pk", flat=True))


def test_hours_tell_the_week_and_the_dates_that_differ(api: APIClient, restaurant: Business) -> None:
    today = timezone.now().date()
    WeeklyHours.objects.filter(weekday=1).delete()
    WeeklyHours.objects.filter(weekday=6, opens=time(18)).update(closes=time(1))
    HoursException.objects.create(date=today + timedelta(days=9), note="Ferragosto")
    HoursException.objects.create(
        date=today + timedelta(days=4), is_closed=False, opens=time(10), closes=time(14), note="Fair"
    )

    told = ask(api, "hours").json()
    assert told["timezone"] == "Europe/Rome"
    assert [(each["weekday"], len(each["spans"])) for each in told["week"]] == [
        (1, 0),
        *((day, 2) for day in range(2, 8)),
    ]
    assert told["week"][5]["spans"][1] == {"opens": "18:00", "closes": "01:00", "is_past_midnight": True}
    fair, ferragosto = told["exceptions"]
    assert (fair["note"], fair["spans"][0]["opens"], fair["is_closed"]) == ("Fair", "10:00", False)
    assert (ferragosto["note"], ferragosto["spans"], ferragosto["is_closed"]) == ("Ferragosto", [], True)


@pytest.mark.parametrize("name", PATHS)
def test_unchanged_answer_is_told_without_a_body(api: APIClient, salon: StaffMember, name: str) -> None:
    first = ask(api, name)
    again = ask(api, name, **{"If-None-Match": first["ETag"]})

    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    assert again["ETag"] == first["ETag"]
    assert ask(api, name, **{"If-None-Match": '"other"'}).status_code == 200


def test_changed_answer_has_another_etag(api: APIClient, salon: StaffMember) -> None:
    first = ask(api, "services")
    with transaction.atomic():
        Service.objects.filter(name="Cut").update(price=Decimal(30))

    again = ask(api, "services", **{"If-None-Match": first["ETag"]})
    assert (again.status_code, again.json()["services"][0]["price"]["amount"]) == (200, "30.00")


@pytest.mark.parametrize("name", PATHS)
def test_catalogue_is_read_only_and_says_so_as_a_problem(api: APIClient, name: str) -> None:
    refused = api.post(f"/api/v1/{name}", {})
    assert (refused.status_code, refused["Content-Type"]) == (405, "application/problem+json")


def test_catalogue_costs_the_same_for_more_rows(api: APIClient, restaurant: Business) -> None:
    costs = []
    for count in (1, 3):
        for number in range(count):
            chair = Resource.objects.create(name=f"Chair {count}.{number}", kind="staff")
            StaffMember.objects.create(name=f"Person {count}.{number}", resource=chair)
            rows.add_service(chair, name=f"Service {count}.{number}")
        with CaptureQueriesContext(connection) as queries:
            assert len(ask(api, "services").json()["services"]) >= count
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_catalogue_is_the_hosts_own(api: APIClient, stranger: APIClient, salon: StaffMember) -> None:
    assert "Theo" in ask(api, "staff").content.decode()
    assert "Theo" not in ask(stranger, "staff").content.decode()
