"""Talk after and around a booking: what is kept is told, and what is added is kept once agreed to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from businesses.desk import ServiceFacts
from tests.conversations.engine.talking import MemoryTalk, restaurant, salon, with_words


@pytest.fixture
def talk() -> MemoryTalk:
    talk = MemoryTalk(restaurant())
    talk.until_read_back("a table for 4 people on Friday 4 December at 20:00, we need a high chair")
    talk.say("yes")
    return talk


@pytest.mark.parametrize(
    "text",
    [
        "whats my reference again", "what was the booking number?", "mi ridice il codice?", "¿cuál era mi referencia?",
        "c'est quoi ma référence ?", "wie war nochmal meine Nummer?", "qual é a minha referência?",
    ],
)  # fmt: skip
def test_reference_is_told_again(talk: MemoryTalk, text: str) -> None:
    assert talk.booked[0].reference in talk.say(text)


@pytest.mark.parametrize(
    "text",
    [
        "so its definitely confirmed yeah?",
        "is that all booked then?",
        "did it go through",
        "ist das jetzt fest?",
        "è confermato?",
        "c'est bien réservé ?",
    ],
)
def test_booking_is_said_to_stand(talk: MemoryTalk, text: str) -> None:
    assert talk.booked[0].reference in talk.say(text)
    assert len(talk.booked) == 1


@pytest.mark.parametrize(
    "text",
    [
        "and what note did you put for the waiters?",
        "what did you write down for the kitchen",
        "was haben Sie notiert?",
        "qu'est-ce que vous avez noté ?",
    ],
)
def test_note_is_told(talk: MemoryTalk, text: str) -> None:
    assert "high chair" in talk.say(text)


@pytest.mark.parametrize(
    "text",
    [
        "please also note that my father is in a wheelchair",
        "it's my daughter's birthday by the way",
        "wir bringen einen Hund mit",
        "oh and one of us has a nut allergy",
    ],
)
def test_remark_after_booking_is_kept_once_agreed_to(talk: MemoryTalk, text: str) -> None:
    talk.say(text)
    assert talk.booked[0].note == "we need a high chair"
    talk.say("yes")
    assert talk.booked[0].note.startswith("we need a high chair. ")


def test_thanks_and_goodbye_are_answered_in_kind(talk: MemoryTalk) -> None:
    reply = talk.say("awesome thanks, bye!")
    assert "welcome" in reply
    assert talk.needs == []


@pytest.mark.parametrize(
    "text",
    [
        "ugh something came up can you cancel that",
        "we can't make it after all",
        "cancelar por favor",
        "bitte stornieren",
    ],
)
def test_booking_just_made_is_cancelled_after_a_yes(talk: MemoryTalk, text: str) -> None:
    talk.say(text)
    assert talk.booked[0].status == "confirmed"
    talk.say("yes")
    assert talk.booked[0].status == "cancelled"


@pytest.mark.parametrize(
    "text",
    [
        "running 15 minutes late sorry",
        "we'll be a bit late",
        "J'aurai 15 minutes de retard",
        "wir kommen 10 Minuten später",
        "siamo in ritardo",
        "llegamos un poco tarde",
    ],
)
def test_lateness_reaches_the_booking(talk: MemoryTalk, text: str) -> None:
    talk.say(text)
    assert [deed for deed, _booking in talk.repository.committed] == ["late"]
    assert talk.booked[0].status == "confirmed"


@pytest.mark.parametrize(
    "text",
    [
        "and what do i pay for it", "how much will that be?", "quanto devo pagare?", "und was kostet mich das?",
        "c'est combien ?", "¿cuánto tengo que pagar?",
    ],
)  # fmt: skip
def test_price_is_that_of_the_booking_made(text: str) -> None:
    talk = MemoryTalk(salon())
    talk.until_read_back("a beard trim on Friday 4 December at 11:00")
    talk.say("yes")
    reply = talk.say(text)
    assert "18" in reply
    assert "95" not in reply


@pytest.mark.parametrize(
    "text",
    [
        "an hour later if you can", "could it be an hour later?", "¿puede ser una hora más tarde?",
        "consegue pôr uma hora mais tarde?", "si può fare un'ora dopo?", "geht auch eine Stunde später?",
        "une heure plus tard, c'est possible ?",
    ],
)  # fmt: skip
def test_hour_later_is_the_booking_made_moved(talk: MemoryTalk, text: str) -> None:
    talk.say(text)
    assert "confirm" in talk.needs, talk.replies[-1]
    talk.say("yes")
    assert [f"{kept.starts_at:%d %H:%M}" for kept in talk.booked] == ["04 21:00"]


@pytest.mark.parametrize("text", ["which address do you have for us again?", "am I booked, and for when?"])
def test_where_we_come_to_is_asked_again_when_it_was_never_told(text: str) -> None:
    desk = restaurant()
    visit = ServiceFacts(9, "Plumbing visit", 60, needs_party=False, is_visit=True, aliases=("plumber",))
    talk = MemoryTalk(with_words(replace(desk, services=(visit,), added={})))
    talk.until_read_back("a plumbing visit on Friday 4 December at 11:00")
    talk.say("yes")
    assert "address" in talk.needs, talk.replies
    talk.say(text)
    assert "address" in talk.needs, talk.replies
    talk.say("12 Mill Lane, second floor")
    talk.say("yes")
    talk.say("which address do you have for us?")
    assert "12 Mill Lane" in talk.replies[-1], talk.replies
    assert "address" not in talk.needs
