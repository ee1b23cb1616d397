"""The visitor's socket."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

import structlog
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from conversations.consumers import budgets, visits
from conversations.consumers.direct import TOO_MANY, DirectConsumer
from conversations.consumers.frames import BAD_FRAMES, BadFrame, Frame, parse
from conversations.engine.voicing import nobody_waits
from conversations.errors import TooManyMessages, TooManyPages
from conversations.groups import business_group, conversation_group
from conversations.live import tell_staff_of_typing
from conversations.payloads import message_payload
from tenants.asgi import NO_SUCH_HOST
from tenants.context import run_in_tenant
from tenants.correlation import correlated
from tenants.errors import AppError
from tenants.limits.caller import caller_address
from tenants.limits.sockets import ABUSED, REFUSED

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from conversations.operations.turns import Claim

logger = structlog.get_logger(__name__)

SIGN_IN_SECONDS = 5
NOT_SIGNED_IN = 4401


class ChatConsumer(DirectConsumer):
    """One open page of one visitor.

    Nothing is told before the token has opened the conversation; the business is that of the handshake's Host. Every
    frame is one unit of work behind the tenancy door; a turn runs beside the reading of further frames.
    """

    schema: str
    conversation_id: UUID
    is_signed_in: bool
    bad_frames: int
    tasks: set[asyncio.Task[None]]

    async def connect(self) -> None:
        handshake = cast("dict[str, Any]", self.scope)  # with what TenantSocketMiddleware has put there
        self.schema = handshake["business_schema"]
        self.conversation_id = handshake["url_route"]["kwargs"]["conversation_id"]
        self.is_signed_in, self.bad_frames, self.last_sent, self.seen_through = False, 0, -1, -1
        self.locale, self.members_token = settings.LANGUAGE_CODE, ""
        self.tasks = set()
        self.deadline = asyncio.get_running_loop().call_later(SIGN_IN_SECONDS, self.begin_turning_away)
        if self.hold(budgets.strangers, caller_address()):
            await self.accept()
        else:
            await self.close(TOO_MANY)

    async def disconnect(self, code: int) -> None:
        self.deadline.cancel()
        if self.is_signed_in:
            nobody_waits(self.schema, self.conversation_id)
            for group in self.channels:
                await self.channel_layer.group_discard(group, self.channel_name)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        if not self.budget.allows_frame():
            await self.close(ABUSED)
            return
        try:
            frame = parse(text_data)
            await self.handle(frame)
        except BadFrame as error:
            await self.refuse(error.code, error.detail)
            self.bad_frames += 1
            if self.bad_frames >= BAD_FRAMES:
                await self.close(ABUSED)

    async def handle(self, frame: Frame) -> None:
        handlers: dict[str, Callable[[Frame], Awaitable[None]]] = {
            "auth": self.sign_in,
            "message": self.take_message,
            "typing": self.pass_on_typing,
            "seen": self.take_seen,
        }
        if frame.kind not in handlers:
            raise BadFrame("unknown-type", _("That type of frame is not known."))
        if not self.is_signed_in and frame.kind != "auth":
            raise BadFrame("not-signed-in", _("Send auth with the conversation's token first."))
        with correlated(frame.text("correlation_id") or None):
            await handlers[frame.kind](frame)

    async def sign_in(self, frame: Frame) -> None:
        """Open the conversation, join its group, then send what was missed: in this order nothing falls between."""
        after, token = frame.number("after"), frame.text("token")
        last = visits.uuid_or_none(frame.text("last_message_id"))
        if self.budget.wait("auth"):
            await self.close(ABUSED)
            return
        try:
            await run_in_tenant(self.schema, visits.check_token, token=token, conversation_id=self.conversation_id)
            if not self.hold(budgets.pages, conversation_group(self.schema, self.conversation_id)):
                raise TooManyPages
            if not self.is_signed_in:
                for group in self.channels:
                    await self.channel_layer.group_add(group, self.channel_name)
            visit = await run_in_tenant(
                self.schema,
                visits.open_visit,
                token=token,
                conversation_id=self.conversation_id,
                after=after,
                last_message_id=last,
            )
        except AppError as error:
            await self.refuse(error.code, str(error.detail))
            await self.close(REFUSED)
            return
        self.is_signed_in = True
        self.members_token = token if visit.is_of_member else ""
        self.let_go(budgets.strangers)
        self.locale = visit.welcome["conversation"]["locale"]
        self.deadline.cancel()
        await self.send_frame({"type": "ack", "of": "auth", **visit.welcome})
        await self.send_frame(visit.presence)
        for message in visit.missed:
            await self.send_message(message)
        if visit.is_turn_due:
            self.begin(self.answer())

    async def take_message(self, frame: Frame) -> None:
        """Store the message, say that it is safe, then answer it while the socket goes on listening."""
        text, key = frame.text("text"), frame.text("client_message_id")
        try:
            if wait := self.budget.wait("message"):
                raise TooManyMessages(wait)
            taken = await run_in_tenant(
                self.schema,
                visits.take_message,
                conversation_id=self.conversation_id,
                text=text,
                client_message_id=key or None,
                locale=self.locale,
            )
        except AppError as error:
            detail = self.told(error)
            await self.send_frame({"type": "ack", "client_message_id": key, "refused": detail})
            await self.refuse(error.code, detail, client_message_id=key)
            return
        told = {"message": message_payload(taken.message), "is_new": taken.is_new}
        await self.send_frame({"type": "ack", "of": "message", "client_message_id": key, **told})
        self.begin(self.answer(taken.claim))

    async def answer(self, claim: Claim | None = None) -> None:
        await run_in_tenant(self.schema, visits.answer, conversation_id=self.conversation_id, claim=claim)

    async def pass_on_typing(self, frame: Frame) -> None:
        """Only what is news, and without a thread: many pages of one business type at once."""
        is_typing = frame.data.get("is_typing", True) is not False
        if not self.budget.wait("typing") and self.budget.is_news(is_typing=is_typing):
            tell_staff_of_typing(self.schema, self.conversation_id, is_typing=is_typing)

    async def take_seen(self, frame: Frame) -> None:
        through = frame.number("sequence")
        if through is None:
            raise BadFrame("malformed", _("%(field)s must be a number.") % {"field": "sequence"})
        if through <= self.seen_through or self.budget.wait("seen"):
            return
        self.seen_through = through
        await run_in_tenant(self.schema, visits.take_seen, conversation_id=self.conversation_id, through=through)

    async def relay(self, event: dict[str, Any]) -> None:
        """What was committed elsewhere, to this page."""
        for frame in event["frames"]:
            self.locale = frame.get("locale", self.locale)
            if frame["type"] == "message":
                await self.send_message(frame["message"])
            elif frame.get("sequence", self.last_sent + 1) > self.last_sent:
                await self.send_frame(frame)

    async def send_message(self, message: dict[str, Any]) -> None:
        """Send a message once: one that came with the history does not come again from the group."""
        if message["sequence"] <= self.last_sent:
            return
        self.last_sent = message["sequence"]
        await self.send_frame({"type": "message", "message": message})

    async def send_frame(self, frame: dict[str, Any]) -> None:
        await self.send(text_data=visits.as_json(frame))

    def told(self, error: AppError) -> str:
        """What went wrong, in the conversation's language."""
        with translation.override(self.locale):
            return str(error.detail)

    async def refuse(self, code: str, detail: str, **more: str) -> None:
        await self.send_frame({"type": "error", "code": code, "detail": detail, **more})

    def begin_turning_away(self) -> None:
        self.begin(self.turn_away())

    async def turn_away(self) -> None:
        if not self.is_signed_in:
            await self.refuse("sign-in-timeout", _("No token came in time."))
            await self.close(NOT_SIGNED_IN)

    def begin(self, work: Any) -> None:
        """Run beside the socket's reading; a failure is logged, and what it left undone is taken up again later."""
        task = asyncio.get_running_loop().create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self.finished)

    def finished(self, task: asyncio.Task[None]) -> None:
        self.tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            logger.error("socket_work_failed", exc_info=error)

    async def host_closed(self, event: dict[str, Any]) -> None:
        await self.close(NO_SUCH_HOST)

    async def standing_changed(self, event: dict[str, Any]) -> None:
        """Somebody's right to be in the business may have ended: whether a member's own conversation stays open."""
        if not self.members_token:
            return
        try:
            await run_in_tenant(
                self.schema, visits.check_token, token=self.members_token, conversation_id=self.conversation_id
            )
        except AppError:
            await self.close(REFUSED)

    @property
    def channels(self) -> tuple[str, str]:
        """What this page listens to: its conversation, and whether the business closes."""
        return conversation_group(self.schema, self.conversation_id), business_group(self.schema)
