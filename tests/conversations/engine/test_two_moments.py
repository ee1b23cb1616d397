"""Two moments that are joined are two bookings, of one service and one party where these are said once."""

from __future__ import annotations

import pytest

from tests.conversations.engine.talking import MemoryTalk, restaurant, salon
from tests.conversations.engine.test_told_beside import arranged


def booked(talk: MemoryTalk) -> list[str]:
    return [f"{each.starts_at:%a %H:%M}" for each in talk.booked]


@pytest.mark.parametrize(
    "text",
    [
        "a haircut on Friday at 10:00 for me and on Saturday at 11:00 for my son",
        "haircut: Friday 10:00 and another one Saturday 11:00",
        "einen Haircut am Freitag um 10 Uhr und noch einen am Samstag um 11 Uhr",
        "un haircut el viernes a las 10:00 y otro el sábado a las 11:00",
        "un haircut vendredi à 10h et un autre samedi à 11h",
        "un haircut venerdì alle 10:00 e un altro sabato alle 11:00",
        "um haircut na sexta às 10:00 e outro no sábado às 11:00",
    ],
)
def test_each_moment_is_a_booking(text: str) -> None:
    talk = MemoryTalk(salon())
    talk.say(text)
    arranged(talk, "Anna Rossi", "Piero Rossi")
    assert booked(talk) == ["Fri 10:00", "Sat 11:00"], talk.replies


@pytest.mark.parametrize(
    "text",
    [
        "table for two on Friday at 8pm and on Saturday at the same time",
        "ein Tisch für zwei am Freitag um 20 Uhr und am Samstag zur selben Zeit",
        "una mesa para dos el viernes a las 20:00 y el sábado a la misma hora",
    ],
)
def test_the_same_hour_is_that_of_the_day_before_it(text: str) -> None:
    talk = MemoryTalk(restaurant())
    talk.say(text)
    arranged(talk, "Anna Rossi", "Anna Rossi")
    assert booked(talk) == ["Fri 20:00", "Sat 20:00"], talk.replies
    assert [each.people for each in talk.booked] == [2, 2]


@pytest.mark.parametrize(
    "text",
    [
        "a haircut on Friday at 10:00 or on Saturday at 11:00",
        "a haircut on Friday at 10:00, no sorry, on Saturday at 11:00",
        "I'm away on Friday and could do a haircut on Saturday at 11:00",
    ],
)
def test_moments_put_to_choice_put_right_or_told_of_are_one_booking(text: str) -> None:
    talk = MemoryTalk(salon())
    talk.say(text)
    arranged(talk, "Anna Rossi", "Piero Rossi")
    assert len(talk.booked) <= 1, talk.replies
