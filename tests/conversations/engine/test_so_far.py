"""A long conversation in a few lines, as a model is told of it: what came of it, and nothing of a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.scene import Scene
from conversations.engine.so_far import so_far
from conversations.engine.state import MEMORY, TurnWork
from conversations.engine.turn import TurnContext
from tests.conversations.engine.talking import MemoryTalk, salon

if TYPE_CHECKING:
    from conversations.engine.state import Memory


def told(talk: MemoryTalk) -> str:
    memory: Memory = MEMORY.validate_python(talk.memory)
    context = TurnContext(talk.repository, talk.repository.moment, talk.desk)
    return " ".join(so_far(Scene(memory, TurnWork(), context)))


def test_at_the_beginning_there_is_nothing() -> None:
    assert told(MemoryTalk(salon())) == ""


def test_what_was_booked_is_arranged_and_was_asked_is_told_however_long_ago() -> None:
    talk = MemoryTalk(salon())
    talk.until_read_back("a haircut with Theo on Friday 4 December at 14:00, for Anna Rossi")
    talk.say("yes")
    for _time in range(8):
        talk.say("what are your opening hours?")
    talk.say("and a beard trim on Saturday 5 December, please")
    said = told(talk)
    assert "Booking of Haircut, Friday 2026-12-04 14:00, confirmed." in said
    assert "Being arranged: book: service Beard trim" in said
    assert "date 2026-12-05" in said
    assert "Asked last: ask_hours." in said


def test_nothing_of_a_person_is_in_it() -> None:
    talk = MemoryTalk(salon())
    talk.until_read_back("a haircut on Friday 4 December at 14:00, please note that I am pregnant")
    said = told(talk)
    assert "Being arranged" in said
    assert not {"Anna", "Rossi", "anna@example.com", "pregnant"} & set(said.replace(",", " ").replace(".", " ").split())
