"""What is put right while something is arranged, or of what was booked, changes that and gives nothing up."""

from __future__ import annotations

import pytest

from conversations.engine.numbers_put_right import numbers_put_right
from conversations.engine.state import Form, Memory, Person, Task
from tests.conversations.engine.talking import MemoryTalk, restaurant, salon

WISH = "a haircut on Friday 4 December at 10:00"


def read_back(phone: str = "07700 900323") -> MemoryTalk:
    talk = MemoryTalk(salon())
    for line in (WISH, "Anna Rossi", phone):
        talk.say(line)
    assert "confirm" in talk.needs, talk.replies
    return talk


@pytest.mark.parametrize(
    "text",
    [
        "oh wrong number, it ends 332 not 323",
        "warte, die Nummer endet auf 332, nicht 323",
        "perdón, el teléfono acaba en 332, no 323",
        "le numéro finit par 332 et pas 323",
        "ho sbagliato numero, finisce con 332 non 323",
        "o número acaba em 332, não 323",
        "not 323 at the end, 332",
    ],
)
def test_digits_put_right_change_the_number_read_back(text: str) -> None:
    talk = read_back()
    talk.say(text)
    assert "+447700900332" in talk.replies[-1], talk.replies
    talk.say("yes, that's right")
    assert [each.phone for each in talk.booked] == ["+447700900332"], talk.replies


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("sorry it's 3415, not 3451", "3415 N Southport Ave, flat 2"),
        ("è il 3415, non il 3451", "3415 N Southport Ave, flat 2"),
        ("flat 3 not 2", "3451 N Southport Ave, flat 3"),
        ("it's 3451 and 3452", "3452 N Southport Ave, flat 2"),
        ("3451 or so", ""),
        ("at 10:30 on the 12th", ""),
        ("345 not 451", ""),
    ],
)
def test_one_number_of_an_address_takes_the_place_of_another(text: str, address: str) -> None:
    task = Task("book", form=Form(address="3451 N Southport Ave, flat 2"))
    found = numbers_put_right(text, Memory(tasks=(task,), person=Person(phone="+13125550161")))
    assert [detail.value for detail in found] == ([address] if address else [])


@pytest.mark.parametrize(
    "text",
    [
        "ah no wait, i've got a call then. 12:00 instead? same day",
        "hmm that won't work. 12:00 then, same day",
        "das geht doch nicht. Dann um 12:00, selber Tag",
        "hmm no puedo. Entonces a las 12:00, el mismo día",
        "ça ne va pas aller. Alors à 12h, le même jour",
        "non ce la faccio. Allora alle 12:00, stesso giorno",
        "não vai dar. Então às 12:00, no mesmo dia",
    ],
)
def test_what_will_not_do_is_wished_for_at_another_hour(text: str) -> None:
    talk = read_back()
    talk.say(text)
    for _ in range(3):
        if "confirm" in talk.needs:
            talk.say("yes")
    assert [f"{each.starts_at:%a %H:%M}" for each in talk.booked] == ["Fri 12:00"], talk.replies


@pytest.mark.parametrize(
    "text",
    [
        "oh typical, my sister is coming too so we're 4 now. can u change it?",
        "a friend joins us, that makes 4 of us. can you change that?",
        "meine Schwester kommt auch mit, wir sind jetzt 4. Können Sie das ändern?",
        "mi hermana también viene, ahora somos 4. ¿lo puedes cambiar?",
        "ma sœur vient aussi, on est 4 maintenant. vous pouvez changer ?",
        "mia sorella viene anche lei, ora siamo in 4. si può cambiare?",
    ],
)
def test_one_more_guest_is_the_booking_made_for_more(text: str) -> None:
    talk = MemoryTalk(restaurant())
    talk.until_read_back("a table for 3 people on Friday 4 December at 20:00")
    talk.say("yes")
    talk.say(text)
    talk.say("yes")
    assert [each.people for each in talk.booked] == [4], talk.replies


@pytest.mark.parametrize(
    "text",
    [
        "make that a full colour, not just a haircut. same time",
        "ich nehme doch full colour, nicht nur haircut, gleiche Zeit",
        "mejor full colour, no solo haircut, a la misma hora",
        "plutôt full colour, pas seulement haircut, même heure",
        "anzi full colour, non solo haircut, stessa ora",
    ],
)
def test_not_only_the_one_is_the_other(text: str) -> None:
    talk = MemoryTalk(salon())
    talk.say(WISH)
    talk.say(text)
    for line in ("Anna Rossi", "anna@example.com", "yes"):
        talk.say(line)
    assert [each.service_name for each in talk.booked] == ["Full colour"], talk.replies
