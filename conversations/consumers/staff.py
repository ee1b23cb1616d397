"""The socket of staff: everything that happens in the business, as it happens."""

from __future__ import annotations

import time
from http.cookies import SimpleCookie
from typing import Any, cast

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest

from conversations.consumers.direct import DirectConsumer
from conversations.consumers.visits import as_json
from conversations.groups import business_group, staff_group
from tenants.asgi import NO_SUCH_HOST
from tenants.authentication import SESSION_SCHEMA
from tenants.context import run_in_tenant
from tenants.limits.sockets import ABUSED, header
from tenants.permissions import Permission
from tenants.rules import NOTHING, permissions_of

TOLD_OF = {"booking": Permission.BOOKINGS_VIEW, "order": Permission.ORDERS_VIEW}
"""What one must be allowed to see to be told of it, by the type of frame; of all others, conversations."""
NOT_A_MEMBER = 4403
CHECKED_EVERY = 60.0
"""Seconds after which membership is looked up again before anything more is told."""


class StaffConsumer(DirectConsumer):
    """One open page of one member of staff, signed in by the session of the handshake, who may see some of it."""

    required_permissions = frozenset({*TOLD_OF.values(), Permission.CONVERSATIONS_VIEW})

    async def connect(self) -> None:
        handshake = cast("dict[str, Any]", self.scope)  # with what TenantSocketMiddleware has put there
        self.schema: str = handshake["business_schema"]
        self.session_key = session_key_of(handshake)
        self.checked_at = 0.0
        self.permissions = NOTHING
        if not await self.is_allowed():
            await self.close(NOT_A_MEMBER)
            return
        for group in (staff_group(self.schema), business_group(self.schema)):
            await self.channel_layer.group_add(group, self.channel_name)
        await self.accept()

    async def disconnect(self, code: int) -> None:
        for group in (staff_group(self.schema), business_group(self.schema)):
            await self.channel_layer.group_discard(group, self.channel_name)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """Staff act over HTTP; what is sent here is not read, and not for long."""
        if not self.budget.allows_frame():
            await self.close(ABUSED)

    async def relay(self, event: dict[str, Any]) -> None:
        if not await self.is_allowed():
            await self.close(NOT_A_MEMBER)
            return
        for frame in event["frames"]:
            if TOLD_OF.get(frame["type"], Permission.CONVERSATIONS_VIEW) in self.permissions:
                await self.send(text_data=as_json(frame))

    async def standing_changed(self, event: dict[str, Any]) -> None:
        """Somebody was removed, given another role or signed out: whether it was this member is looked up now."""
        self.checked_at = 0.0
        if not await self.is_allowed():
            await self.close(NOT_A_MEMBER)

    async def host_closed(self, event: dict[str, Any]) -> None:
        await self.close(NO_SUCH_HOST)

    async def is_allowed(self) -> bool:
        if time.monotonic() - self.checked_at < CHECKED_EVERY and self.checked_at:
            return True
        self.permissions = await run_in_tenant(
            self.schema, permissions_in, session_key=self.session_key, schema=self.schema
        )
        allowed = not self.permissions.isdisjoint(self.required_permissions)
        self.checked_at = time.monotonic() if allowed else 0.0
        return allowed


def session_key_of(handshake: dict[str, Any]) -> str:
    """From the cookie; the Origin has been checked, so no other site can have sent it."""
    morsel = SimpleCookie(header(handshake, "cookie")).get(settings.SESSION_COOKIE_NAME)
    return morsel.value if morsel else ""


def permissions_in(*, session_key: str, schema: str) -> frozenset[str]:
    """What who opened the session on this business's host may do there now."""
    session = SessionStore(session_key=session_key)
    if session.get(SESSION_SCHEMA) != schema:
        return NOTHING
    request = HttpRequest()
    request.session = session
    return permissions_of(get_user(request), schema)
