"""The page on which the business's own people talk to the assistant, without a script."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from businesses.models import HoursException
from conversations.models import Conversation, Flow, Message, Status
from tenants.context import enter
from tenants.models import Role
from tests.factories import PASSWORD, new_user

if TYPE_CHECKING:
    from tenants.models import Business

PAGE = "/staff/assistant/"


def signed_in(business: Business, role: str, email: str = "mara@example.com") -> Client:
    new_user(email, business=business, role=role)
    client = Client(headers={"host": f"{business.slug}.localhost"})
    client.post("/login/", {"username": email, "password": PASSWORD})
    return client


@pytest.fixture
def owner(live_marios: Business) -> Client:
    return signed_in(live_marios, Role.OWNER)


def key_on(client: Client) -> str:
    found = re.search(r'name="key" value="([0-9a-f-]{36})"', client.get(PAGE).text)
    assert found is not None
    return found[1]


def say(client: Client, text: str, key: str = "") -> str:
    client.post(f"{PAGE}say/", {"text": text, "key": key or key_on(client)})
    return client.get(PAGE).text


def test_looking_begins_nothing(owner: Client, live_marios: Business) -> None:
    page = owner.get(PAGE)
    assert page.status_code == 200
    assert "Close at 11 pm from Friday" in page.text
    with enter(live_marios.schema_name):
        assert not Conversation.objects.exists()


def test_a_day_is_closed_from_the_page_and_undone(owner: Client, live_marios: Business) -> None:
    page = say(owner, "closed on 31 December")
    assert "31 December: closed" in page
    assert 'name="text" value="Yes, please"' in page
    assert "Done: " in say(owner, "Yes, please")
    with enter(live_marios.schema_name):
        assert HoursException.objects.count() == 1
    assert "as before" in say(owner, "Undo that")
    with enter(live_marios.schema_name):
        assert not HoursException.objects.exists()


def test_the_same_form_sent_twice_says_it_once(owner: Client, live_marios: Business) -> None:
    key = key_on(owner)
    say(owner, "hello", key)
    say(owner, "hello", key)
    with enter(live_marios.schema_name):
        assert Message.objects.filter(text="hello").count() == 1


def test_each_has_a_conversation_of_their_own_and_begins_anew(owner: Client, live_marios: Business) -> None:
    say(owner, "the owner's words")
    other = signed_in(live_marios, Role.MANAGER, "nina@example.com")
    assert "the owner" not in other.get(PAGE).text
    owner.post(f"{PAGE}anew/")
    assert "the owner" not in owner.get(PAGE).text
    with enter(live_marios.schema_name):
        mine = Conversation.objects.get(flow=Flow.DASHBOARD)
        assert mine.status == Status.ENDED


def test_what_is_no_message_is_told_and_loses_nothing(owner: Client) -> None:
    say(owner, "hello")
    page = say(owner, "   ")
    assert 'class="notice notice-error"' in page
    assert "hello" in page


def test_words_are_text(owner: Client) -> None:
    assert "<script>alert" not in say(owner, "<script>alert(1)</script>")


def test_who_may_not_ask_is_kept_out(live_marios: Business) -> None:
    analyst = signed_in(live_marios, Role.ANALYST)
    assert analyst.get(PAGE).status_code == 403
    assert analyst.post(f"{PAGE}say/", {"text": "hello"}).status_code == 403
    assert Client(headers={"host": "marios.localhost"}).get(PAGE).status_code == 302


def test_queries_of_the_page_do_not_grow(owner: Client) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            owner.get(PAGE)
        return len(queries)

    say(owner, "hello")
    few = cost()
    for _each in range(3):
        say(owner, "hello")
    assert cost() == few
