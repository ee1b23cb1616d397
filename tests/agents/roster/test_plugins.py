"""Agents are plugins: an installed package adds one, and one that is broken harms nobody."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import pytest

from agents.catalogue.records import Tool
from agents.roster import TOOLS, agent_called, agent_for, agents_of, roster
from agents.roster.agents import checked
from agents.roster.checks import check_agents
from agents.roster.errors import AgentRefused
from agents.roster.loading import find_agents

if TYPE_CHECKING:
    from collections.abc import Iterator

FLORIST = Path(__file__).parent / "florist"
EIGHT = {"food", "beauty", "automotive", "health", "local_services", "analytics", "voice", "general"}


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package, installed as a third party's is, where only this module looks."""
    place = tmp_path_factory.mktemp("installed")
    copy = shutil.copytree(FLORIST, tmp_path_factory.mktemp("source") / "florist")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run([*pip, "--target", str(place), str(copy)], check=True)
    return place


@pytest.fixture
def with_florist(installed: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.syspath_prepend(installed)
    find_agents.cache_clear()
    yield
    find_agents.cache_clear()
    sys.modules.pop("florist_agent", None)


def test_the_product_comes_with_eight() -> None:
    assert {each.key for each in roster()} == EIGHT
    assert not check_agents(None)


def test_every_kind_of_task_is_a_tool_that_some_agent_has() -> None:
    assert set(TOOLS) == set(get_args(Tool)) == {tool for each in roster() for tool in each.brief.tools}


def test_an_installed_package_adds_an_agent(with_florist: None) -> None:
    florist = agent_called("florist")
    assert (florist.source, str(florist.brief.role)) == ("florist-agent", "Florist behind the counter")
    assert {each.key for each in roster()} == EIGHT | {"florist", "thorn"}
    assert florist in agents_of("local_services", "dedicated")
    assert florist not in agents_of("food", "dedicated")


def test_the_narrower_agent_answers_its_own_matters_and_no_others(with_florist: None) -> None:
    def answering(intent: str) -> str:
        return agent_for(intent, category="local_services", flow="dedicated").key

    assert answering("order") == "florist"
    assert answering("order_status") == "local_services", "as its own code says"
    assert answering("book") == "local_services"
    assert agent_for("order", category="food", flow="dedicated").key == "food"


def test_what_cannot_be_used_is_left_out_and_told(with_florist: None) -> None:
    told = {fault.msg for fault in check_agents(None)}
    assert len(told) == 4
    for why in (
        "weather is not of",
        "str is not an agents.roster.Agent",
        "called food already",
        "florist_agent.absent",
    ):
        assert [each for each in told if why in each], why
    assert str(agent_called("food").name) == "Restaurant and food"


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"key": "Too Long And Loud"}, "small letters"),
        ({"flows": frozenset({"everywhere"})}, "flows: everywhere"),
        ({"categories": frozenset({"banking"})}, "categories: banking"),
    ],
)
def test_an_agent_that_is_wrong_says_how(changes: dict[str, object], why: str) -> None:
    with pytest.raises(AgentRefused, match=why):
        checked(replace(agent_called("food"), **changes))  # type: ignore[arg-type]  # one field of several types


def test_an_agent_that_says_nothing_of_itself_is_refused() -> None:
    food = agent_called("food")
    for changes, why in (({"role": " "}, "role"), ({"tone": "x" * 201}, "tone"), ({"guardrails": ("",)}, "guardrails")):
        with pytest.raises(AgentRefused, match=why):
            checked(replace(food, brief=replace(food.brief, **changes)))
    with pytest.raises(AgentRefused, match="fly"):
        checked(replace(food, brief=replace(food.brief, tools=frozenset({"fly"}))))  # type: ignore[arg-type]
