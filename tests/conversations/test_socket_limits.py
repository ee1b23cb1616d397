"""What one page, one conversation and one address may send: dropped or closed before it costs anybody anything."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from conversations import operations
from conversations.consumers import budgets, chat
from conversations.consumers.budgets import FRAMES, KINDS
from conversations.models import Conversation
from tenants.actors import Actor
from tenants.context import PUBLIC, run_in_tenant
from tenants.limits.buckets import Limit
from tests.conversations.pages import Page
from tests.conversations.test_staff_socket import session_of, staff_page

if TYPE_CHECKING:
    from collections.abc import Callable

    from conversations.operations import Started
    from tenants.models import Business

VISITOR = Actor("customer", "visitor")
ABUSED, TOO_MANY = 4408, 4429


@pytest.fixture(autouse=True)
def _at_one_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No bucket is refilled while a test runs."""
    monkeypatch.setattr("conversations.consumers.budgets.monotonic", lambda: 1_000.0)


@pytest.fixture
def hops(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the units of work that sockets put on threads."""
    seen: list[str] = []

    async def counting(schema: str, operation: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        seen.append(operation.__name__)
        return await run_in_tenant(schema, operation, *args, **kwargs)

    monkeypatch.setattr(chat, "run_in_tenant", counting)
    return seen


async def begin(business: Business) -> Started:
    return await run_in_tenant(business.schema_name, operations.start_conversation, by=VISITOR)


async def opened(business: Business) -> Page:
    started = await begin(business)
    page = Page.of_visitor(business, started.conversation.pk)
    await page.enter(started.token, after=0)
    return page


FLOODS: dict[str, list[dict[str, Any]]] = {
    "typing": [{"type": "typing"}],
    "typing and not": [{"type": "typing", "is_typing": True}, {"type": "typing", "is_typing": False}],
    "seen": [{"type": "seen", "sequence": 0}],
    "seen further and further": [{"type": "seen", "sequence": number} for number in range(500)],
    "auth": [{"type": "auth", "token": "forged"}],
    "message": [{"type": "message", "text": "hello", "client_message_id": "k"}],
    "unknown": [{"type": "recover"}],
    "mixed": [{"type": "typing"}, {"type": "seen", "sequence": 0}, {"type": "typing", "is_typing": False}],
}


@pytest.mark.parametrize("kind", [kind for kind in FLOODS if kind != "auth"])
async def test_a_flood_ends_the_socket_after_a_second_of_frames(live_marios: Business, kind: str) -> None:
    page = await opened(live_marios)
    for number in range(FRAMES.burst + 10):
        await page.tell(**FLOODS[kind][number % len(FLOODS[kind])])
    assert await page.closed() == ABUSED
    await page.leave()


async def test_signing_in_again_and_again_ends_it_sooner(live_marios: Business) -> None:
    started = await begin(live_marios)
    page = Page.of_visitor(live_marios, started.conversation.pk)
    await page.enter(started.token, after=0)
    for _ in range(KINDS["auth"].burst):
        await page.tell(type="auth", token=started.token, after=0)
    assert await page.closed() == ABUSED
    await page.leave()


@pytest.mark.parametrize("kind", ["typing", "typing and not"])
async def test_typing_costs_no_thread(live_marios: Business, hops: list[str], kind: str) -> None:
    page = await opened(live_marios)
    hops.clear()
    for number in range(40):
        await page.tell(**FLOODS[kind][number % len(FLOODS[kind])])
    await page.tell(type="typing", is_typing="end")
    await page.leave()
    assert hops == []


async def test_seen_costs_a_thread_once_for_what_is_new(live_marios: Business, hops: list[str]) -> None:
    page = await opened(live_marios)
    hops.clear()
    for _ in range(20):
        await page.tell(type="seen", sequence=0)
    await page.tell(type="message", text="hello", client_message_id="k")
    await page.until("ack")
    assert hops.count("take_seen") == 1
    await page.leave()


async def test_messages_beyond_the_minutes_are_refused_without_a_thread(
    live_marios: Business, hops: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(budgets, "KINDS", {**KINDS, "message": Limit("message", 2, 60.0)})
    page = await opened(live_marios)
    hops.clear()
    for number in range(5):
        await page.tell(type="message", text="hello", client_message_id=f"k{number}")
    acks = [await page.until("ack") for _ in range(5)]
    assert sum("refused" in ack for ack in acks) == 3
    assert hops.count("take_message") == 2
    await page.leave()


async def test_staff_hear_of_typing_when_it_is_news(live_marios: Business, live_bella: Business) -> None:
    key = await run_in_tenant(PUBLIC, session_of, "gina@example.com", works_at=live_marios, signed_in_at=live_marios)
    board = await staff_page(live_marios, key)
    assert (await board.connect())["type"] == "websocket.accept"
    mine, other = await opened(live_marios), await opened(live_bella)
    for _ in range(4):
        await other.tell(type="typing")
        await mine.tell(type="typing")
    await mine.tell(type="typing", is_typing=False)
    heard = [await board.until("typing") for _ in range(2)]
    assert [frame["is_typing"] for frame in heard] == [True, False]
    assert await board.receive_nothing(0.2)
    for page in (mine, other, board):
        await page.leave()


async def test_one_conversation_is_open_in_so_many_pages(live_marios: Business, live_bella: Business) -> None:
    started, foreign = await begin(live_marios), await begin(live_bella)
    pages = [Page.of_visitor(live_marios, started.conversation.pk) for _ in range(budgets.pages.most)]
    for page in pages:
        await page.enter(started.token, after=0)
    late = Page.of_visitor(live_marios, started.conversation.pk)
    await late.connect()
    await late.tell(type="auth", token=started.token)
    assert (await late.until("error"))["code"] == "too-many-pages"
    await late.closed()
    elsewhere = Page.of_visitor(live_bella, foreign.conversation.pk)
    await elsewhere.enter(foreign.token, after=0)
    await pages.pop().leave()
    again = Page.of_visitor(live_marios, started.conversation.pk)
    await again.enter(started.token, after=0)
    for page in (*pages, late, elsewhere, again):
        await page.leave()
    assert not budgets.pages.taken


async def test_who_shows_no_token_holds_few_sockets(live_marios: Business) -> None:
    started = await begin(live_marios)
    waiting = [Page.of_visitor(live_marios, started.conversation.pk) for _ in range(budgets.strangers.most)]
    assert {(await page.connect())["type"] for page in waiting} == {"websocket.accept"}
    late = Page.of_visitor(live_marios, started.conversation.pk)
    assert await late.connect() == {"type": "websocket.close", "code": TOO_MANY}
    await waiting.pop().leave()
    page = Page.of_visitor(live_marios, started.conversation.pk)
    await page.enter(started.token, after=0)
    for each in (*waiting, late, page):
        await each.leave()
    assert not budgets.strangers.taken


async def test_a_board_that_talks_is_closed(live_marios: Business) -> None:
    key = await run_in_tenant(PUBLIC, session_of, "gina@example.com", works_at=live_marios, signed_in_at=live_marios)
    page = await staff_page(live_marios, key)
    await page.connect()
    for _ in range(FRAMES.burst + 1):
        await page.tell(type="typing")
    assert await page.closed() == ABUSED
    await page.leave()


async def test_what_a_flood_says_is_not_kept(live_marios: Business) -> None:
    page = await opened(live_marios)
    for number in range(FRAMES.burst + 20):
        await page.tell(type="seen", sequence=number)
    assert await page.closed() == ABUSED
    await page.leave()
    await asyncio.sleep(0)

    def seen() -> int:
        return Conversation.objects.get().seen_by_customer

    assert await run_in_tenant(live_marios.schema_name, seen) <= 1
