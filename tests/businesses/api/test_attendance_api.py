"""Programs of the business note who came, as its staff do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from businesses.models import Booking, Service
from tenants.actors import actor_of
from tenants.context import enter
from tenants.keys import Tier
from tenants.models import Role
from tenants.operations import make_key
from tenants.permissions import Permission
from tests.businesses.board.days import book
from tests.factories import new_user

if TYPE_CHECKING:
    from tenants.models import Business


@pytest.fixture
def booking(marios: Business) -> Booking:
    return book(marios, "Anna Rossi")


def key_for(business: Business, *permissions: Permission) -> str:
    owner = new_user("mario@example.com", business=business, role=Role.OWNER)
    with enter(business.schema_name):
        details: dict[str, Any] = {"name": "Door", "tier": Tier.STANDARD, "expires_at": None}
        return make_key(business=business, permissions=permissions, by=actor_of(owner), **details).key


def post(key: str, path: str, body: dict[str, Any]) -> Any:
    headers = {"host": "marios.localhost", "authorization": f"Api-Key {key}"}
    return Client().post(f"/api/v1/bookings/{path}", body, "application/json", headers=headers)


def test_who_is_here_is_noted_by_a_program(marios: Business, booking: Booking) -> None:
    key = key_for(marios, Permission.BOOKINGS_CHANGE)
    late = post(key, f"{booking.reference}/late", {"minutes": 10})
    assert late.status_code == 200
    here = post(key, f"{booking.reference}/move", {"to": "arrived", "version": late.json()["version"]})
    assert (here.status_code, here.json()["status"], here.json()["can_change"]) == (200, "arrived", False)
    with enter(marios.schema_name):
        assert booking.changes.get(kind="arrived").actor_name == "Door (API)"


def test_what_is_behind_wrong_or_not_there_is_refused_with_a_reason(marios: Business, booking: Booking) -> None:
    key = key_for(marios, Permission.BOOKINGS_CHANGE)
    path = f"{booking.reference}/move"
    assert post(key, path, {"to": "cancelled"}).json()["errors"]["to"]
    assert post(key, f"{booking.reference}/late", {"minutes": -1}).json()["errors"]["minutes"]
    assert post(key, "XXX-XXX/move", {"to": "arrived"}).status_code == 404
    post(key, f"{booking.reference}/late", {"minutes": 10})
    behind = post(key, path, {"to": "arrived", "version": booking.version})
    assert (behind.status_code, behind.json()["type"]) == (409, "/problems/booking-changed-meanwhile")


def test_who_may_not_change_bookings_notes_nothing(marios: Business, bella: Business, booking: Booking) -> None:
    path, said = f"{booking.reference}/move", {"to": "arrived"}
    assert post(key_for(marios, Permission.BOOKINGS_VIEW), path, said).status_code == 403
    assert post("xs_forged", path, said).status_code in {401, 403}
    with enter(marios.schema_name):
        booking.refresh_from_db()
    assert booking.status == "confirmed"


def test_a_walk_in_is_seated_once_by_its_key(marios: Business) -> None:
    key = key_for(marios, Permission.BOOKINGS_CHANGE)
    with enter(marios.schema_name):
        said = {"service": Service.objects.get(needs_party=True).name, "party_size": 2}
    headers = {"host": "marios.localhost", "authorization": f"Api-Key {key}"}
    path = "/api/v1/bookings/walk-in"
    assert Client().post(path, said, "application/json", headers=headers).status_code == 400
    headers["idempotency-key"] = "k1"
    first, again = (Client().post(path, said, "application/json", headers=headers) for _ in range(2))
    assert (first.status_code, first.json()["status"], again.json()) == (201, "arrived", first.json())
