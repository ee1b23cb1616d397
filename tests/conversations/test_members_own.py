"""A member's own conversation with the assistant: it ends for them with their right to one, a customer's does not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from conversations.operations.starting import start_conversation
from tenants.actors import SYSTEM, Actor, actor_of
from tenants.context import PUBLIC, run_in_tenant
from tenants.models import Membership, Role, User
from tenants.operations import remove_member, require_second_factor
from tests.conversations.pages import Page
from tests.factories import PASSWORD, new_user

if TYPE_CHECKING:
    from collections.abc import Callable

    from tenants.models import Business

HOST, LUCA = "marios.localhost", "luca@example.com"
API = "/api/v1/conversations"


def remove(business: Business) -> None:
    remove_member(membership=business.memberships.get(user__email=LUCA), by=SYSTEM)


def make_an_analyst(business: Business) -> None:
    Membership.objects.filter(user__email=LUCA).update(role=Role.ANALYST)


def switch_off(business: Business) -> None:
    User.objects.filter(email=LUCA).update(is_active=False)


def ask_for_a_second_step(business: Business) -> None:
    require_second_factor(business=business, of_everybody=True, of_roles=[], by=SYSTEM)


def call(path: str, token: str, body: Any = None) -> Any:
    client = Client(headers={"host": HOST, "authorization": f"Bearer {token}"})
    return client.get(f"{API}/{path}") if body is None else client.post(f"{API}/{path}", body, "application/json")


@pytest.mark.parametrize("end", [remove, make_an_analyst, switch_off, ask_for_a_second_step])
def test_its_token_ends_with_the_right(live_marios: Business, end: Callable[[Business], None]) -> None:
    new_user(LUCA, business=live_marios)
    said = {"email": LUCA, "password": PASSWORD}
    staff = Client(headers={"host": HOST}).post("/api/v1/auth/token", said, "application/json").json()["access"]
    opened = call("create", staff, {"flow": "dashboard"}).json()
    theirs = Client(headers={"host": HOST}).post(f"{API}/create", {"flow": "dedicated"}, "application/json").json()
    answer = call("chat/dashboard", opened["token"], {"text": "hello", "conversation_id": opened["id"]})
    assert answer.status_code == 200, answer.content
    renewed = answer.json()
    tokens = [opened["token"], renewed["conversation"]["token"]]
    assert [call(f"{opened['id']}/history", token).status_code for token in tokens] == [200, 200]
    end(live_marios)
    assert [call(f"{opened['id']}/history", token).status_code for token in tokens] == [401, 401]
    more = {"text": "hello", "conversation_id": opened["id"]}
    assert [call("chat/dashboard", token, more).status_code for token in tokens] == [401, 401]
    assert call(f"{theirs['id']}/history", theirs["token"]).status_code == 200


async def test_its_open_page_closes_at_once(live_marios: Business) -> None:
    def begin(*, by_member: bool) -> Any:
        by = actor_of(User.objects.get(email=LUCA)) if by_member else Actor("customer", "v")
        return start_conversation(by=by)

    await run_in_tenant(PUBLIC, new_user, LUCA, business=live_marios)
    pages = []
    for by_member in (True, False):
        started = await run_in_tenant(live_marios.schema_name, begin, by_member=by_member)
        page = Page.of_visitor(live_marios, started.conversation.pk)
        await page.enter(started.token)
        pages.append(page)
    await run_in_tenant(PUBLIC, remove, live_marios)
    assert await pages[0].closed() == 4403
    await pages[1].tell(type="message", text="hello", client_message_id="1")
    await pages[1].until("ack")
    for page in pages:
        await page.leave()
