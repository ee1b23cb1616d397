"""Open pages: sockets into the application as a browser would hold them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

from asgiref import testing
from channels.routing import URLRouter

from config.routing import websocket_urlpatterns
from tenants.asgi import TenantSocketMiddleware

if TYPE_CHECKING:
    from tenants.models import Business

APPLICATION = TenantSocketMiddleware(cast("Any", URLRouter(websocket_urlpatterns)))
SECONDS = 5
Communicator: Any = testing.ApplicationCommunicator  # asgiref's testing tools have no types


class Page(Communicator):  # type: ignore[misc]  # as above
    """A socket on the host of a business."""

    def __init__(self, host: str, path: str, **headers: str) -> None:
        sent = [(b"host", host.encode()), *((key.encode(), value.encode()) for key, value in headers.items())]
        super().__init__(
            APPLICATION,
            {"type": "websocket", "path": path, "query_string": b"", "headers": sent, "subprotocols": []},
        )

    @classmethod
    def of_visitor(cls, business: Business, conversation_id: object) -> Page:
        return cls(f"{business.slug}.localhost", f"/ws/chat/{conversation_id}/")

    async def connect(self) -> dict[str, Any]:
        """How the handshake was answered."""
        await self.send_input({"type": "websocket.connect"})
        return await self.receive_output(SECONDS)  # type: ignore[no-any-return]

    async def send_text(self, text: str) -> None:
        await self.send_input({"type": "websocket.receive", "text": text})

    async def tell(self, **frame: Any) -> None:
        await self.send_text(json.dumps(frame))

    async def hear(self) -> dict[str, Any]:
        """The next frame."""
        output = await self.receive_output(SECONDS)
        assert output["type"] == "websocket.send", output
        frame: dict[str, Any] = json.loads(output["text"])
        return frame

    async def until(self, kind: str) -> dict[str, Any]:
        """The next frame of the kind; what comes before is let go."""
        while (frame := await self.hear())["type"] != kind:
            pass
        return frame

    async def closed(self) -> int:
        """The code the socket is closed with; what comes before is let go."""
        while (output := await self.receive_output(SECONDS))["type"] != "websocket.close":
            pass
        return int(output["code"])

    async def enter(self, token: str, **more: Any) -> dict[str, Any]:
        assert (await self.connect())["type"] == "websocket.accept"
        await self.tell(type="auth", token=token, **more)
        return await self.until("ack")

    async def leave(self) -> None:
        await self.send_input({"type": "websocket.disconnect", "code": 1000})
        await self.wait(SECONDS)
