"""An experiment from its draft to a decision: what is checked, shown, counted, stopped and taken over."""

from __future__ import annotations

import uuid
from collections import Counter
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from agents.models import LLMCall
from audit.models import Entry
from conversations.models import Conversation
from conversations.operations import start_conversation
from experiments.errors import AnotherRuns, ChangedMeanwhile, ExperimentRefused, NotADraft, NothingToDecide, NotRunning
from experiments.models import Exposure
from experiments.operations import (
    create_experiment,
    decide_experiment,
    start_experiment,
    stop_experiment,
    watch_experiments,
)
from experiments.queries import experiment_called, result_of
from experiments.showing import choice_for, running_now
from experiments.states import State
from experiments.tasks import watch_businesses
from tenants.actors import SYSTEM, Actor
from tenants.context import enter
from tenants.models import Business
from tests.experiments.making import NOW, OTHER, a_plan, running, visited

if TYPE_CHECKING:
    from experiments.models import Experiment

VISITOR = Actor("customer", "visitor")


def greeted(visitor: str, **fields: Any) -> str:
    return start_conversation(by=VISITOR, visitor=visitor, **fields).greeting.text


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"subject": "weather"}, "subject"),
        ({"name": " "}, "name"),
        ({"target": "x"}, "target"),
        ({"subject": "answer", "target": "gift_cards"}, "target"),
        ({"measure": "luck"}, "measure"),
        ({"effect": Decimal(0)}, "effect"),
        ({"effect": Decimal("0.6")}, "effect"),
        ({"guards": ("booked",)}, "guards"),
        ({"guards": ("luck",)}, "guards"),
        ({"others": ()}, "variants"),
        ({"others": ("a", "b", "c", "d")}, "variants"),
        ({"others": ("a", "a")}, "variants"),
        ({"others": (" ",)}, "variants"),
        ({"others": ("long " * 70,)}, "variants"),
        ({"shares": (50,)}, "shares"),
        ({"shares": (60, 60)}, "shares"),
        ({"shares": (99, 1)}, "shares"),
    ],
)
def test_what_cannot_be_tried_is_refused_with_the_field(
    in_marios: Business, fields: dict[str, Any], wrong: str
) -> None:
    with pytest.raises(ExperimentRefused) as refused:
        create_experiment(plan=a_plan(**fields), by=SYSTEM)
    assert list(refused.value.errors) == [wrong]


def test_the_first_variant_is_how_it_is_now(in_marios: Business) -> None:
    made = create_experiment(plan=a_plan(others=("b", "c")), by=SYSTEM)
    assert [(each.letter, each.share) for each in made.variants.all()] == [("A", 34), ("B", 33), ("C", 33)]
    assert in_marios.name in made.variants.get(letter="A").value
    assert Entry.objects.get(deed="experiment.created").detail["subject"] == "greeting"


def test_a_visitor_sees_one_variant_always_and_it_is_noted_once(in_marios: Business) -> None:
    experiment = running(shares=(50, 50))
    seen = {visitor: greeted(visitor) for visitor in (uuid.uuid4().hex for _ in range(30))}
    assert {OTHER in text for text in seen.values()} == {True, False}
    assert all(greeted(visitor) == text for visitor, text in seen.items())
    assert Exposure.objects.filter(experiment=experiment).count() == len(seen)
    for row in Exposure.objects.select_related("variant"):
        assert row.variant.value in seen[row.visitor]


def test_visitors_fall_to_variants_by_their_shares_and_otherwise_in_each_experiment(in_marios: Business) -> None:
    first = running(shares=(80, 20))
    visitors = [str(number) for number in range(600)]
    one = values_for(visitors)
    stop_experiment(key=first.pk, by=SYSTEM, now=NOW)
    running(shares=(80, 20))
    assert 80 < Counter(one)[OTHER] < 160
    assert one != values_for(visitors)


def values_for(visitors: list[str]) -> list[str]:
    found = running_now("greeting")
    assert found is not None
    return [choice_for(found, each).value for each in visitors]


def test_who_reads_another_language_is_not_shown_it(in_marios: Business) -> None:
    running()
    assert not any(OTHER in greeted(uuid.uuid4().hex, locale="fr") for _ in range(10))
    assert not Exposure.objects.exists()


def test_nobody_of_another_business_is_shown_it(marios: Business, bella: Business) -> None:
    with enter(marios.schema_name):
        running(shares=(5, 95))
    with enter(bella.schema_name):
        assert not any(OTHER in greeted(str(number)) for number in range(20))
        assert not Exposure.objects.exists()


def test_what_came_of_visitors_is_counted_from_when_they_were_shown_it(in_marios: Business) -> None:
    experiment = running(guards=("handed_over", "rating", "cost"))
    visited(experiment, "A", 3, deed="booked")
    visited(experiment, "A", 1, is_handoff=True)
    visited(experiment, "B", 2, deed="cancelled")
    talk = Conversation.objects.filter(turns__deed="cancelled").first()
    assert talk is not None
    talk.rating, talk.rated_at = 4, NOW + timedelta(hours=1)
    talk.save()
    for moment, cost in ((NOW + timedelta(hours=1), "0.002"), (NOW - timedelta(hours=1), "9")):
        LLMCall.objects.create(
            created_at=moment, expires_at=moment, purpose="answer", model="m", conversation=talk.pk, cost=Decimal(cost)
        )
    found = result_of(experiment_called(experiment.pk))
    assert found.shown == {"A": 4, "B": 2}
    assert [(row.tally.count, row.tally.total) for row in found.primary] == [(4, 3), (2, 0)]
    told = {measure.key: [(row.tally.count, row.tally.total) for row in rows] for measure, rows in found.guards}
    assert told == {"handed_over": [(4, 1), (2, 0)], "rating": [(0, 0), (1, 4)], "cost": [(4, 0), (2, 0.002)]}


def test_a_surely_better_variant_leads(in_marios: Business) -> None:
    experiment = running()
    for letter, booked in (("A", 100), ("B", 220)):
        visited(experiment, letter, booked, deed="booked")
        visited(experiment, letter, 500 - booked)
    found = result_of(experiment_called(experiment.pk))
    assert found.leader is not None
    assert found.leader.variant.letter == "B"
    assert found.leader.interval is not None
    assert 0 < found.leader.interval.low < 0.24 < found.leader.interval.high
    assert (found.broken, found.is_worse, found.is_uneven) == (None, False, False)


def test_what_hands_over_surely_more_stops_by_itself(in_marios: Business) -> None:
    experiment = running()
    visited(experiment, "A", 300)
    visited(experiment, "B", 150, is_handoff=True)
    visited(experiment, "B", 150)
    assert watch_businesses() == 1
    found = experiment_called(experiment.pk)
    assert (found.state, found.reason) == (State.STOPPED, "handed_over")
    assert not any(OTHER in greeted(str(number)) for number in range(10))
    assert watch_experiments(now=NOW) == []


def test_what_ended_keeps_its_numbers_and_forgets_the_visitors(in_marios: Business) -> None:
    experiment = running()
    visited(experiment, "A", 4, deed="booked")
    visited(experiment, "B", 5)
    before = result_of(experiment_called(experiment.pk))
    stop_experiment(key=experiment.pk, by=SYSTEM, now=NOW)
    Conversation.objects.all().delete()
    after = result_of(experiment_called(experiment.pk))
    assert (after.shown, after.primary) == (before.shown, before.primary)
    assert not Exposure.objects.exists()


def test_one_click_has_everybody_greeted_by_the_winner(in_marios: Business) -> None:
    experiment = running()
    for _ in range(2):  # the second time changes nothing
        decide_experiment(key=experiment.pk, letter="B", by=SYSTEM, now=NOW)
    assert Business.objects.get(pk=in_marios.pk).greeting == OTHER
    found = experiment_called(experiment.pk)
    assert (found.state, found.winner) == (State.DECIDED, "B")
    assert Entry.objects.filter(deed="business.greeting_changed").count() == 1
    with pytest.raises(NothingToDecide):
        decide_experiment(key=experiment.pk, letter="A", by=SYSTEM, now=NOW)


def test_going_back_leaves_all_as_it_was(in_marios: Business) -> None:
    experiment = running()
    stop_experiment(key=experiment.pk, by=SYSTEM, now=NOW)
    decide_experiment(key=experiment.pk, letter="A", by=SYSTEM, now=NOW)
    assert Business.objects.get(pk=in_marios.pk).greeting == in_marios.greeting


def test_a_step_taken_twice_is_taken_once_and_none_is_taken_out_of_order(in_marios: Business) -> None:
    experiment = running()
    again = start_experiment(key=experiment.pk, by=SYSTEM, now=NOW + timedelta(days=1))
    assert again.started_at == NOW
    other = create_experiment(plan=a_plan(), by=SYSTEM)
    with pytest.raises(AnotherRuns):
        start_experiment(key=other.pk, by=SYSTEM, now=NOW)
    with pytest.raises(NotRunning):
        stop_experiment(key=other.pk, by=SYSTEM, now=NOW)
    with pytest.raises(NothingToDecide):
        decide_experiment(key=other.pk, letter="B", by=SYSTEM, now=NOW)
    for _ in range(2):
        stop_experiment(key=experiment.pk, by=SYSTEM, now=NOW)
    with pytest.raises(NotADraft):
        start_experiment(key=experiment.pk, by=SYSTEM, now=NOW)


def test_a_draft_whose_thing_has_changed_since_is_not_started(in_marios: Business) -> None:
    made = create_experiment(plan=a_plan(), by=SYSTEM)
    Business.objects.filter(pk=in_marios.pk).update(greeting="Welcome back!")
    with enter(in_marios.schema_name), pytest.raises(ChangedMeanwhile):
        start_experiment(key=made.pk, by=SYSTEM, now=NOW)


def test_the_size_is_reckoned_from_the_last_weeks(in_marios: Business) -> None:
    assert running().size is None  # nobody came
    stopped = experiment_called(stop_all()[0].pk)
    assert stopped.state == State.STOPPED
    Conversation.objects.bulk_create(Conversation(last_asked=1) for _ in range(50))
    sized = create_experiment(plan=a_plan(), by=SYSTEM)
    from django.utils import timezone

    found = start_experiment(key=sized.pk, by=SYSTEM, now=timezone.now())
    assert found.size is not None
    assert 100 < found.size < 3_000


def stop_all() -> list[Experiment]:
    from experiments.models import Experiment

    rows = Experiment.objects.filter(state=State.RUNNING)
    return [stop_experiment(key=each.pk, by=SYSTEM, now=NOW) for each in rows]
