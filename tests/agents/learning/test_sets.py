"""What examples there are, on which side each is, and what stays out of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from agents.learning.errors import ExampleRefused, TooFewExamples
from agents.learning.exercises import nearness
from agents.learning.gathering import MOST, key_of
from agents.learning.models import EvaluationExample, Split
from agents.learning.sets import make_set, remove_example, write_example
from agents.models import TaughtIntent
from tenants.actors import SYSTEM
from tenants.context import enter

if TYPE_CHECKING:
    from tenants.models import Business

TEXT = "I wonder if the terrace is heated, call +39 055 123 4567"


def written(text: str = TEXT, wanted: str = "ask_fact", module: str = "intent") -> EvaluationExample:
    return write_example(module=module, text=text, wanted=wanted, language="en", by=SYSTEM)


def test_a_set_is_frozen_and_made_anew_when_something_is_new(in_marios: Business) -> None:
    first = make_set(module="intent", by=SYSTEM)
    assert make_set(module="intent", by=SYSTEM) == first
    written()
    second = make_set(module="intent", by=SYSTEM)
    assert (first.number, second.number) == (1, 2)
    assert second.examples.count() == first.examples.count() + 1
    assert first.given["intents"] == second.given["intents"] != []


def test_no_example_is_on_two_sides_in_any_version(in_marios: Business) -> None:
    first = make_set(module="agent", by=SYSTEM)
    written("WHERE  do I park?", "food", module="agent")
    second = make_set(module="agent", by=SYSTEM)
    sides: dict[str, set[str]] = {}
    for each in (*first.examples.all(), *second.examples.all()):
        sides.setdefault(each.key, set()).add(each.split)
    assert {len(found) for found in sides.values()} == {1}
    assert {each.split for each in first.examples.all()} == set(Split.values)
    assert first.examples.count() == MOST
    assert key_of("WHERE  do I park?") == key_of("where do i park?")


def test_what_is_a_persons_is_not_in_an_example(in_marios: Business) -> None:
    assert written().inputs == {"message": "I wonder if the terrace is heated, call [PHONE_1]"}
    summary = write_example(module="summary", text="customer: I am Anna Rossi\ncustomer: it is Anna Rossi again",
                            wanted="Anna Rossi called twice.", language="en", by=SYSTEM)  # fmt: skip
    assert "Rossi" not in f"{summary.inputs} {summary.wanted}"


def test_what_was_taught_and_what_was_not_are_told_apart(in_marios: Business, bella: Business) -> None:
    with pytest.raises(TooFewExamples):
        make_set(module="business_intent", by=SYSTEM)
    sentences = [f"may I bring my dog number {place}" for place in range(24)]
    TaughtIntent.objects.create(name="dogs", examples=sentences, answer="Yes.")
    made = make_set(module="business_intent", by=SYSTEM)
    assert {each.wanted["intent"] for each in made.examples.all()} == {"dogs", "none"}
    assert any(line.startswith("dogs: ") for line in made.given["intents"])
    with enter(bella.schema_name), pytest.raises(TooFewExamples):
        make_set(module="business_intent", by=SYSTEM)


def test_what_is_no_example_is_refused_with_what_is_wrong(in_marios: Business) -> None:
    for text, wanted, module, field in (
        ("", "ask_fact", "intent", "text"),
        ("hello", "no_such_intent", "intent", "wanted"),
        ("hello", " ", "response", "wanted"),
        ("x" * 1_501, "ask_fact", "intent", "text"),
    ):
        with pytest.raises(ExampleRefused) as refused:
            written(text, wanted, module)
        assert list(refused.value.errors) == [field]
    assert not EvaluationExample.objects.exists()


def test_written_again_it_is_replaced_and_removed_it_is_in_no_further_set(in_marios: Business) -> None:
    written()
    again = written(wanted="ask_location")
    assert EvaluationExample.objects.get() == again
    made = make_set(module="intent", by=SYSTEM)
    remove_example(example=again, by=SYSTEM)
    assert made.examples.filter(key=again.key).exists()
    assert not make_set(module="intent", by=SYSTEM).examples.filter(key=again.key).exists()


def test_words_are_judged_by_what_they_share_and_never_with_a_number_of_their_own() -> None:
    inputs = {"facts": ["Parking is free for 2 hours."]}
    wanted = "You can park for free for 2 hours."
    assert nearness(wanted, wanted, inputs) == 1
    assert 0.5 < nearness("Parking here is free for 2 hours.", wanted, inputs) < 1
    assert nearness("You can park for free for 3 hours.", wanted, inputs) == 0
    assert nearness("Sie können hier zwei Stunden kostenlos parken.", wanted, inputs) == 0
