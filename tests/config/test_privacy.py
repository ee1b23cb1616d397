"""What is somebody's own is kept by no cache; what is everybody's says so itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client

from tenants.models import Role
from tests.factories import PASSWORD, new_user

if TYPE_CHECKING:
    from tenants.models import Business

OWNERS = (
    "/staff/",
    "/staff/new/",
    "/staff/inbox/",
    "/staff/mail/",
    "/admin/",
    "/admin/businesses/customer/",
    "/account/",
)
OPEN = ["/login/", "/book/", "/b/K7F-2QM/", "/login/forgotten/", "/invitation/x/", "/login/password/x/y/"]
PROGRAMS = ["/api/v1/bookings/K7F-2QM", "/api/v1/availability", "/api/v1/nothing", "/api/v1/conversations/agents"]


@pytest.mark.parametrize("path", [*OWNERS, *OPEN, *PROGRAMS])
def test_private_pages_are_not_kept(marios: Business, path: str) -> None:
    new_user("own@example.com", business=marios, role=Role.OWNER)
    client = Client(headers={"host": "marios.localhost"})
    if path in OWNERS:
        client.post("/login/", {"username": "own@example.com", "password": PASSWORD})
    answer = client.get(path)
    assert "no-store" in answer.headers["Cache-Control"], answer.headers
    assert client.post(path).headers["Cache-Control"], "refusals, too"


@pytest.mark.parametrize("path", ["/widget.js", "/widget/theme/112233.css"])
def test_what_is_everybodys_stays_as_it_is(marios: Business, path: str) -> None:
    answer = Client(headers={"host": "marios.localhost"}).get(path)
    assert "public" in answer.headers["Cache-Control"]
