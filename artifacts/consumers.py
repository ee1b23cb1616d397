"""The socket of one session: questions in, what comes of them as it comes, and how far what is made is."""

from __future__ import annotations

import asyncio
from typing import Any, cast
from uuid import UUID

from channels.exceptions import DenyConnection
from django.contrib.auth import get_user
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest
from django.utils import translation

from artifacts.limits import count_question
from artifacts.live import session_group
from artifacts.operations.asking import LONGEST_MESSAGE
from artifacts.queries import sessions_of
from artifacts.streaming import parts_of
from artifacts.talking import answered
from artifacts.who import member_of
from conversations.consumers.direct import DirectConsumer
from conversations.consumers.frames import BAD_FRAMES, BadFrame, parse
from conversations.consumers.staff import NOT_A_MEMBER, permissions_in, session_key_of
from conversations.consumers.visits import as_json
from conversations.groups import business_group
from tenants.asgi import NO_SUCH_HOST
from tenants.context import run_in_tenant
from tenants.errors import AppError
from tenants.limits.sockets import ABUSED
from tenants.permissions import Permission

NO_SUCH_SESSION = 4404
LONGEST_KEY = 64


class AssistantConsumer(DirectConsumer):
    """One open page of the member whose session it is, signed in by the session of the handshake.

    Client: ``message{text, client_message_id?}``. Server: ``ack``, ``stage``, ``delta``, ``message``, ``artifact``,
    ``error``.
    """

    required_permissions = frozenset({Permission.ASSISTANT_ASK})
    """One of these."""

    async def connect(self) -> None:
        handshake = cast("dict[str, Any]", self.scope)  # with what TenantSocketMiddleware has put there
        self.schema: str = handshake["business_schema"]
        self.session: UUID = handshake["url_route"]["kwargs"]["session"]
        self.session_key = session_key_of(handshake)
        self.bad = 0
        self.asking = asyncio.Lock()
        allowed = await run_in_tenant(self.schema, is_theirs, self.session_key, self.schema, self.session)
        if not allowed:
            await self.close(NOT_A_MEMBER)
            return
        for group in self.groups_here:
            await self.channel_layer.group_add(group, self.channel_name)
        await self.accept()

    @property
    def groups_here(self) -> tuple[str, str]:
        return session_group(self.schema, self.session), business_group(self.schema)

    async def disconnect(self, code: int) -> None:
        for group in self.groups_here:
            await self.channel_layer.group_discard(group, self.channel_name)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        if not self.budget.allows_frame():
            await self.close(ABUSED)
            return
        try:
            frame = parse(text_data)
            text, key = frame.text("text"), frame.text("client_message_id")
            if frame.kind != "message" or not text.strip() or len(text) > LONGEST_MESSAGE or len(key) > LONGEST_KEY:
                raise BadFrame("malformed", "Send a message with a text.")
        except BadFrame as error:
            self.bad += 1
            await self.tell({"type": "error", "code": error.code, "detail": error.detail})
            if self.bad >= BAD_FRAMES:
                await self.close(ABUSED)
            return
        await self.answer(text, key)

    async def answer(self, text: str, key: str) -> None:
        """One question at a time, in the order asked."""
        await self.tell({"type": "ack", "client_message_id": key})
        loop, stages = asyncio.get_running_loop(), asyncio.Queue[str | None]()

        def on_stage(stage: str) -> None:
            loop.call_soon_threadsafe(stages.put_nowait, stage)

        async with self.asking:
            working = asyncio.ensure_future(
                run_in_tenant(self.schema, self.asked, text=text, key=key, on_stage=on_stage)
            )
            working.add_done_callback(lambda _done: stages.put_nowait(None))
            while (stage := await stages.get()) is not None:
                await self.tell({"type": "stage", "stage": stage})
            try:
                told = await working
            except DenyConnection:
                await self.close(NOT_A_MEMBER)
                return
            except AppError as error:
                await self.tell({"type": "error", "code": error.code, "detail": str(error.detail)})
                return
        for part in parts_of(told["message"]):
            await self.tell({"type": "delta", "text": part})
        await self.tell({"type": "message", **told})

    def asked(self, *, text: str, key: str, on_stage: Any) -> dict[str, Any]:
        """Whoever it is now may have lost the right since the socket was opened."""
        user = user_in(self.session_key)
        if not is_theirs(self.session_key, self.schema, self.session):
            raise DenyConnection
        member = member_of(user)
        count_question(member.key)
        with translation.override(member.spoken):
            return answered(member, {"message": text, "client_message_id": key}, self.session, on_stage)

    async def relay(self, event: dict[str, Any]) -> None:
        """How far an artifact of the session is; whoever may not ask any more is told nothing."""
        if await run_in_tenant(self.schema, is_theirs, self.session_key, self.schema, self.session):
            for frame in event["frames"]:
                await self.tell(frame)
        else:
            await self.close(NOT_A_MEMBER)

    async def standing_changed(self, event: dict[str, Any]) -> None:
        """Somebody was removed, given another role or signed out: whether it was this member is looked up now."""
        if not await run_in_tenant(self.schema, is_theirs, self.session_key, self.schema, self.session):
            await self.close(NOT_A_MEMBER)

    async def host_closed(self, event: dict[str, Any]) -> None:
        await self.close(NO_SUCH_HOST)

    async def tell(self, frame: dict[str, Any]) -> None:
        await self.send(text_data=as_json(frame))


def user_in(session_key: str) -> Any:
    request = HttpRequest()
    request.session = SessionStore(session_key=session_key)
    return get_user(request)


def is_theirs(session_key: str, schema: str, session: UUID) -> bool:
    """Whether who opened the page may ask here now, and the session is their own."""
    if Permission.ASSISTANT_ASK not in permissions_in(session_key=session_key, schema=schema):
        return False
    return sessions_of(user_in(session_key).pk).filter(pk=session).exists()
