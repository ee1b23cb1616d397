"""Who insults or threatens is answered by the house rules, calmly; what is being booked goes on."""

from __future__ import annotations

import pytest

from conversations.models import HouseRules
from tests.conversations.engine.talking import MemoryTalk, restaurant

INSULT = "you are a fucking asshole"
CALM = "Please let us both stay polite."
ENDED = "I'm ending this conversation here."


def talk_by(**rules: object) -> MemoryTalk:
    talk = MemoryTalk(restaurant())
    talk.repository.rules = HouseRules(**rules)
    return talk


def marks(talk: MemoryTalk) -> dict[str, object]:
    found: dict[str, object] = talk.turn["signals"].get("conduct", {})
    return found


def test_an_insult_is_asked_for_a_calm_tone_offered_a_person_and_marked() -> None:
    talk = talk_by()
    assert CALM in talk.say(INSULT)
    assert (marks(talk)["category"], marks(talk)["severity"], marks(talk)["answer"]) == ("insult", "severe", "calm")
    talk.say("yes please")
    assert talk.repository.handed_off


@pytest.mark.parametrize("answer", ["nothing", "mark"])
def test_the_owner_may_have_it_only_marked_or_not_even_that(answer: str) -> None:
    talk = talk_by(insult_severe=answer)
    assert CALM not in talk.say(INSULT)
    assert bool(marks(talk)) == (answer == "mark")


def test_a_booking_in_progress_goes_on() -> None:
    talk = talk_by(insult_severe="end", ends_after=1)
    talk.say("a table for 2 people on Friday 4 December at 20:00")
    asked = talk.needs
    assert CALM in talk.say(INSULT)
    assert not talk.turn["is_over"]
    assert talk.needs == asked
    for line in ("Anna Rossi", "anna@example.com", "yes"):
        talk.say(line)
    assert len(talk.booked) == 1


def test_a_wish_beside_an_insult_is_heard() -> None:
    talk = talk_by()
    reply = talk.say("a table for 2 people on Friday 4 December at 20:00, you fucking asshole")
    assert CALM in reply
    assert "name" in talk.needs


def test_a_conversation_is_ended_after_so_many_where_the_owner_wants_that() -> None:
    talk = talk_by(insult_severe="end", ends_after=2)
    assert CALM in talk.say(INSULT)
    assert not talk.turn["is_over"]
    assert ENDED in talk.say(INSULT)
    assert talk.turn["is_over"]


def test_danger_comes_before_manners() -> None:
    talk = talk_by()
    reply = talk.say("there is a fire in the fucking kitchen, send somebody you asshole")
    assert "112" in reply
    assert CALM not in reply


def test_who_is_cross_is_answered_as_ever() -> None:
    talk = talk_by()
    assert CALM not in talk.say("the food was cold and I am very angry, I want my money back")
    assert marks(talk) == {}
