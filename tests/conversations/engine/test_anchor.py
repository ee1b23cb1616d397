"""What is relative is meant of the moment talked about."""

from __future__ import annotations

import pytest

from tests.conversations.engine.talking import MemoryTalk, restaurant


@pytest.fixture
def talk() -> MemoryTalk:
    """Two on Wednesday 16 December at 20:00, up to the question for a yes."""
    talk = MemoryTalk(restaurant())
    talk.until_read_back("a table for 2 people on Wednesday 16 December at 20:00")
    return talk


RELATIVE = [
    ("could we do the day after instead, same time", "2026-12-17T20:00"),
    ("actually a day earlier please", "2026-12-15T20:00"),
    ("make it saturday", "2026-12-19T20:00"),
    ("sorry, the 21st then", "2026-12-21T20:00"),
    ("can you make it an hour later", "2026-12-16T21:00"),
    ("half an hour earlier would be better", "2026-12-16T19:30"),
    ("lieber einen Tag später, gleiche Uhrzeit", "2026-12-17T20:00"),
    ("finalement je préfère le lendemain à la même heure", "2026-12-17T20:00"),
    ("mejor al día siguiente, a la misma hora", "2026-12-17T20:00"),
    ("meglio il giorno dopo, alla stessa ora", "2026-12-17T20:00"),
    ("prefiro no dia seguinte, à mesma hora", "2026-12-17T20:00"),
    ("a week later please", "2026-12-23T20:00"),
]


@pytest.mark.parametrize(("text", "start"), RELATIVE)
def test_what_is_arranged_moves_from_where_it_stands(talk: MemoryTalk, text: str, start: str) -> None:
    talk.say(text)
    talk.say("yes")
    assert [f"{each.starts_at:%Y-%m-%dT%H:%M}" for each in talk.booked] == [start], talk.replies


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("hmm can we push that to the day after?", "2026-12-17T20:00"),
        ("could you move it to friday? same time", "2026-12-18T20:00"),
        ("can you push it back an hour", "2026-12-16T21:00"),
        ("kann ich das um eine Stunde nach hinten verschieben?", "2026-12-16T21:00"),
        ("puis-je décaler au lendemain ?", "2026-12-17T20:00"),
        ("possiamo spostare al giorno dopo?", "2026-12-17T20:00"),
    ],
)
def test_booking_made_is_moved_from_where_it_stands(talk: MemoryTalk, text: str, start: str) -> None:
    talk.say("yes")
    talk.say(text)
    assert f"{talk.booked[0].starts_at:%Y-%m-%dT%H:%M}" == "2026-12-16T20:00"
    talk.say("yes")
    assert [f"{each.starts_at:%Y-%m-%dT%H:%M}" for each in talk.booked] == [start], talk.replies


@pytest.mark.parametrize(
    "text",
    [
        "the same again a week later please",
        "can i book the same for the week after as well",
        "das Gleiche nochmal eine Woche später",
    ],
)
def test_the_same_again_is_another_booking(talk: MemoryTalk, text: str) -> None:
    talk.say("yes")
    talk.say(text)
    talk.say("yes")
    starts = [f"{each.starts_at:%Y-%m-%dT%H:%M}" for each in talk.booked]
    assert starts == ["2026-12-16T20:00", "2026-12-23T20:00"], talk.replies
    assert {each.people for each in talk.booked} == {2}


@pytest.mark.parametrize(
    "text",
    [
        "so its every two weeks now?",
        "great, so see you at 8",
        "ok so that's for two people right?",
        "und das ist am Mittwoch, ja?",
    ],
)
def test_detail_named_after_a_booking_moves_nothing(talk: MemoryTalk, text: str) -> None:
    talk.say("yes")
    talk.say(text)
    talk.say("yes")
    assert [f"{each.starts_at:%Y-%m-%dT%H:%M}" for each in talk.booked] == ["2026-12-16T20:00"], talk.replies
