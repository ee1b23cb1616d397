"""Agents in a conversation: who answers, what no agent may do, and how each is doing."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agents.llm.models import LLMCall
from agents.models import AgentVersion
from agents.roster import agent_called
from agents.roster.revising import revise_agent
from businesses.models import Booking
from conversations import operations
from conversations.models import Conversation
from conversations.payloads import conversation_payload
from tenants.actors import SYSTEM
from tenants.context import enter
from tests.conversations.talking import Talk
from tests.factories import PASSWORD, new_user

if TYPE_CHECKING:
    from collections.abc import Callable

    from tenants.models import Business

LIST = "/admin/agents/agentversion/"
PAGE = "/admin/agents/agentversion/of/food/"


def taken_from_all(tool: str) -> None:
    for key in ("food", "general"):
        take_away(key, tool)


def take_away(key: str, tool: str) -> None:
    brief = agent_called(key).brief
    revise_agent(key=key, brief=replace(brief, tools=brief.tools - {tool}), seen=0, by=SYSTEM)


def test_the_agent_of_the_category_answers(talk: Talk, talk_to: Callable[..., Talk]) -> None:
    assert talk.row.agent == "food"
    talk.say("when are you open on Sunday?")
    assert talk.turn["agent"] == "food"
    talk = talk_to("salon", "beauty")
    talk.say("hello")
    assert talk.turn["agent"] == "beauty"


def test_switching_keeps_what_was_said(talk: Talk) -> None:
    talk.until_read_back()
    operations.switch_agent(conversation_id=talk.id, agent="voice", by=talk.by)
    talk.say("yes")
    assert talk.turn["agent"] == "voice"
    assert Booking.objects.count() == 1


def test_what_no_agent_may_do_is_left_to_staff(talk: Talk) -> None:
    taken_from_all("book")
    reply = talk.say("a table for 2 tomorrow at 13:00")
    assert "our team does itself" in reply
    assert talk.turn["needs"] == ["person"]
    talk.say("yes please")
    assert talk.turn["handoff"]
    assert not Booking.objects.exists()


def test_what_is_taken_from_all_meanwhile_is_not_written_after_a_yes(talk: Talk) -> None:
    talk.until_read_back()
    taken_from_all("book")
    assert "our team does itself" in talk.say("yes")
    assert not Booking.objects.exists()
    assert talk.turn["needs"] == ["person"]


def test_the_agent_chosen_by_hand_leaves_what_it_may_not_do_to_another(talk: Talk) -> None:
    operations.switch_agent(conversation_id=talk.id, agent="voice", by=talk.by)
    take_away("voice", "book")
    talk.say("a table for 2 please")
    assert talk.turn["agent"] == "food"
    talk.say("where are you?")
    assert talk.turn["agent"] == "voice"


def test_a_conversation_whose_agent_is_not_installed_any_longer_goes_on(talk: Talk) -> None:
    Conversation.objects.filter(pk=talk.id).update(agent="florist", pinned_agent="florist")
    assert conversation_payload(talk.row)["agent"] == "general"
    talk.say("where are you?")
    assert talk.turn["agent"] == "food"


def test_what_one_agent_may_not_do_another_does(talk: Talk) -> None:
    take_away("food", "book")
    talk.say("a table for 2 please")
    assert talk.turn["agent"] == "general"
    assert "date" in talk.turn["needs"]


@pytest.fixture
def owner(live_marios: Business) -> Client:
    return signed_in(live_marios, "owner")


def signed_in(business: Business, role: str) -> Client:
    new_user(f"{role}@example.com", business=business, role=role)
    client = Client(headers={"host": "marios.localhost"})
    client.post("/login/", {"username": f"{role}@example.com", "password": PASSWORD})
    return client


def said(**changes: object) -> dict[str, object]:
    brief = agent_called("food").brief
    form = {
        "role": str(brief.role),
        "goal": str(brief.goal),
        "tone": str(brief.tone),
        "guardrails": "\n".join(map(str, brief.guardrails)),
        "tools": sorted(brief.tools),
        "seen": 0,
    }
    return form | changes


def test_the_owner_sees_a_change_beside_what_stands_before_it_is_saved(owner: Client, live_marios: Business) -> None:
    page = owner.post(PAGE, said(tone="Two words.", _preview="")).content.decode()
    assert "Nothing is saved yet" in page
    assert "<strong>Two words.</strong>" in page
    assert str(agent_called("food").brief.tone) in page
    with enter(live_marios.schema_name):
        assert not AgentVersion.objects.exists()


def test_the_owner_saves_a_version_and_brings_another_back(owner: Client, live_marios: Business) -> None:
    assert owner.post(PAGE, said(tone="Two words.", _save="")).status_code == 302
    page = owner.get(PAGE).content.decode()
    assert "Version 1 holds" in page
    assert f"<del>{agent_called('food').brief.tone}</del> → <ins>Two words.</ins>" in page
    assert owner.post(PAGE, {"_restore": "0", "seen": "1"}).status_code == 302
    page = owner.get(PAGE).content.decode()
    assert "Version 2 holds" in page
    assert "brings back what it came with" in page
    assert owner.post(PAGE, {"_restore": "7", "seen": "2"}, follow=True).status_code == 200
    assert owner.post(PAGE, {"_restore": "x", "seen": "2"}).status_code == 404
    with enter(live_marios.schema_name):
        assert list(AgentVersion.objects.order_by("number").values_list("number", "restores")) == [(1, None), (2, 0)]


def test_what_is_wrong_is_told_at_its_field_and_nothing_typed_is_lost(owner: Client, live_marios: Business) -> None:
    page = owner.post(PAGE, said(role="", tone="Kept as typed.", guardrails="x" * 201, _save="")).content.decode()
    assert "This field is required" in page
    assert "At most 200 characters" in page
    assert "Kept as typed." in page
    owner.post(PAGE, said(tone="First.", _save=""))
    page = owner.post(PAGE, said(tone="Second, at once.", _save="")).content.decode()
    assert "revised this agent meanwhile" in page
    assert "Second, at once." in page


def test_who_may_only_look_changes_nothing(live_marios: Business) -> None:
    analyst = signed_in(live_marios, "staff")
    assert analyst.get(LIST).status_code in {302, 403}
    assert analyst.post(PAGE, said(tone="Mine.", _save="")).status_code in {302, 403}
    with enter(live_marios.schema_name):
        assert not AgentVersion.objects.exists()


def test_an_agent_of_another_category_has_no_page_here(owner: Client) -> None:
    assert owner.get("/admin/agents/agentversion/of/beauty/").status_code == 404
    assert "/of/beauty/" not in owner.get(LIST).content.decode()


def spend(cost: Decimal) -> None:
    now = timezone.now()
    LLMCall.objects.create(
        created_at=now, expires_at=now, purpose="reading", agent="food", model="m", outcome="answered", cost=cost
    )


def figures_of_food(page: str) -> list[str]:
    card = re.search(r"/of/food/.*?</li>", page, re.DOTALL)
    assert card is not None
    return re.findall(r"<dd[^>]*>(.*?)</dd>", card[0])


def test_the_list_says_how_an_agent_is_doing(owner: Client, live_marios: Business) -> None:
    assert "Has not answered anybody" in owner.get(LIST).content.decode()
    with enter(live_marios.schema_name):
        (talk := Talk()).until_read_back()
        talk.say("yes")
        talk.say("I want to talk to a person")
        spend(Decimal("0.25"))
    figures = figures_of_food(owner.get(LIST).content.decode())
    assert figures[:5] == ["5", "1", "1", "0", "50 %"]
    assert figures[-1] == "0.2500 USD"


def test_figures_take_the_same_queries_however_many_turns(owner: Client, live_marios: Business) -> None:
    owner.get(LIST)
    counts = []
    for _each in range(2):
        with enter(live_marios.schema_name):
            Talk().say("where are you?")
        with CaptureQueriesContext(connection) as captured:
            owner.get(LIST)
        counts.append(len(captured))
    assert counts[0] == counts[1]
