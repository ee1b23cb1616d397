"""Danger and allergies."""

from __future__ import annotations

from dataclasses import replace

import pytest

from businesses.desk import ServiceFacts
from tests.conversations.engine.talking import MemoryTalk, restaurant, salon, with_words


@pytest.mark.parametrize(
    "text",
    [
        "my wife just collapsed and she isn't breathing", "help, my dad has terrible chest pain",
        "the kitchen is on fire!!",
        "it smells of gas really badly in here", "mi marido se ha desmayado", "ma mère ne respire plus",
        "mein Kind bekommt keine Luft", "mi fa male il petto e non respiro", "o meu pai desmaiou",
    ],
)  # fmt: skip
def test_danger_is_answered_with_the_number_and_staff_are_told(text: str) -> None:
    talk = MemoryTalk(restaurant())
    assert "112" in talk.say(text)
    assert talk.repository.handed_off


@pytest.mark.parametrize(
    "text",
    [
        "im dying for your carbonara, table for 2 tomorrow at 8pm",
        "i could kill for a pizza tonight",
        "is your barbecue gas or charcoal?",
        "my tooth hurts, do you have anything on Friday 11 December?",
    ],
)
def test_figure_of_speech_is_no_danger(text: str) -> None:
    talk = MemoryTalk(restaurant())
    assert "112" not in talk.say(text)
    assert not talk.repository.handed_off


def test_every_dish_named_is_answered() -> None:
    talk = MemoryTalk(restaurant())
    reply = talk.say("i'm allergic to nuts. is the torta della nonna safe? what about the boscaiola")
    assert "Torta della nonna contains nuts" in reply
    assert "Boscaiola" in reply
    assert "is safe for" not in reply


@pytest.mark.parametrize(
    "said",
    [
        "hi, my daughter has a severe nut allergy",
        "just so you know i can't eat nuts, allergic",
        "ich habe eine Nussallergie",
        "soy alérgico a los frutos secos",
    ],
)
def test_allergy_stated_before_stays(said: str) -> None:
    talk = MemoryTalk(restaurant())
    talk.say(said)
    assert "Torta della nonna" in talk.say("is the torta della nonna ok then?")
    assert "nuts" in talk.memory["allergies"]
    assert "contains nuts" in talk.replies[-1] or talk.locale != "en"


def test_unrecorded_allergen_is_never_called_safe() -> None:
    talk = MemoryTalk(restaurant())
    reply = talk.say("sono allergico al sedano: la boscaiola la posso mangiare?")
    assert not reply.lower().startswith(("sì", "yes"))


@pytest.mark.parametrize(
    "text",
    [
        "im coeliac, is the carbonara any good for me?", "soy celíaca, ¿la carbonara tiene gluten?",
        "je suis allergique aux œufs, la carbonara ça va ?", "ich habe eine Glutenallergie, geht die Carbonara?",
        "sono celiaca, posso mangiare la carbonara?", "sou celíaco, posso comer a carbonara?",
    ],
)  # fmt: skip
def test_dish_asked_about_with_an_allergy_is_answered_from_its_allergens(text: str) -> None:
    reply = MemoryTalk(restaurant()).say(text).lower()
    assert any(word in reply for word in ("gluten", "glutine", "glúten", "œuf", "oeuf"))
    assert not any(word in reply for word in ("soy", "soja", "soia"))


@pytest.mark.parametrize("name", ["Cut (+ wash", "Long hair [90 min]*", "Colour? {a|b}", "a+)(", "\\d+ \\1", "(?P<x>"])
def test_a_name_of_the_owner_s_is_a_name_and_no_pattern(name: str) -> None:
    desk = salon()
    odd = ServiceFacts(9, name, 30, needs_party=False, aliases=(f"{name} for men",))
    talk = MemoryTalk(with_words(replace(desk, services=(*desk.services, odd), added={})))
    assert talk.say("how much is a beard trim?")
    assert not talk.turn["error"]
    talk.say(f"I'd like to book {name} on Friday 4 December at 11:00")
    assert not talk.turn["error"]
