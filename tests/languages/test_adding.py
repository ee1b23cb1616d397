"""A language is added by its files alone: Dutch, from a temporary folder, is greeted, asked, booked, ordered in."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from agents import catalogue
from languages import reading

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
HEAD = re.compile(r"== \w+ ==|\[\w+\]")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    folder = tmp_path_factory.mktemp("languages")
    shutil.copytree(reading.FOLDER, folder / "words")
    shutil.copytree(catalogue.FOLDER, folder / "catalogue")
    (folder / "catalogue" / "languages").mkdir(exist_ok=True)
    shutil.copy(HERE / "dutch" / "sentences.txt", folder / "catalogue" / "languages" / "nl.txt")
    (folder / "words" / "nl.txt").write_text(_empty() + (HERE / "dutch" / "words.txt").read_text("utf-8"), "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "tests.languages.served", str(folder)], cwd=ROOT, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    found: dict[str, object] = json.loads(done.stdout)
    return found


def _empty() -> str:
    """The parts and sections that every language has, without a word in them."""
    english = (reading.FOLDER / "en.txt").read_text("utf-8").splitlines()
    return "\n".join(line for line in english if HEAD.fullmatch(line)) + "\n"


def _of(served: dict[str, object], what: str) -> dict[str, object]:
    found = served[what]
    assert isinstance(found, dict)
    return found


def test_greeting_opens_the_conversation_in_it(served: dict[str, object]) -> None:
    assert served["greeted in"] == "nl"


def test_it_is_asked_for_by_its_name(served: dict[str, object]) -> None:
    assert served["asked for"] == "nl"


def test_question_is_the_intent_its_sentences_say(served: dict[str, object]) -> None:
    found = _of(served, "a question")
    assert (found["language"], found["intent"]) == ("nl", "ask_parking")


def test_booking_has_its_party_day_and_time(served: dict[str, object]) -> None:
    found = _of(served, "a booking")
    assert (found["intent"], found["people"]) == ("book", 4)
    assert (found["date"], found["time"]) == ("2026-11-25", "19:30")


def test_yes_agrees(served: dict[str, object]) -> None:
    assert _of(served, "a yes")["consent"] == "yes"


def test_people_are_counted_beside_a_place_and_what_is_celebrated(served: dict[str, object]) -> None:
    found = _of(served, "a wish")
    assert (found["people"], found["place"], found["occasion"]) == (5, "window", "birthday")


def test_one_of_what_was_offered_is_chosen(served: dict[str, object]) -> None:
    assert _of(served, "a choice")["choice"] == 2


def test_day_is_put_right_and_another_turned_down(served: dict[str, object]) -> None:
    assert served["put right"] == [["2026-11-24", "correction"], ["2026-11-25", "rejected"]]


def test_dish_is_ordered_by_its_name_in_it(served: dict[str, object]) -> None:
    assert served["a basket"] == [["soup", 2]]


def test_usual_service_is_told_in_it(served: dict[str, object]) -> None:
    assert served["a service"] == ["tafel"]


def test_members_may_choose_it_for_their_pages(served: dict[str, object]) -> None:
    assert served["offered to members"] == ["nl"]
