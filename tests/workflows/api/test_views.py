from __future__ import annotations

from typing import TYPE_CHECKING

from rest_framework.test import APIClient

from tenants.context import enter
from tenants.models import Role
from tests.factories import PASSWORD, new_user
from tests.workflows.bookings import book, in_days
from tests.workflows.test_walk import relay, status_of, until
from workflows.client import hang_up
from workflows.definitions.messages import appointment_id

if TYPE_CHECKING:
    from pytest_django import Settings

    from businesses.models import Booking
    from tenants.models import Business

ACTIVE = "/api/v1/conversations/workflows/active"


def signed_in(business: Business, role: str) -> APIClient:
    client = APIClient(headers={"host": f"{business.slug}.localhost"})
    email = f"{role}@{business.slug}.example"
    new_user(email, business=business, role=role)
    answer = client.post("/api/v1/auth/token", {"email": email, "password": PASSWORD}, format="json")
    assert answer.status_code == 200, answer.content
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {answer.json()['access']}")
    return client


def running_booking(business: Business) -> Booking:
    with enter(business.schema_name):
        booking = book(in_days(5))
    relay()
    return booking


def test_members_see_the_running_workflows_of_their_own_business(
    open_marios: Business, open_bella: Business, temporal: str
) -> None:
    own, foreign = running_booking(open_marios), running_booking(open_bella)
    client = signed_in(open_marios, Role.STAFF)

    until(lambda: client.get(ACTIVE).json()["workflows"])
    [shown] = client.get(ACTIVE).json()["workflows"]
    assert (shown["kind"], shown["reference"]) == ("booking", own.reference)
    assert foreign.reference not in client.get(ACTIVE).content.decode()


def test_manager_stops_a_workflow_of_their_own_business_only(
    open_marios: Business, open_bella: Business, worker: None
) -> None:
    own, foreign = running_booking(open_marios), running_booking(open_bella)
    client = signed_in(open_marios, Role.MANAGER)

    answer = client.post(cancel_path(open_bella, foreign))
    assert (answer.status_code, answer.json()["type"]) == (404, "/problems/workflow-not-found")
    assert client.post(cancel_path(open_marios, own)).status_code == 202
    until(lambda: (status := status_of(open_marios, own)) is not None and status.name == "CANCELED")
    assert (status := status_of(open_bella, foreign)) is not None
    assert status.name == "RUNNING"


def test_staff_may_look_but_not_stop(open_marios: Business, temporal: str) -> None:
    booking = running_booking(open_marios)

    assert signed_in(open_marios, Role.STAFF).post(cancel_path(open_marios, booking)).status_code == 403
    assert APIClient(headers={"host": "marios.localhost"}).get(ACTIVE).status_code == 401


def test_workflow_that_does_not_exist_is_not_found(open_marios: Business, temporal: str) -> None:
    client = signed_in(open_marios, Role.OWNER)
    path = f"/api/v1/conversations/workflows/{open_marios.schema_name}:booking:NO-SUCH/cancel"

    assert client.post(path).status_code == 404


def test_absent_server_is_told_as_such(open_marios: Business, temporal: str, settings: Settings) -> None:
    settings.TEMPORAL_ADDRESS = "127.0.0.1:9"
    hang_up()
    answer = signed_in(open_marios, Role.OWNER).get(ACTIVE)

    assert (answer.status_code, answer.json()["type"]) == (503, "/problems/temporal-unavailable")


def cancel_path(business: Business, booking: Booking) -> str:
    return f"/api/v1/conversations/workflows/{appointment_id(business.schema_name, booking.reference)}/cancel"
