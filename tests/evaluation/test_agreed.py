"""What is agreed after each turn of a conversation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from agents.understanding.slots.finding import find_slots
from agents.understanding.slots.reading import Reading
from agents.understanding.talk.consent import consent
from agents.understanding.types import Intent, Safety, Understanding
from evaluation.agreed import DialogueState, update
from tests.agents.understanding.reading_room import context

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from agents.understanding.types import Json

SEVEN: dict[str, Json] = {"date": "2026-11-27", "time": "19:00"}
NINE: dict[str, Json] = {"date": "2026-11-27", "time": "21:00"}


def _after(
    state: DialogueState, text: str, *requested: str, offered: Sequence[Mapping[str, Json]] = ()
) -> DialogueState:
    found = find_slots(Reading(text, "en", context(*requested)))
    understood = Understanding(text, "en", (Intent("book", 1.0),), found, Safety(), consent(text, ("en",)))
    return update(state, understood, offered=offered)


def test_slots_gather_over_turns() -> None:
    state = _after(DialogueState(), "a table for 4 tomorrow")
    state = _after(state, "8pm", "time")
    assert (state.value("people"), state.value("date"), state.value("time")) == (4, "2026-11-22", "20:00")


def test_later_value_replaces_the_earlier() -> None:
    state = _after(DialogueState(), "a table for 4 at 8pm")
    state = _after(state, "sorry, make it five")
    assert (state.value("people"), state.value("time")) == (5, "20:00")


def test_yes_takes_what_was_offered() -> None:
    state = _after(DialogueState(), "yes, that works", offered=[SEVEN])
    assert (state.value("date"), state.value("time")) == ("2026-11-27", "19:00")
    assert state.slots["time"].is_confirmed


def test_no_takes_nothing() -> None:
    assert _after(DialogueState(), "no thank you", offered=[SEVEN]).slots == {}


def test_own_value_wins_over_the_offer() -> None:
    assert _after(DialogueState(), "yes but for 6 people", offered=[{**SEVEN, "people": 2}]).value("people") == 6


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("the second one", "21:00"),
        ("the later one", "21:00"),
        ("the first one please", "19:00"),
        ("any of them", "19:00"),
    ],
)
def test_reference_picks_among_offers(text: str, time: str) -> None:
    assert _after(DialogueState(), text, offered=[SEVEN, NINE]).value("time") == time


def test_value_that_fits_one_offer_picks_it() -> None:
    state = _after(DialogueState(), "9pm please", "time", offered=[SEVEN, NINE])
    assert (state.value("date"), state.value("time")) == ("2026-11-27", "21:00")


def test_yes_to_several_offers_picks_none() -> None:
    assert _after(DialogueState(), "yes", offered=[SEVEN, NINE]).slots == {}


def test_ambiguous_time_waits_with_its_readings_until_one_is_chosen() -> None:
    state = _after(DialogueState(), "at 7", "time")
    assert state.value("time") is None
    assert set(state.slots["time"].alternatives) == {"07:00", "19:00"}
    assert _after(state, "in the evening", "time").value("time") == "19:00"


def test_state_is_not_changed_in_place() -> None:
    before = _after(DialogueState(), "a table for 4")
    _after(before, "make it six")
    assert before.value("people") == 4
