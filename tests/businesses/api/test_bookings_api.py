from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from businesses.models import Booking, Customer, IdempotencyKey, Service
from businesses.queries import nearest_slots
from tenants.context import enter
from tests.businesses.rows import clear_rows

if TYPE_CHECKING:
    from rest_framework.test import APIClient

    from businesses.offered import OfferedSlot
    from tenants.models import Business

ANNA = {"name": "Anna", "phone": "+39061234567", "email": ""}


def offers(service: Service, party: int = 2) -> list[OfferedSlot]:
    now = timezone.now()
    return nearest_slots(service=service, party_size=party, around=now + timedelta(days=2), now=now)


def hold(api: APIClient, token: str, key: str | None = "key-1", **changes: Any) -> Any:
    body = {"slot_token": token, "party_size": 2, "customer": ANNA, **changes}
    headers = {"Idempotency-Key": key} if key else {}
    return api.post("/api/v1/bookings/hold", body, format="json", headers=headers)


def bearer(held: Any) -> dict[str, str]:
    return {"Authorization": f"Bearer {held['manage_token']}"}


def test_hold_confirm_cancel_over_http(api: APIClient, table: Service) -> None:
    held = hold(api, offers(table)[0].token)
    assert (held.status_code, held.json()["status"]) == (201, "held")
    path = f"/api/v1/bookings/{held.json()['reference']}"

    confirmed = api.post(f"{path}/confirm", headers=bearer(held.json()))
    read = api.get(path, headers=bearer(held.json()))
    cancelled = api.post(f"{path}/cancel", {"reason": "ill"}, format="json", headers=bearer(held.json()))

    assert [each.json()["status"] for each in (confirmed, read, cancelled)] == ["confirmed", "confirmed", "cancelled"]
    assert "manage_token" not in read.json()


def test_reschedule_over_http_keeps_the_reference(api: APIClient, table: Service) -> None:
    first, second = offers(table)[:2]
    held = hold(api, first.token).json()

    moved = api.post(
        f"/api/v1/bookings/{held['reference']}/reschedule",
        {"slot_token": second.token},
        format="json",
        headers=bearer(held),
    )

    assert (moved.status_code, moved.json()["start"]) == (200, second.start.isoformat())
    assert moved.json()["reference"] == held["reference"]


def test_hold_repeated_with_its_key_is_one_booking_and_the_same_answer(api: APIClient, table: Service) -> None:
    token = offers(table)[0].token

    first, again = hold(api, token), hold(api, token)

    assert (again.status_code, again.json()) == (201, first.json())
    assert Booking.objects.count() == 1


def test_hold_with_a_used_key_and_another_body_is_refused(api: APIClient, table: Service) -> None:
    token = offers(table)[0].token
    hold(api, token)

    refused = hold(api, token, customer={**ANNA, "name": "Eve"})

    assert (refused.status_code, refused.json()["type"]) == (422, "/problems/idempotency-key-reused")
    assert Booking.objects.count() == 1


def test_refused_hold_may_be_sent_again_with_its_key(api: APIClient, table: Service) -> None:
    token = offers(table)[0].token
    assert hold(api, token, customer={**ANNA, "phone": "12"}).status_code == 422

    assert hold(api, token).status_code == 201


@pytest.mark.parametrize("key", [None, "", "k" * 129])
def test_hold_needs_a_key(api: APIClient, table: Service, key: str | None) -> None:
    refused = hold(api, offers(table)[0].token, key=key)

    assert (refused.status_code, refused.json()["type"]) == (400, "/problems/idempotency-key-missing")


def test_stored_answer_holds_no_secret(api: APIClient, table: Service) -> None:
    hold(api, offers(table)[0].token)

    assert "manage_token" not in (IdempotencyKey.objects.get().response or {})


def test_taken_time_is_a_problem_with_alternatives_that_can_be_booked(api: APIClient, only_table: Service) -> None:
    token = offers(only_table)[0].token
    hold(api, token)

    refused = hold(api, token, key="key-2")

    assert (refused.status_code, refused["Content-Type"]) == (409, "application/problem+json")
    assert refused.json()["type"] == "/problems/slot-taken"
    other = refused.json()["errors"]["alternatives"][0]["token"]
    assert hold(api, other, key="key-3").status_code == 201


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"party_size": 0}, 422),
        ({"party_size": -1}, 422),
        ({"party_size": "many"}, 422),
        ({"party_size": 500}, 422),
        ({"slot_token": "forged"}, 422),
        ({"slot_token": "x" * 10_000}, 422),
        ({"customer": {}}, 422),
        ({"customer": "Anna"}, 422),
        ({"customer": {**ANNA, "name": "x" * 10_000}}, 422),
        ({"customer": {**ANNA, "name": "a\u0000b"}}, 400),
        ({"note": "n" * 10_000}, 422),
    ],
)
def test_bad_input_is_told_and_not_stored(api: APIClient, table: Service, changes: Any, status: int) -> None:
    refused = hold(api, offers(table)[0].token, **changes)

    assert (refused.status_code, refused["Content-Type"]) == (status, "application/problem+json")
    assert not Booking.objects.exists()


@pytest.mark.parametrize("body", ["[]", '"text"', "{", "", "\x00"])
def test_body_that_is_not_an_object_is_told(api: APIClient, table: Service, body: str) -> None:
    refused = api.generic(
        "POST", "/api/v1/bookings/hold", body, content_type="application/json", headers={"Idempotency-Key": "k"}
    )
    assert refused.status_code in {400, 422}


def test_booking_without_its_token_is_the_same_as_no_booking(api: APIClient, table: Service) -> None:
    held = hold(api, offers(table)[0].token).json()
    answers = []
    for reference in (held["reference"], "K7F-2QM", "nonsense"):
        for method in (api.get, api.post):
            path = f"/api/v1/bookings/{reference}{'/confirm' if method == api.post else ''}"
            for headers in ({}, {"Authorization": "Bearer x"}, {"Authorization": "Bearer \u00e9"}):
                answer = method(path, headers=headers)
                answers.append((bool(headers), answer.status_code, answer.json()["type"], answer.json()["detail"]))
    assert len(set(answers)) == 2
    assert {status for _, status, _, _ in answers} == {401}


def test_token_of_another_booking_opens_nothing(api: APIClient, table: Service) -> None:
    first, second = offers(table)[:2]
    mine, other = hold(api, first.token).json(), hold(api, second.token, key="key-2").json()

    refused = api.get(f"/api/v1/bookings/{other['reference']}", headers=bearer(mine))

    assert refused.status_code == 401


def test_token_of_one_business_is_forged_in_another(
    api: APIClient, stranger: APIClient, table: Service, bella: Business
) -> None:
    held = hold(api, offers(table)[0].token).json()
    slot = offers(table)[0].token
    row = Booking.objects.values().get()
    service, resource = Service.objects.values().get(), table.resources.values().first()
    customer = Customer.objects.values().get()
    with enter(bella.schema_name):  # the same keys, the same reference, the same nonce
        clear_rows()
        assert resource is not None
        Service.objects.create(**service).resources.create(**resource)
        Customer.objects.create(**customer)
        Booking.objects.create(**{key: value for key, value in row.items() if key != "starts_at"})

    assert stranger.get(f"/api/v1/bookings/{held['reference']}", headers=bearer(held)).status_code == 401
    assert hold(stranger, slot).json()["type"] == "/problems/slot-not-valid"


def test_holds_of_one_visitor_are_limited(api: APIClient, table: Service) -> None:
    statuses = [hold(api, "forged", key=f"k{count}").status_code for count in range(32)]

    assert (statuses[0], statuses[-1]) == (422, 429)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("12 Oak Street", "12 Oak Street"),
        (" Via Po 3\nscala B ", "Via Po 3\nscala B"),
        ("Königstraße 5, 3. Stock", "Königstraße 5, 3. Stock"),
        ("flat 4A\u202e", "flat 4A"),
        ("", ""),
    ],
)
def test_hold_keeps_the_address_it_is_given(api: APIClient, table: Service, given: str, kept: str) -> None:
    held = hold(api, offers(table)[0].token, address=given).json()

    assert held["address"] == kept
    assert api.get(f"/api/v1/bookings/{held['reference']}", headers=bearer(held)).json()["address"] == kept


def test_address_beyond_its_length_is_told(api: APIClient, table: Service) -> None:
    refused = hold(api, offers(table)[0].token, address="x" * 301)
    assert (refused.status_code, list(refused.json()["errors"])) == (422, ["address"])


def test_a_series_is_planned_booked_and_ended_over_http(api: APIClient, table: Service) -> None:
    first = offers(table)[0].token
    asked = {"slot_token": first, "every_weeks": 1, "times": 3}
    planned = api.post("/api/v1/bookings/series/plan", asked, format="json").json()["dates"]
    assert [each["unavailable"] for each in planned] == [None] * 3

    body = {"slot_tokens": [each["slot"]["token"] for each in planned], "every_weeks": 1, "customer": ANNA}
    said: dict[str, Any] = {"format": "json", "headers": {"Idempotency-Key": "series-1"}}
    made, again = (api.post("/api/v1/bookings/series", body, **said) for _time in range(2))
    assert made.status_code == 201, made.json()
    assert made.json() == again.json()
    bookings = made.json()["bookings"]
    assert [each["start"] for each in bookings] == [each["start"] for each in planned]
    assert {each["series"] for each in bookings} == {made.json()["series"]}
    assert Booking.objects.count() == 3

    path = f"/api/v1/bookings/{bookings[1]['reference']}"
    listed = api.get(f"{path}/series", headers=bearer(bookings[1])).json()
    assert [each["reference"] for each in listed["bookings"]] == [each["reference"] for each in bookings]
    assert "manage_token" not in str(listed)
    ended = api.post(f"{path}/cancel", {"following": True}, format="json", headers=bearer(bookings[1]))
    assert ended.json()["status"] == "cancelled"
    assert [each.status for each in Booking.objects.order_by("starts_at")] == ["confirmed", "cancelled", "cancelled"]


def test_what_is_no_series_is_refused_over_http(api: APIClient, table: Service) -> None:
    token = offers(table)[0].token
    assert (
        api.post("/api/v1/bookings/series/plan", {"slot_token": token, "every_weeks": 1}, format="json").status_code
        == 422
    )
    one = {"slot_tokens": [token], "every_weeks": 1, "customer": ANNA}
    headers = {"Idempotency-Key": "series-2"}
    assert api.post("/api/v1/bookings/series", one, format="json", headers=headers).status_code == 422
    assert api.post("/api/v1/bookings/series", {**one, "slot_tokens": [token, token]}, format="json").status_code == 400
    held = hold(api, token).json()
    assert api.get(f"/api/v1/bookings/{held['reference']}/series", headers=bearer(held)).status_code == 409
    assert Booking.objects.count() == 1
