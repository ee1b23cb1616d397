from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from businesses.models import Booking, HoursException
from tests.businesses.rows import ANNA, VISITOR

if TYPE_CHECKING:
    from rest_framework.test import APIClient

    from businesses.models import Service

PATH = "/api/v1/availability"


def tomorrow() -> str:
    return (timezone.now() + timedelta(days=1)).date().isoformat()


def ask(api: APIClient, **query: Any) -> Any:
    return api.get(PATH, query)


def test_availability_lists_times_with_tokens(api: APIClient, table: Service) -> None:
    answer = ask(api, service=table.pk, party_size=2, date=tomorrow())

    slots = answer.json()["slots"]
    assert (answer.status_code, len(slots)) == (200, 3 + 7)
    assert set(slots[0]) == {"start", "end", "resource", "token"}
    assert slots[0]["start"].startswith(f"{tomorrow()}T12:00:00+0")


def test_availability_takes_the_service_by_name(api: APIClient, table: Service) -> None:
    assert ask(api, service="tAbLe", date=tomorrow()).json()["slots"]


def test_availability_says_why_there_is_none_and_what_is_near(api: APIClient, table: Service) -> None:
    HoursException.objects.create(date=tomorrow(), is_closed=True, note="Christmas")

    body = ask(api, service=table.pk, date=tomorrow()).json()

    assert (body["slots"], body["unavailable"]["kind"]) == ([], "closed")
    assert "Christmas" in body["unavailable"]["detail"]
    assert body["nearest"]


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ({"date": "2020-01-01"}, "past"),
        ({"date": "2999-01-01"}, "too_far"),
        ({"time": "16:00"}, "outside_hours"),
        ({"time": "22:00"}, "too_long_before_closing"),
    ],
)
def test_availability_names_the_reason(api: APIClient, table: Service, query: dict[str, str], kind: str) -> None:
    body = ask(api, **{"service": table.pk, "date": tomorrow(), **query}).json()

    assert body["unavailable"]["kind"] == kind
    assert body["unavailable"]["detail"]
    assert "%(" not in body["unavailable"]["detail"]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"party_size": 0}, "party_size"),
        ({"party_size": "two"}, "party_size"),
        ({"days": 99}, "days"),
        ({"date": "2026-02-30"}, "date"),
        ({"service": "Massage"}, "service"),
        ({"service": "9" * 40}, "service"),
        ({"staff": "Nobody"}, "staff"),
    ],
)
def test_availability_names_the_wrong_field(api: APIClient, table: Service, query: dict[str, Any], field: str) -> None:
    answer = ask(api, **{"service": table.pk, **query})

    assert (answer.status_code, list(answer.json()["errors"])) == (422, [field])


def test_availability_tells_the_largest_party(api: APIClient, table: Service) -> None:
    answer = ask(api, service=table.pk, party_size=14, date=tomorrow())

    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/party-too-large")
    assert answer.json()["errors"] == {"largest": 4}


def test_availability_costs_the_same_for_a_day_and_for_two_weeks(api: APIClient, table: Service) -> None:
    from businesses.operations import record_booking

    costs = []
    for days, bookings in ((1, 1), (14, 3)):
        for each in range(bookings):
            record_booking(
                service=table,
                party_size=2,
                start=timezone.now() + timedelta(days=each + days, hours=2),
                customer=ANNA,
                by=VISITOR,
                source="api",
            )
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert ask(api, service=table.pk, date=tomorrow(), days=days).status_code == 200
        costs.append(len(queries))
    assert Booking.objects.count() == 4
    assert len(set(costs)) == 1
