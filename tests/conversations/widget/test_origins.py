from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from conversations.widget.origins import OriginMiddleware, allowed_origins, own_origins
from tests.factories import new_business

if TYPE_CHECKING:
    from pytest_django import Settings

    from tenants.models import Business

SHOP = "https://www.shop.example"


@pytest.fixture(autouse=True)
def _platform(settings: Settings) -> None:
    settings.PLATFORM_URL = "http://localhost:8000"


@pytest.fixture
def shop(db: None) -> Business:
    return new_business("shop", allowed_origins=[SHOP])


def test_allowed_origins_are_the_listed_the_own_and_the_platforms(shop: Business, bella: Business) -> None:
    assert allowed_origins(shop) == {SHOP, "http://shop.localhost:8000", "http://localhost:8000"}
    assert allowed_origins(bella) == {"http://bella.localhost:8000", "http://localhost:8000"}


def test_own_origins_hold_no_other_site(shop: Business) -> None:
    assert own_origins(shop) == {"http://shop.localhost:8000"}


async def handshake(business: Business, path: str, origin: str | None) -> list[dict[str, Any]]:
    """What the middleware sends for a handshake; the application behind it accepts."""
    sent: list[dict[str, Any]] = []

    async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
        await send({"type": "websocket.accept"})

    async def receive() -> dict[str, Any]:
        return {"type": "websocket.connect"}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    headers = [(b"origin", origin.encode())] if origin is not None else []
    scope = {"type": "websocket", "path": path, "headers": headers, "business": business}
    await OriginMiddleware(application)(scope, receive, send)
    return sent


@pytest.mark.parametrize(
    ("path", "origin", "answer"),
    [
        ("/ws/chat/1/", "http://marios.localhost:8000", "websocket.accept"),
        ("/ws/chat/1/", "http://localhost:8000", "websocket.accept"),
        ("/ws/chat/1/", "https://evil.example", "websocket.close"),
        ("/ws/chat/1/", "http://bella.localhost:8000", "websocket.close"),
        ("/ws/chat/1/", "null", "websocket.close"),
        ("/ws/chat/1/", None, "websocket.close"),
        ("/ws/staff/", "http://marios.localhost:8000", "websocket.accept"),
        ("/ws/staff/", "http://localhost:8000", "websocket.close"),
    ],
)
async def test_socket_handshake_needs_an_allowed_origin(
    live_marios: Business, path: str, origin: str | None, answer: str
) -> None:
    assert [message["type"] for message in await handshake(live_marios, path, origin)] == [answer]
