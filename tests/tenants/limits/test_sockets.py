"""Handshakes of one address: so many open, so many coming, and another address is none the worse."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from asgiref import testing

from tenants.limits.buckets import Limit
from tenants.limits.caller import caller_address
from tenants.limits.sockets import THROWN_OUT, SocketGate

MANY = Limit("handshakes", 1000, 60.0)
heard: list[str] = []


async def open_door(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Accepts, and stays until the visitor goes; a path of /fail breaks instead."""
    await receive()
    heard.append(caller_address())
    await send({"type": "websocket.accept"})
    if scope["path"].isdigit():
        await send({"type": "websocket.close", "code": int(scope["path"])})
    if scope["path"] == "/fail":
        raise RuntimeError("broken")
    await receive()


Communicator: Any = testing.ApplicationCommunicator  # asgiref's testing tools have no types


class Visitor(Communicator):  # type: ignore[misc]  # as above
    def __init__(self, gate: SocketGate, address: str, path: str = "/", host: str = "marios.localhost") -> None:
        headers = [(b"host", host.encode())]
        scope = {"type": "websocket", "path": path, "headers": headers, "client": (address, 1)}
        super().__init__(gate, scope)

    async def knock(self) -> str:
        await self.send_input({"type": "websocket.connect"})
        return str((await self.receive_output(5))["type"])

    async def go(self) -> None:
        await self.send_input({"type": "websocket.disconnect"})
        await self.wait(5)


async def test_an_address_has_so_many_sockets_open() -> None:
    gate = SocketGate(open_door, at_once=3, coming=MANY, pause=0)
    first = [Visitor(gate, "192.0.2.1") for _ in range(3)]
    assert [await visitor.knock() for visitor in first] == ["websocket.accept"] * 3
    late, other = Visitor(gate, "192.0.2.1"), Visitor(gate, "192.0.2.2")
    assert [await late.knock(), await other.knock()] == ["websocket.close", "websocket.accept"]
    await first[0].go()
    again = Visitor(gate, "192.0.2.1")
    assert await again.knock() == "websocket.accept"
    for visitor in (*first[1:], other, again):
        await visitor.go()
    assert not gate.places.taken


@pytest.mark.parametrize("address", ["192.0.2.1", "2001:db8::1"])
async def test_an_address_comes_so_often(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tenants.limits.sockets.monotonic", lambda: 1_000.0)
    gate = SocketGate(open_door, coming=Limit("handshakes", 4, 60.0), pause=0)
    answers = []
    for number in range(7):
        visitor = Visitor(gate, address if "." in address else f"2001:db8::{number + 1}")
        answers.append(await visitor.knock())
        await visitor.go()
    assert answers == ["websocket.accept"] * 4 + ["websocket.close"] * 3


@pytest.mark.parametrize(("code", "is_held_against"), [(4408, True), (4403, True), (1013, False), (4429, False)])
async def test_who_is_thrown_out_may_not_always_return(
    code: int, is_held_against: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tenants.limits.sockets.monotonic", lambda: 1_000.0)
    gate = SocketGate(open_door, coming=MANY, pause=0)
    for _ in range(THROWN_OUT.burst):
        visitor = Visitor(gate, "192.0.2.1", str(code))
        assert await visitor.knock() == "websocket.accept"
        await visitor.go()
    again = Visitor(gate, "192.0.2.1")
    others = Visitor(gate, "192.0.2.1", host="bella.localhost"), Visitor(gate, "192.0.2.2")
    assert await again.knock() == ("websocket.close" if is_held_against else "websocket.accept")
    assert [await other.knock() for other in others] == ["websocket.accept"] * 2
    for visitor in (again, *others):
        await visitor.go()


async def test_what_breaks_gives_its_place_back() -> None:
    gate = SocketGate(open_door, at_once=1, coming=MANY)
    for _ in range(3):
        visitor = Visitor(gate, "192.0.2.1", "/fail")
        assert await visitor.knock() == "websocket.accept"
        with pytest.raises(RuntimeError, match="broken"):
            await visitor.wait(5)
    assert not gate.places.taken


async def test_what_is_further_in_knows_the_address() -> None:
    heard.clear()
    visitor = Visitor(SocketGate(open_door), "192.0.2.9")
    await visitor.knock()
    await visitor.go()
    assert heard == ["192.0.2.9"]
    await asyncio.sleep(0)
