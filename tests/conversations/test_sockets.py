from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

import pytest

from conversations import operations
from conversations.models import Message
from tenants.actors import Actor
from tenants.context import run_in_tenant
from tests.conversations.pages import Page

if TYPE_CHECKING:
    from conversations.operations import Started
    from tenants.models import Business

VISITOR = Actor("customer", "visitor")


async def begin(business: Business) -> Started:
    return await run_in_tenant(business.schema_name, operations.start_conversation, by=VISITOR)


async def test_message_is_acknowledged_streamed_and_finished(live_marios: Business) -> None:
    started = await begin(live_marios)
    page = Page.of_visitor(live_marios, started.conversation.pk)
    await page.enter(started.token, after=0)
    await page.tell(type="message", text="a table for 2 please", client_message_id="k1")
    assert (await page.until("ack"))["client_message_id"] == "k1"
    pieces, frame = [], await page.until("delta")
    while frame["type"] == "delta":
        pieces.append(frame["text"])
        frame = await page.hear()
    assert frame["message"]["text"] == "".join(pieces)
    await page.leave()


async def test_a_page_that_closes_lets_the_models_call_go(
    live_marios: Business, monkeypatch: pytest.MonkeyPatch
) -> None:
    left: list[tuple[object, ...]] = []
    monkeypatch.setattr("conversations.consumers.chat.nobody_waits", lambda *whose: left.append(whose))
    started = await begin(live_marios)
    page = Page.of_visitor(live_marios, started.conversation.pk)
    await page.enter(started.token, after=0)
    assert left == []
    await page.leave()
    assert left == [(live_marios.schema_name, started.conversation.pk)]


async def test_resume_replays_what_was_missed_in_order(live_marios: Business) -> None:
    started = await begin(live_marios)
    for text in ("hello", "a table for 2 please"):
        await run_in_tenant(
            live_marios.schema_name,
            operations.receive_message,
            conversation_id=started.conversation.pk,
            text=text,
            by=VISITOR,
        )
    page = Page.of_visitor(live_marios, started.conversation.pk)
    await page.enter(started.token, after=1)
    assert [(await page.until("message"))["message"]["sequence"] for _ in range(3)] == [2, 3, 4]
    await page.leave()


async def test_token_of_another_conversation_or_business_is_refused(
    live_marios: Business, live_bella: Business
) -> None:
    mine, other, foreign = await begin(live_marios), await begin(live_marios), await begin(live_bella)
    for token in (other.token, foreign.token, "forged", ""):
        page = Page.of_visitor(live_marios, mine.conversation.pk)
        await page.connect()
        await page.tell(type="auth", token=token)
        assert (await page.until("error"))["code"] in {"token-invalid", "token-expired"}
        assert await page.closed() == 4403


async def test_malformed_frames_are_told_and_then_closed(live_marios: Business) -> None:
    started = await begin(live_marios)
    page = Page.of_visitor(live_marios, started.conversation.pk)
    await page.enter(started.token, after=0)
    for text in ("not json", "[]", '{"type": 7}', "x" * 40_000):
        await page.send_text(text)
        assert (await page.until("error"))["code"] in {"malformed", "too-large"}
    await page.tell(type="message", text="still here", client_message_id="k")
    assert (await page.until("ack"))["client_message_id"] == "k"
    await page.send_text("once too often")
    assert await page.closed() == 4408


async def test_oversized_message_is_refused_and_not_stored(live_marios: Business) -> None:
    started = await begin(live_marios)
    page = Page.of_visitor(live_marios, started.conversation.pk)
    await page.enter(started.token, after=0)
    await page.tell(type="message", text="x" * 10_000, client_message_id="k")
    assert "4" in (await page.until("ack"))["refused"]
    stored = await run_in_tenant(
        live_marios.schema_name, Message.objects.filter(role="customer", conversation=started.conversation).count
    )
    assert stored == 0
    await page.leave()


async def test_unknown_host_is_refused(live_marios: Business) -> None:
    started = await begin(live_marios)
    page = Page("nobody.localhost", f"/ws/chat/{started.conversation.pk}/")
    assert (await page.connect())["code"] == 4404


async def test_silence_instead_of_a_token_is_closed(live_marios: Business, monkeypatch: pytest.MonkeyPatch) -> None:
    from conversations.consumers import chat

    monkeypatch.setattr(chat, "SIGN_IN_SECONDS", 0.1)
    started = await begin(live_marios)
    page = Page.of_visitor(live_marios, started.conversation.pk)
    await page.connect()
    assert (await page.until("error"))["code"] == "sign-in-timeout"
    assert await page.closed() == 4401


async def test_no_words_cross_between_businesses(live_marios: Business, live_bella: Business) -> None:
    """Conversations of equal keys in two businesses at once: each page hears its own business only."""
    from uuid import uuid4

    from conversations.models import Conversation
    from conversations.tokens import issue_token

    shared = uuid4()

    def open_with_shared_key() -> str:
        return issue_token(Conversation.objects.create(pk=shared))

    businesses = (live_marios, live_bella)
    pages = [Page.of_visitor(business, shared) for business in businesses]
    for page, business in zip(pages, businesses, strict=True):
        await page.enter(await run_in_tenant(business.schema_name, open_with_shared_key), after=0)

    async def converse(page: Page, business: Business) -> str:
        heard = []
        for number in range(10):
            await page.tell(type="message", text=f"canary-{business.slug} {number}", client_message_id=f"k{number}")
            frame = await page.until("message")
            while frame["message"]["role"] != "agent":
                heard.append(json.dumps(frame))
                frame = await page.until("message")
            heard.append(json.dumps(frame))
        return "".join(heard)

    heard = await asyncio.gather(*(converse(page, each) for page, each in zip(pages, businesses, strict=True)))
    assert "bella" not in heard[0].lower()
    assert "marios" not in heard[1].lower()
    for page in pages:
        await page.leave()


async def test_page_hears_of_a_new_language_before_the_reply_and_is_refused_in_it(live_marios: Business) -> None:
    started = await begin(live_marios)
    page = Page.of_visitor(live_marios, started.conversation.pk)
    await page.enter(started.token, after=0)
    await page.tell(type="message", text="Ich hätte gern einen Tisch für zwei Personen", client_message_id="k1")
    assert (await page.until("stage"))["locale"] == "de"
    assert "Uhrzeit" in (await page.until("message"))["message"]["text"]
    await page.tell(type="message", text="x" * 5_000, client_message_id="k2")
    assert "höchstens 4000 Zeichen" in (await page.until("error"))["detail"]
    await page.leave()
