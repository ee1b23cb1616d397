"""Somebody keeps a lock: a socket says when to come back, and what was sent is not lost by sending it again."""

from __future__ import annotations

import pytest

from conversations import operations
from conversations.models import Message
from tenants.actors import Actor
from tenants.context import PUBLIC, run_in_tenant
from tenants.models import Business
from tests.config.test_locked_tables import locked
from tests.conversations.pages import Page
from tests.conversations.test_staff_socket import session_of, staff_page

VISITOR = Actor("customer", "visitor")
TRY_AGAIN_LATER = 1013


async def assert_turned_away(page: Page) -> None:
    told = await page.until("error")
    assert (told["code"], told["retry_after"]) == ("unavailable", 3)
    assert "try again" in told["detail"]
    assert await page.closed() == TRY_AGAIN_LATER
    await page.leave()


@pytest.mark.parametrize("is_in", [False, True], ids=["signing in", "sending"])
async def test_a_visitor_is_told_when_to_come_back(live_marios: Business, is_in: bool) -> None:
    started = await run_in_tenant(live_marios.schema_name, operations.start_conversation, by=VISITOR)
    page = Page.of_visitor(live_marios, started.conversation.pk)
    if is_in:
        await page.enter(started.token)
    else:
        await page.connect()
    with locked(live_marios, "conversations_conversation"):
        sent = {"type": "message", "text": "hello", "client_message_id": "k"}
        await page.tell(**sent if is_in else {"type": "auth", "token": started.token})
        await assert_turned_away(page)
    again = Page.of_visitor(live_marios, started.conversation.pk)
    await again.enter(started.token)
    await again.tell(**sent)
    while (await again.until("ack")).get("client_message_id") != "k":
        pass
    await again.leave()
    stored = await run_in_tenant(live_marios.schema_name, lambda: Message.objects.filter(text="hello").count())
    assert stored == 1


async def test_staff_are_told_too(live_marios: Business, live_bella: Business) -> None:
    key = await run_in_tenant(PUBLIC, session_of, "gina@example.com", works_at=live_marios, signed_in_at=live_marios)
    with locked(Business(schema_name=PUBLIC), "tenants_membership"):
        page = await staff_page(live_marios, key)
        assert (await page.connect())["type"] == "websocket.accept"
        await assert_turned_away(page)
