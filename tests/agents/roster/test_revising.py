"""What agents are told is revised by adding a version: none is changed, and each can be brought back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from agents.models import AgentVersion
from agents.roster import agent_called
from agents.roster.briefs import BRIEFS
from agents.roster.errors import BriefRefused, NoSuchAgent, NoSuchVersion, RevisedMeanwhile
from agents.roster.revising import restore_agent, revise_agent
from audit.models import Entry
from businesses.desk import current_desk
from tenants.actors import Actor
from tenants.context import enter

if TYPE_CHECKING:
    from agents.roster.briefs import Briefed
    from tenants.models import Business

BY = Actor("staff", "7", "Anna")
SHORT = replace(agent_called("food").brief, tone="Two words at most.")
LONG = replace(SHORT, tone="As long as it takes.")


def told() -> Briefed:
    return BRIEFS.of(current_desk())["food"]


def test_an_agent_is_as_it_came_until_it_is_revised(in_marios: Business) -> None:
    assert (told().version, told().brief) == (0, agent_called("food").brief)
    assert revise_agent(key="food", brief=SHORT, seen=0, by=BY) == 1
    assert (told().version, told().brief.tone) == (1, "Two words at most.")


def test_another_business_is_told_nothing_of_it(marios: Business, bella: Business) -> None:
    with enter(marios.schema_name):
        revise_agent(key="food", brief=SHORT, seen=0, by=BY)
    with enter(bella.schema_name):
        assert told().version == 0
        assert not AgentVersion.objects.exists()


def test_earlier_versions_stay_and_come_back_as_new_ones(in_marios: Business) -> None:
    revise_agent(key="food", brief=SHORT, seen=0, by=BY)
    revise_agent(key="food", brief=LONG, seen=1, by=BY)
    assert restore_agent(key="food", number=1, seen=2, by=BY) == 3
    assert restore_agent(key="food", number=0, seen=3, by=BY) == 4
    rows = AgentVersion.objects.order_by("number").values_list("number", "tone", "restores", "revised_by")
    came = str(agent_called("food").brief.tone)
    assert list(rows) == [
        (1, SHORT.tone, None, "staff:7"),
        (2, LONG.tone, None, "staff:7"),
        (3, SHORT.tone, 1, "staff:7"),
        (4, came, 0, "staff:7"),
    ]


def test_a_tool_an_agent_no_longer_comes_with_does_not_come_back(in_marios: Business) -> None:
    tools = [*SHORT.tools, "owner"]
    AgentVersion.objects.create(agent="food", number=1, role="r", goal="g", tone="t", tools=tools, revised_by="staff:7")
    assert told().brief.tools == agent_called("food").brief.tools
    restore_agent(key="food", number=0, seen=1, by=BY)
    restore_agent(key="food", number=1, seen=2, by=BY)
    assert "owner" not in AgentVersion.objects.get(number=3).tools


def test_what_is_said_already_makes_no_version(in_marios: Business) -> None:
    assert revise_agent(key="food", brief=agent_called("food").brief, seen=0, by=BY) == 0
    revise_agent(key="food", brief=SHORT, seen=0, by=BY)
    assert revise_agent(key="food", brief=SHORT, seen=0, by=BY) == 1
    assert AgentVersion.objects.count() == 1


def test_two_who_revise_at_once_do_not_overwrite_each_other(in_marios: Business) -> None:
    revise_agent(key="food", brief=SHORT, seen=0, by=BY)
    with pytest.raises(RevisedMeanwhile):
        revise_agent(key="food", brief=LONG, seen=0, by=BY)
    assert told().brief.tone == SHORT.tone


def test_what_is_wrong_is_told_by_field_and_nothing_is_kept(in_marios: Business) -> None:
    with pytest.raises(BriefRefused) as refused:
        revise_agent(key="food", brief=replace(SHORT, role="", goal="x" * 501), seen=0, by=BY)
    assert set(refused.value.errors) == {"role", "goal"}
    with pytest.raises(BriefRefused) as refused:
        revise_agent(key="food", brief=replace(SHORT, tools=frozenset({"owner"})), seen=0, by=BY)
    assert set(refused.value.errors) == {"tools"}
    with pytest.raises(NoSuchVersion):
        restore_agent(key="food", number=9, seen=0, by=BY)
    with pytest.raises(NoSuchAgent):
        revise_agent(key="pirate", brief=SHORT, seen=0, by=BY)
    assert not AgentVersion.objects.exists()


def test_each_revision_is_on_record(in_marios: Business) -> None:
    revise_agent(key="food", brief=SHORT, seen=0, by=BY)
    entry = Entry.objects.get(deed="agent.revised", schema=in_marios.schema_name)
    assert (entry.about, entry.actor_id) == ("agent:food", "7")
    assert entry.detail == {"version": 1, "restores": None, "fields": ["tone"]}
