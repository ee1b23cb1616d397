"""Small words that turned a message round: "no" that is "on the", a number in letters, what a name is framed by."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from agents.understanding.slots.finding import find_slots
from agents.understanding.slots.reading import Reading
from agents.understanding.spoken import surely
from agents.understanding.talk.consent import consent
from agents.understanding.talk.cues import cues
from tests.agents.understanding.reading_room import context, slots


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("it", "mmm no dai, prima sento mio cognato. vi riscrivo io"),
        ("it", "no dai, ci penso un attimo"),
        ("de", "nee ok, ich frag erst meine frau. ich melde mich"),
        ("es", "no vale, primero hablo con mi mujer"),
        ("fr", "non bon, je vois d'abord avec ma femme"),
        ("en", "no ok, I'll ask my wife first. I'll get back to you"),
    ],
)
def test_a_no_before_what_is_to_come_first_is_no_yes(language: str, text: str) -> None:
    assert consent(text, (language, language)).kind != "yes"


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("its 773-555-TAXI", "+17735558294"),
        ("(312) 555-PAWS", "+13125557297"),
        ("call 646-555-CUTS please", "+16465552887"),
        ("1-212-555-FOOD", "+12125553663"),
        ("718 555 WASH", "+17185559274"),
    ],
)
def test_a_number_that_ends_in_letters_is_dialled(text: str, phone: str) -> None:
    given = replace(context("phone", "email"), timezone=ZoneInfo("America/Chicago"))
    found = find_slots(Reading(text, "en", given))
    assert [slot.value for slot in found if slot.name == "phone"] == [phone]
    assert not [slot for slot in found if slot.name == "service"]


@pytest.mark.parametrize(
    "text",
    [
        "são duas coisas: jantar na quinta às 11:30 e, outro dia, almoço do meu pai, no sábado às 10:30",
        "primeiro na sexta às 9:00, depois, se der, no domingo às 10:30",
        "corte, na terça às 15:00, barba, no sábado às 10:30",
    ],
)
def test_on_the_day_turns_no_day_down_in_portuguese(text: str) -> None:
    assert not [slot for slot in slots(text, language="pt") if slot.role == "rejected"]


@pytest.mark.parametrize(
    "text",
    [
        "schreiben Sie's auf Annegret von der Heyde-Brück", "schreib's auf Annegret von der Heyde-Brück",
        "notieren Sie es auf Annegret von der Heyde-Brück", "nimm's auf Annegret von der Heyde-Brück",
        "trag's unter Annegret von der Heyde-Brück ein bitte",
    ],
)  # fmt: skip
def test_whoever_it_is_written_down_for_is_called_so(text: str) -> None:
    found = [slot.value for slot in slots(text, "name", language="de") if slot.name == "name"]
    assert found == ["Annegret von der Heyde-Brück"]


@pytest.mark.parametrize(
    ("language", "text", "roles"),
    [
        ("en", "not only on friday but on saturday too", {"said"}),
        ("de", "nicht nur am Freitag, sondern auch am Samstag", {"said"}),
        ("es", "no solo el viernes, sino también el sábado", {"said"}),
        ("it", "non solo venerdì ma anche sabato", {"said"}),
        ("en", "on saturday, not just on friday", {"correction", "rejected"}),
        ("de", "am Samstag, nicht nur am Freitag", {"correction", "rejected"}),
    ],
)
def test_not_only_the_one_turns_it_down_unless_the_other_is_beside_it(
    language: str, text: str, roles: set[str]
) -> None:
    assert {slot.role for slot in slots(text, language=language) if slot.name == "date"} == roles


@pytest.mark.parametrize(
    ("text", "likely"),
    [
        ("mesa p 3 sábado 20:15", {"es", "pt"}),
        ("una mesa, viernes 8pm", {"es"}),
        ("tavolo x 4 domani", {"it"}),
        ("tisch für 3 samstag", {"de"}),
        ("table pour 3 samedi", {"fr"}),
        ("table 4 saturday", {None, "en"}),
    ],
)
def test_a_short_opening_is_in_no_language_it_cannot_be(text: str, likely: set[str | None]) -> None:
    assert surely(text, default="en", is_opening=True) in likely


@pytest.mark.parametrize(
    ("text", "is_asked"),
    [
        ("me recuerdas?", True),
        ("¿me recuerdas todavía?", True),
        ("nos recordáis aún?", True),
        ("me recuerdas con quién me toca?", False),
        ("me recuerda a qué hora era", False),
        ("nos recuerdas la dirección", False),
    ],
)
def test_reminded_of_something_is_not_remembered(text: str, is_asked: bool) -> None:
    assert ("asks_of_me" in cues(text, ("es",))) is is_asked
