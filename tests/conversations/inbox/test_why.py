"""Staff open any reply and see how it came to be; who may teach goes on from there."""

from __future__ import annotations

import uuid
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agents.llm.models import LLMCall
from agents.models import TaughtIntent
from agents.teaching import train_taught
from businesses.models import Booking, MenuItem, MenuSection
from conversations.engine.answers.registry import looked_up_in, registered
from conversations.inbox.why.gates import try_of
from conversations.inbox.why.rows import table
from conversations.models import Turn
from tenants.actors import SYSTEM
from tenants.context import enter
from tests.conversations.talking import Talk, a_day
from tests.factories import PASSWORD, new_user

if TYPE_CHECKING:
    from collections.abc import Callable

    from tenants.models import Business

HOURS = "when are you open on Sunday?"


@pytest.fixture
def marios(committed: Callable[..., Business]) -> Business:
    """Committed, for turns have a connection of their own."""
    return committed("marios", category="food")


@pytest.fixture
def bella(committed: Callable[..., Business]) -> Business:
    return committed("bella", category="beauty", timezone="Europe/London")


class TalkAt(Talk):
    """In the business's schema, which a page's request leaves."""

    def __init__(self, business: Business) -> None:
        self.schema = business.schema_name
        with enter(self.schema):
            super().__init__()

    def say(self, text: str, key: str | None = None) -> str:
        with enter(self.schema):
            return super().say(text, key)


@pytest.fixture
def talk(marios: Business) -> TalkAt:
    return TalkAt(marios)


@pytest.fixture
def owner(marios: Business) -> Client:
    new_user("anna@example.com", business=marios, role="owner")
    client = Client(headers={"host": "marios.localhost"})
    client.post("/login/", {"username": "anna@example.com", "password": PASSWORD})
    return client


def why(talk: TalkAt) -> str:
    return f"/staff/inbox/{talk.id}/why/{talk.turn['reply']['id']}/"


def page(client: Client, talk: TalkAt) -> str:
    answer = client.get(why(talk))
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_answer_tells_what_was_read_and_in_which_rows_it_was_looked_up(talk: TalkAt, owner: Client) -> None:
    talk.say(HOURS)
    shown = page(owner, talk)
    assert "A question" in shown
    assert HOURS in shown
    assert "/admin/businesses/weeklyhours/" in shown
    assert "No model was asked" in shown


def test_a_dish_is_the_very_row(talk: TalkAt, owner: Client) -> None:
    with enter(talk.schema):
        section = MenuSection.objects.create(name="Primi")
        dish = MenuItem.objects.create(section=section, name="Carbonara", price=Decimal(14))
    talk.say("how much is the carbonara?")
    assert f"/admin/businesses/menuitem/{dish.pk}/change/" in page(owner, talk)


def test_a_taught_answer_leads_to_what_was_taught(talk: TalkAt, owner: Client) -> None:
    examples = ["do you do valet parking", "is there a valet", "can somebody park my car", "valet?", "who parks my car"]
    with enter(talk.schema):
        taught = TaughtIntent.objects.create(name="valet", examples=examples, answer="Yes, from six in the evening.")
        train_taught(by=SYSTEM)
    talk.say("is there a valet here")
    shown = page(owner, talk)
    assert f"/admin/agents/taughtintent/{taught.pk}/change/" in shown
    assert "Taught examples as of version" in shown


def test_details_are_told_by_their_names_and_words_and_the_booking_by_its_reference(
    talk: TalkAt, owner: Client
) -> None:
    talk.until_read_back()
    shown = page(owner, talk)
    assert "anna@example.com" in shown
    assert "Waiting for a yes" in shown
    talk.say("yes")
    shown = page(owner, talk)
    with enter(talk.schema):
        assert Booking.objects.get().reference in shown
    assert "A yes" in shown


def test_a_time_that_is_named_rests_on_the_diary(talk: TalkAt, owner: Client) -> None:
    talk.say(f"a table for 2 people at 13:00 on {a_day():%d %B %Y}")
    shown = page(owner, talk)
    assert "Free times, as they were then" in shown
    talk.say("Anna Rossi")
    assert "Nothing is noted beside the conversation" in page(owner, talk)


def test_what_nobody_knows_is_said_to_be_unknown(talk: TalkAt, owner: Client) -> None:
    talk.say("do you have a helicopter pad?")
    assert "Nothing is on record" in page(owner, talk)


def test_a_model_that_was_asked_is_named_with_its_cost(talk: TalkAt, owner: Client) -> None:
    talk.say(HOURS)
    now = timezone.now()
    line = {"conversation": talk.id, "expires_at": now, "outcome": LLMCall.ANSWERED, "cost": Decimal("0.00125")}
    other = {**line, "conversation": uuid.uuid4()}
    with enter(talk.schema):
        at = Turn.objects.get().created_at
        LLMCall.objects.create(**line, created_at=at, purpose="answer", model="small-one", prompt="answer-1")
        LLMCall.objects.create(**other, created_at=at, purpose="answer", model="of another conversation")
    shown = page(owner, talk)
    assert "small-one" in shown
    assert "0.001250 USD" in shown
    assert "of another conversation" not in shown


def test_a_vetoed_try_says_at_which_gate(talk: TalkAt, owner: Client) -> None:
    talk.say(HOURS)
    verdicts = [["take_over", ""], ["privacy", ""], ["commitment", "“I have booked it” says that something was done"]]
    with enter(talk.schema):
        Turn.objects.update(signals={"voice": {"tries": [{"model": "small-one", "gates": verdicts}]}})
    shown = page(owner, talk)
    assert "was stopped at “nothing said to be done”" in shown
    assert "I have booked it" in shown
    assert try_of({"gates": verdicts}).passed == ("nobody has taken over", "nobody's data")


def test_from_there_an_owner_teaches_with_what_was_said(talk: TalkAt, owner: Client) -> None:
    talk.say("do you have a helicopter pad?")
    with enter(talk.schema):
        address = f"/admin/agents/taughtintent/add/?turn={Turn.objects.get().pk}"
    assert address in page(owner, talk)
    shown = owner.get(address).content.decode()
    assert "do you have a helicopter pad?" in shown
    assert owner.get("/admin/agents/taughtintent/add/?turn=nonsense").status_code == 200


def test_staff_see_it_without_costs_and_without_a_way_to_teach(talk: TalkAt, member: Client) -> None:
    talk.say(HOURS)
    shown = page(member, talk)
    assert "A question" in shown
    assert "Teach it" not in shown
    assert "/admin/businesses" not in shown


def test_the_thread_links_each_answer_and_not_the_greeting(talk: TalkAt, member: Client) -> None:
    talk.say(HOURS)
    shown = member.get(f"/staff/inbox/{talk.id}/").content.decode()
    assert shown.count("/why/") == 1
    assert why(talk) in shown


def test_it_costs_the_same_however_much_was_said(talk: TalkAt, owner: Client) -> None:
    def cost(address: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert owner.get(address).status_code == 200
        return len(captured)

    talk.say(HOURS)
    first = why(talk)
    cost(first)
    once = cost(first)
    for line in ("where are you?", "is the carbonara or the tiramisù vegan?", "a table for 2 tomorrow at 13:00 please"):
        talk.say(line)
        assert cost(why(talk)) == once, line
    assert cost(first) == once


def test_what_is_not_there_is_not_found(talk: TalkAt, owner: Client, bella: Business) -> None:
    talk.say(HOURS)
    assert owner.get(f"/staff/inbox/{talk.id}/why/{uuid.uuid4()}/").status_code == 404
    other = TalkAt(bella)
    other.say(HOURS)
    assert owner.get(why(other)).status_code == 404


def test_what_an_earlier_version_kept_otherwise_is_said_so(talk: TalkAt, owner: Client) -> None:
    talk.say(HOURS)
    with enter(talk.schema):
        Turn.objects.update(commands=[{"kind": "of old"}], sources=[{"kind": "of old"}])
    assert "kept by an earlier version" in page(owner, talk)


def test_every_answer_says_in_which_rows_it_looks(marios: Business) -> None:
    assert looked_up_in().keys() == registered().keys()
    with enter(marios.schema_name):
        assert all(table(label).href for labels in looked_up_in().values() for label in labels)
