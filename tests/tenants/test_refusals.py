"""Who tries doors is in the log, by route and not by what was typed, and a flood of it is a line a second."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from tenants.limits.sockets import ABUSED, SocketGate
from tenants.models import Role
from tenants.refusals import Refusals
from tests.factories import new_user
from tests.tenants.pages import signed_in

if TYPE_CHECKING:
    from tenants.models import Business


def told(caplog: pytest.LogCaptureFixture) -> list[dict[str, Any]]:
    lines = (record.msg for record in caplog.records)
    return [line for line in lines if isinstance(line, dict) and line["event"] == "refused"]


def refused(caplog: pytest.LogCaptureFixture) -> list[tuple[object, ...]]:
    return [(each["status"], each["route"], each["actor"]) for each in told(caplog)]


def test_a_stranger_and_a_member_without_the_permission_are_told(
    marios: Business, caplog: pytest.LogCaptureFixture
) -> None:
    user = new_user("luca@example.com", business=marios, role=Role.ANALYST)
    Client(headers={"host": "marios.localhost"}).get("/api/v1/conversations/stats?q=secret")
    signed_in("marios.localhost", "luca@example.com").get("/staff/new/")
    assert refused(caplog) == [(401, "api/v1/conversations/stats", ""), (403, "staff/new/", f"staff:{user.pk}")]


def test_so_is_who_comes_too_often(marios: Business, caplog: pytest.LogCaptureFixture) -> None:
    client = Client(headers={"host": "marios.localhost"})
    for _ in range(6):
        client.post("/login/", {"username": "luca@example.com", "password": "x"})
    assert refused(caplog) == [(429, "login/", "")]


def test_a_flood_is_a_line_a_second_that_counts_the_rest(caplog: pytest.LogCaptureFixture) -> None:
    refusals = Refusals()
    for now in (0.0, 0.1, 0.9, 1.0, 5.0):
        refusals.tell(now, status=403)
    refusals.tell(5.1, status=429)
    assert [(each["status"], each["more"]) for each in told(caplog)] == [(403, 0), (403, 2), (403, 0), (429, 0)]


async def test_so_is_a_socket_that_is_closed_for_what_it_sent(caplog: pytest.LogCaptureFixture) -> None:
    async def closing(_scope: Any, _receive: Any, send: Any) -> None:
        await send({"type": "websocket.close", "code": ABUSED})

    async def heard(*_message: object) -> None:
        return

    gate = SocketGate(closing)
    for _ in range(3):
        await gate({"type": "websocket", "headers": [], "client": ("192.0.2.1", 1)}, heard, heard)
    assert [each["socket"] for each in told(caplog)] == [ABUSED]
