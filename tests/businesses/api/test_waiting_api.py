"""The waiting list over HTTP: joined once, read, answered and left with its token."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from businesses.models import Booking, Service, Waiting, WeeklyHours
from businesses.operations.waiting import offer_places
from tenants.actors import SYSTEM
from tests.businesses import rows

if TYPE_CHECKING:
    from tests.businesses.hosts import ApiInside

BRUNO = {"name": "Bruno Canary", "phone": "+39061234567", "email": "bruno@example.com"}


@pytest.fixture
def dinner(only_table: Service) -> Service:
    """Open around the clock, so that there is a time to offer whenever the test runs."""
    WeeklyHours.objects.all().delete()
    rows.open_daily((0, 24))
    return only_table


def joined(api: ApiInside, key: str | None = "key-1", **fields: Any) -> Any:
    day = timezone.localdate() + timedelta(days=3)
    body = {"service": "Table", "party_size": 2, "date": day.isoformat(), "earliest": "19:00", "latest": "21:00"}
    headers = {"Idempotency-Key": key} if key else {}
    return api.post("/api/v1/waitlist", {**body, "customer": BRUNO, **fields}, format="json", headers=headers)


def bearer(place: Any) -> dict[str, str]:
    return {"Authorization": f"Bearer {place['manage_token']}"}


def test_join_read_leave(api: ApiInside, dinner: Service) -> None:
    answer = joined(api)
    assert answer.status_code == 201, answer.json()
    place = answer.json()
    assert (place["status"], place["offer"], place["earliest"][11:16]) == ("waiting", None, "19:00")

    address = f"/api/v1/waitlist/{place['reference']}"
    assert api.get(address).status_code == 401
    assert api.get(address, headers=bearer(place)).json()["status"] == "waiting"
    assert api.delete(address, headers=bearer(place)).json()["status"] == "left"
    assert api.delete(address, headers=bearer(place)).json()["status"] == "left"


def test_a_repeat_is_one_place_and_the_key_is_asked_for(api: ApiInside, dinner: Service) -> None:
    assert joined(api, key=None).status_code == 400
    first, again = joined(api).json(), joined(api).json()

    assert (first["reference"], first["manage_token"]) == (again["reference"], again["manage_token"])
    assert Waiting.objects.count() == 1
    refused = joined(api, key="key-2")
    assert (refused.status_code, refused.json()["type"].rpartition("/")[2]) == (409, "already-waiting")


def test_an_offer_is_accepted_once(api: ApiInside, dinner: Service) -> None:
    place = joined(api).json()
    offer_places(by=SYSTEM)
    address = f"/api/v1/waitlist/{place['reference']}"
    offer = api.get(address, headers=bearer(place)).json()["offer"]
    assert offer["start"][11:16] == "19:00"
    assert offer["resource"] == "T1"

    booked = api.post(f"{address}/accept", headers=bearer(place)).json()
    assert (booked["status"], booked["start"]) == ("confirmed", offer["start"])
    assert api.post(f"{address}/accept", headers=bearer(place)).json()["reference"] == booked["reference"]
    assert api.get(address, headers=bearer(place)).json()["booking"] == booked["reference"]
    own = api.get(f"/api/v1/bookings/{booked['reference']}", headers=bearer(booked))
    assert own.status_code == 200


def test_an_offer_is_declined(api: ApiInside, dinner: Service) -> None:
    place = joined(api).json()
    offer_places(by=SYSTEM)
    address = f"/api/v1/waitlist/{place['reference']}"

    assert api.post(f"{address}/decline", headers=bearer(place)).json()["status"] == "waiting"
    assert Booking.objects.get().status == "cancelled"
    assert api.post(f"{address}/accept", headers=bearer(place)).status_code == 409


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"service": "Sauna"}, "service"),
        ({"date": "9999-12-31"}, "date"),
        ({"date": "0001-01-01"}, "date"),
        ({"earliest": "21:00", "latest": "19:00"}, "latest"),
        ({"staff": "Nobody"}, "staff"),
        ({"customer": {"name": "Bruno", "email": "no address"}}, "email"),
        ({"earliest": "late"}, "earliest"),
    ],
)
def test_bad_input_is_told_by_field(api: ApiInside, dinner: Service, fields: dict[str, Any], field: str) -> None:
    answer = joined(api, **fields)

    assert answer.status_code in {400, 422}
    assert field in answer.json()["errors"], answer.json()
    assert answer["Content-Type"].startswith("application/problem+json")
    assert not Waiting.objects.exists()


def test_another_business_knows_no_such_place(api: ApiInside, stranger: ApiInside, dinner: Service) -> None:
    place = joined(api).json()
    answer = stranger.get(f"/api/v1/waitlist/{place['reference']}", headers=bearer(place))

    assert answer.status_code == 401
    assert "Bruno" not in answer.text
