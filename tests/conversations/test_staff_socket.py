from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session

from conversations import operations
from conversations.subscriptions import show_on_board
from events.models import OutboxEvent
from tenants.actors import SYSTEM, Actor
from tenants.authentication import SESSION_SCHEMA
from tenants.context import PUBLIC, run_in_tenant
from tenants.models import Membership, Role, User
from tenants.operations import (
    Where,
    begin_organisation,
    choose_password,
    end_sign_in,
    leave_organisation,
    note_visit,
    remove_member,
    require_second_factor,
    set_suspended,
    sign_out_everywhere,
)
from tests.conversations.pages import Page
from tests.factories import new_user

if TYPE_CHECKING:
    from collections.abc import Callable

    from tenants.models import Business

VISITOR = Actor("customer", "visitor")


def session_of(email: str, *, works_at: Business | None, signed_in_at: Business) -> str:
    """The key of a session opened on a business's host."""
    user = new_user(email, business=works_at)
    session = SessionStore()
    session.update(
        {
            SESSION_SCHEMA: signed_in_at.schema_name,
            "_auth_user_id": str(user.pk),
            "_auth_user_backend": "tenants.authentication.MembershipBackend",
            "_auth_user_hash": user.get_session_auth_hash(),
        }
    )
    session.save()
    return str(session.session_key)


async def staff_page(business: Business, session_key: str) -> Page:
    return Page(f"{business.slug}.localhost", "/ws/staff/", cookie=f"session={session_key}")


async def test_members_hear_of_messages_and_bookings_of_their_business_only(
    live_marios: Business, live_bella: Business
) -> None:
    key = await run_in_tenant(PUBLIC, session_of, "gina@example.com", works_at=live_marios, signed_in_at=live_marios)
    page = await staff_page(live_marios, key)
    assert (await page.connect())["type"] == "websocket.accept"
    for business in (live_bella, live_marios):
        started = await run_in_tenant(business.schema_name, operations.start_conversation, by=VISITOR)
        await run_in_tenant(
            business.schema_name,
            operations.receive_message,
            conversation_id=started.conversation.pk,
            text=f"canary-{business.slug}",
            by=VISITOR,
        )
    heard = [await page.until("message") for _ in range(2)]
    assert [each["message"]["role"] for each in heard] == ["customer", "agent"]
    assert heard[0]["message"]["text"] == "canary-marios"

    def told() -> None:
        show_on_board(
            OutboxEvent(
                schema=live_marios.schema_name,
                type="booking.confirmed",
                aggregate="booking:K7F-2QM",
                payload={"reference": "K7F-2QM"},
                occurred_at=started.conversation.created_at,
            ).as_event()
        )

    await run_in_tenant(live_marios.schema_name, told)
    assert (await page.until("booking"))["booking"]["reference"] == "K7F-2QM"
    await page.leave()


async def test_open_pages_are_closed_with_the_business(live_marios: Business, live_bella: Business) -> None:
    pages = {}
    for business in (live_marios, live_bella):
        key = await run_in_tenant(
            PUBLIC, session_of, f"{business.slug}@example.com", works_at=business, signed_in_at=business
        )
        desk = await staff_page(business, key)
        await desk.connect()
        started = await run_in_tenant(business.schema_name, operations.start_conversation, by=VISITOR)
        chat = Page.of_visitor(business, started.conversation.pk)
        await chat.connect()
        await chat.tell(type="auth", token=started.token)
        await chat.until("presence")
        pages[business] = (desk, chat)
        token = started.token
    await run_in_tenant(PUBLIC, set_suspended, business=live_marios, is_suspended=True, by=SYSTEM)
    for page in pages[live_marios]:
        assert await page.closed() == 4404
    desk, chat = pages[live_bella]
    await chat.tell(type="auth", token=token)
    assert await chat.until("ack")
    for page in (desk, chat):
        await page.leave()


async def test_session_of_another_business_or_of_no_member_is_refused(
    live_marios: Business, live_bella: Business
) -> None:
    elsewhere = await run_in_tenant(PUBLIC, session_of, "a@example.com", works_at=live_marios, signed_in_at=live_bella)
    stranger = await run_in_tenant(PUBLIC, session_of, "b@example.com", works_at=live_bella, signed_in_at=live_marios)
    for key in (elsewhere, stranger, "unknown", ""):
        page = await staff_page(live_marios, key)
        assert (await page.connect())["type"] == "websocket.close"


def remove(business: Business, email: str) -> None:
    remove_member(membership=business.memberships.get(user__email=email), by=SYSTEM)


def forget_password(business: Business, email: str) -> None:
    choose_password(user=User.objects.get(email=email), password="another-horse-battery")


def sign_out(business: Business, email: str) -> None:
    sign_out_everywhere(user=User.objects.get(email=email), by=SYSTEM)


def end_the_device(business: Business, email: str) -> None:
    user = User.objects.get(email=email)
    session = next(row for row in Session.objects.all() if row.get_decoded().get("_auth_user_id") == str(user.pk))
    where = Where(business.schema_name, "192.0.2.1", "")
    note_visit(session_key=session.session_key, user_id=user.pk, where=where)
    assert end_sign_in(user=user, sign_in=user.sign_ins.get().pk)


def ask_for_a_second_step(business: Business, email: str) -> None:
    """Of owners; the others are staff."""
    Membership.objects.filter(business=business, user__email=email).update(role=Role.OWNER)
    require_second_factor(business=business, of_everybody=False, of_roles=[Role.OWNER], by=SYSTEM)


def leave_the_organisation(business: Business, email: str) -> None:
    """By which alone they are let in."""
    user = User.objects.get(email=email)
    begin_organisation(name="Chain", business=business, owner=user, by=SYSTEM)
    Membership.objects.filter(business=business, user=user).delete()
    leave_organisation(business=business, by=SYSTEM)


ENDS = [remove, forget_password, sign_out, end_the_device, ask_for_a_second_step, leave_the_organisation]


@pytest.mark.parametrize("end", ENDS)
async def test_a_page_closes_at_once_with_the_right_to_it_and_nobody_elses_does(
    live_marios: Business, live_bella: Business, end: Callable[[Business, str], None]
) -> None:
    pages = {}
    works_at = {"gina@e.example": live_marios, "luca@e.example": live_marios, "bea@e.example": live_bella}
    for email, business in works_at.items():
        key = await run_in_tenant(PUBLIC, session_of, email, works_at=business, signed_in_at=business)
        pages[email] = await staff_page(business, key)
        assert (await pages[email].connect())["type"] == "websocket.accept"
    await run_in_tenant(PUBLIC, end, live_marios, "gina@e.example")
    assert await pages["gina@e.example"].closed() == 4403
    assert await pages["luca@e.example"].receive_nothing(0.3)
    assert await pages["bea@e.example"].receive_nothing(0.1)
    for page in pages.values():
        await page.leave()
