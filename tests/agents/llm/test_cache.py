"""Answers that serve again: never another business's, never after a change, never a person's or a day's."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from agents.llm.cache import same_question
from agents.llm.models import KeptAnswer
from tenants.context import enter
from tests.agents.llm.asking import ask, lines, request
from tests.agents.llm.far_end import Answer

if TYPE_CHECKING:
    from tenants.models import Business
    from tests.agents.llm.far_end import FarEnd

CROSSINGS = 100
QUESTIONS = (
    "Is there parking?",
    "Do you take cards?",
    "Are dogs welcome?",
    "Do you have vegan dishes?",
    "Is there wifi?",
)


def test_the_same_question_is_asked_once(at_marios: Business, far_end: FarEnd) -> None:
    far_end.usual = Answer("In the yard.")
    first, again = ask("Is there parking?"), ask("  is there PARKING ")
    assert (again.text, again.source, len(far_end.received)) == ("In the yard.", "exact", 1)
    bought, used = lines()
    assert (used.outcome, used.cache, used.cost, used.saved) == ("cached", "exact", Decimal(0), bought.cost)
    assert first.cost == bought.cost


def test_the_same_question_in_other_words_is_asked_once(at_marios: Business, far_end: FarEnd) -> None:
    far_end.usual = Answer("In the yard.")
    ask("Is there parking at the restaurant?")
    assert ask("Is there any parking at the restaurant?").source == "semantic"
    assert ask("Are dogs allowed at the restaurant?").source == "small"


def test_what_the_answer_depends_on_is_asked_anew(at_marios: Business, far_end: FarEnd) -> None:
    ask("Is there parking?")
    for changed in ({"knowledge": "k2"}, {"prompt": "p2"}, {"agent": "menu"}, {"locale": "it"}):
        assert ask("Is there parking?", **changed).source in {"small", "strong"}, changed


OF_SOMEBODY_OR_SOMEDAY = (
    "Do you have a table tonight?",
    "Is there room for 4 people on Friday?",
    "Are you open on 24 December?",
    "My name is Dana O'Neil, is my scarf there?",
    "Write to dana@mail.example.com please, is there parking?",
    "Can I book a table?",
    "Please cancel my booking",
)


def test_what_is_somebodys_or_somedays_is_never_kept(at_marios: Business, far_end: FarEnd) -> None:
    for question in OF_SOMEBODY_OR_SOMEDAY:
        ask(question)
        asked = len(far_end.received)
        ask(question)
        assert len(far_end.received) == asked + 1, question
    assert not KeptAnswer.objects.exists()


def test_another_purpose_keeps_nothing(at_marios: Business, far_end: FarEnd) -> None:
    ask("Is there parking?", purpose="reading", seconds=20)
    assert not KeptAnswer.objects.exists()


def test_other_numbers_are_another_question(at_marios: Business, far_end: FarEnd) -> None:
    ask("Is there parking for cars over 2 metres?")
    assert ask("Is there parking for cars over 3 metres?").source in {"small", "strong"}


def test_an_old_answer_is_asked_anew(at_marios: Business, far_end: FarEnd) -> None:
    ask("Is there parking?")
    KeptAnswer.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert ask("Is there parking?").source in {"small", "strong"}


def test_no_business_hears_anothers_answer(at_marios: Business, live_bella: Business, far_end: FarEnd) -> None:
    """Equal questions, knowledge and prompts, answered otherwise: each hears its own, again and again."""
    businesses = (at_marios, live_bella)
    for business in businesses:
        far_end.usual = Answer(f"Canary of {business.slug}")
        with enter(business.schema_name):
            for question in QUESTIONS:
                ask(question)
    heard = set()
    for _ in range(CROSSINGS // len(QUESTIONS)):
        for business in businesses:
            with enter(business.schema_name):
                heard |= {(business.slug, ask(question).text) for question in QUESTIONS}
    assert heard == {(business.slug, f"Canary of {business.slug}") for business in businesses}
    assert len(far_end.received) == len(businesses) * len(QUESTIONS)


def test_same_question_tells_alike_from_unlike() -> None:
    alike = [
        ("Do you have parking?", "Is there somewhere to park?"),
        ("Can I pay by card?", "Do you accept credit cards?"),
        ("Avete un parcheggio?", "C'è un parcheggio?"),
    ]
    unlike = [
        ("Do you have parking?", "Do you have vegan dishes?"),
        ("Can I pay by card?", "Can I bring my dog?"),
        ("Avete un parcheggio?", "Avete piatti vegani?"),
    ]
    likely, unlikely = same_question(alike), same_question(unlike)
    assert min(likely) > 0.5 > max(unlikely)
    assert all(0 <= each <= 1 for each in likely + unlikely)
    assert same_question([("Is it open?", "is it  open ?")]) == [1.0]
    assert same_question([]) == []
    assert same_question([(b, a) for a, b in alike]) == pytest.approx(likely)


def test_a_streamed_answer_is_kept_and_used_again(at_marios: Business, far_end: FarEnd) -> None:
    from agents.llm.gateway import complete

    far_end.usual = Answer("In the yard.")
    list(complete(request(), stream=True))
    assert list(complete(request(), stream=True)) == ["In the yard."]
    assert len(far_end.received) == 1
