"""Owners create businesses by themselves."""

from __future__ import annotations

import pytest
from django.test import Client

from businesses.models import Service
from tenants.context import enter
from tenants.models import Business, Membership, Role, User
from tests.factories import PASSWORD, new_user

PASTA = {
    "name": "Pasta & Più", "slug": "", "category": "food", "country": "IT", "timezone": "Europe/Rome",
    "currency": "EUR", "owner": "Ann Rossi", "email": "Ann@Example.com", "password": PASSWORD,
}  # fmt: skip


@pytest.fixture
def visitor(db: None) -> Client:
    return Client(headers={"host": "localhost"})


def test_an_owner_signs_up_and_signs_in_at_their_own_host(visitor: Client) -> None:
    assert "://pasta-piu." in visitor.post("/signup/", PASTA, follow=True).content.decode()
    membership = Membership.objects.get()
    assert (membership.user.email, membership.user.name, membership.role) == ("ann@example.com", "Ann Rossi", "owner")
    with enter(membership.business.schema_name):
        assert Service.objects.offered().exists()
    own = Client(headers={"host": "pasta-piu.localhost"})
    assert "is ready" in own.get("/login/?next=/admin/&new=1").content.decode()
    own.post("/login/", {"username": "ann@example.com", "password": PASSWORD})
    assert "Setting up" in own.get("/admin/").content.decode()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"slug": "www"}, "kept for the platform"),
        ({"slug": "Bad Slug"}, "valid"),
        ({"slug": "marios"}, "already exists"),
        ({"name": "🍝"}, "blank"),
        ({"password": "short"}, "too short"),
        ({"password": "ann@example.com"}, "too similar"),
        ({"country": "XX"}, "valid choice"),
        ({"timezone": "Mars/Olympus"}, "valid choice"),
        ({"email": "luca@example.com"}, "login with this address already"),
        ({"email": "nonsense"}, "valid email"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_created(
    visitor: Client, marios: Business, wrong: dict[str, str], told: str
) -> None:
    new_user("luca@example.com", business=marios)
    refused = visitor.post("/signup/", PASTA | wrong)
    assert refused.status_code == 422
    assert told in refused.content.decode()
    assert Business.objects.get() == marios
    assert User.objects.count() == 1


def test_one_address_does_not_try_for_ever(visitor: Client) -> None:
    statuses = [visitor.post("/signup/", {}).status_code for _ in range(21)]
    assert (statuses[0], statuses[-1]) == (422, 429)


def test_an_owner_creates_another_with_the_same_login(visitor: Client, marios: Business) -> None:
    owner = new_user("own@example.com", business=marios, role=Role.OWNER)
    client = Client(headers={"host": "marios.localhost"})
    client.post("/login/", {"username": "own@example.com", "password": PASSWORD})
    assert "/signup/" in client.get("/admin/").content.decode()
    assert "://second." in client.post("/signup/", PASTA | {"slug": "second"}, follow=True).content.decode()
    assert Client(headers={"host": "localhost"}).get("/signup/ready/").status_code == 404
    assert set(owner.memberships.values_list("business__slug", "role")) == {("marios", "owner"), ("second", "owner")}


def test_only_owners_create_another(visitor: Client, marios: Business) -> None:
    new_user("gina@example.com", business=marios, role=Role.MANAGER)
    client = Client(headers={"host": "marios.localhost"})
    assert client.get("/signup/").status_code == 302
    client.post("/login/", {"username": "gina@example.com", "password": PASSWORD})
    assert client.post("/signup/", PASTA).status_code == 403
