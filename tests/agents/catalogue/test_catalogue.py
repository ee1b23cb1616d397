"""The catalogue: every intent has a record that hangs together, and a file that is wrong says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from agents import catalogue
from agents.catalogue import CatalogueError
from agents.catalogue.reading import read_catalogue
from agents.catalogue.records import CATEGORIES
from agents.roster import agent_for, roster

if TYPE_CHECKING:
    from pathlib import Path

SERVED = ("en", "es", "fr", "de", "it", "pt")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "intents").mkdir()
    (tmp_path / "languages").mkdir()
    (tmp_path / "intents" / "ask_wifi.txt").write_text("kind: question\n\n[en]\nis there {wifi|internet}\n")
    return tmp_path


def test_file_gives_the_record_and_its_sentences(folder: Path) -> None:
    (folder / "intents" / "ask_fee.txt").write_text(
        "kind: question\nagent: menu\nflows: dedicated\ncategories: food beauty\ninstead: ask_wifi\n"
        "answered_by: fees\nterms: yes\n\n[en]\nany fee\n[de]\nkostet das was\n"
    )

    found = read_catalogue(folder)["ask_fee"]

    assert (found.kind, found.matter, found.instead, found.answered_by, found.has_terms) == (
        "question", "menu", "ask_wifi", "fees", True,
    )  # fmt: skip
    assert found.lines == {"en": ("any fee",), "de": ("kostet das was",)}
    assert found.is_offered("food", "dedicated")
    assert not found.is_offered("health", "dedicated")
    assert not found.is_offered("food", "dashboard")


def test_language_is_added_by_one_file(folder: Path) -> None:
    (folder / "languages" / "nl.txt").write_text("[ask_wifi]\nhebben jullie wifi\n")

    assert read_catalogue(folder)["ask_wifi"].lines["nl"] == ("hebben jullie wifi",)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("agent: menu\n", "kind: “” is not one of"),
        ("kind: wish\n", "kind: “wish” is not one of"),
        ("kind: deed\nkind: deed\n", "kind is said twice"),
        ("kind: deed\ncolour: red\n", "“colour: red” is not one of"),
        ("kind: deed\nflows: dedicated everywhere\n", "flows: “dedicated everywhere” is not of"),
        ("kind: deed\ntask: dance\n", "task: “dance” is not one of"),
        ("kind: deed\nterms: perhaps\n", "terms: “perhaps” is not one of"),
        ("kind: deed\ninstead: nothing_there\n", "no intent nothing_there"),
        ("kind: deed\n[english]\nhello\n", "\\[english\\] is no language"),
    ],
)
def test_file_that_is_wrong_says_which_and_why(folder: Path, text: str, fault: str) -> None:
    (folder / "intents" / "broken.txt").write_text(text)

    with pytest.raises(CatalogueError, match=rf"broken.txt: .*{fault}"):
        read_catalogue(folder)


def test_language_of_an_unknown_intent_says_so(folder: Path) -> None:
    (folder / "languages" / "nl.txt").write_text("[ask_internet]\nhebben jullie wifi\n")

    with pytest.raises(CatalogueError, match="no intent is called ask_internet"):
        read_catalogue(folder)


def test_every_intent_is_answered_by_an_agent_of_its_flows() -> None:
    for record in catalogue.records():
        for flow in record.flows:
            for category in record.categories:
                agent = agent_for(record.name, category=category, flow=flow)
                assert agent.may_speak(category, flow), record.name


def test_every_agent_answers_something() -> None:
    for agent in roster():
        assert [each for each in catalogue.records() if agent.answers(each, agent.brief.tools)], agent.key


def test_every_question_names_its_answer_or_the_task_it_opens() -> None:
    questions = [record for record in catalogue.records() if record.kind == "question"]

    assert not [record.name for record in questions if not record.answered_by and not record.task]


def test_intent_is_answered_by_the_general_agent_where_its_agent_may_not_speak() -> None:
    for category in CATEGORIES:
        assert agent_for("ask_hours", category=category, flow="dedicated").key == category
        assert agent_for("taught by an owner", category=category, flow="dedicated").key == category
        assert agent_for("ask_hours", category=category, flow="dashboard").key == "general"
        assert agent_for("owner_change_hours", category=category, flow="dashboard").key == "analytics"
    assert agent_for("book", category="", flow="dedicated").key == "general"


def test_what_is_offered_depends_on_category_and_flow() -> None:
    assert "ask_insurance" in catalogue.offered("health", "dedicated")
    assert "ask_insurance" not in catalogue.offered("food", "dedicated")
    assert "ask_insurance" in catalogue.offered("food", "global")
    assert {name for name in catalogue.offered("food", "dashboard") if name.startswith("owner_")}
    assert not {name for name in catalogue.offered("food", "dedicated") if name.startswith("owner_")}
