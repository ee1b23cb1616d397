"""The four optimisers end to end against a model that learns: what they find, what they may spend, how they go on."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from agents.learning.behaviours import behaviours_of
from agents.learning.errors import NotRunning
from agents.learning.models import OptimisationRun, Optimiser, PaidAnswer, ProgramVersion
from agents.learning.runs import cancel_run, end_run, ledger_of
from agents.learning.steps import advance
from agents.llm.models import LLMCall
from businesses.desk import current_desk
from tenants.actors import SYSTEM
from tests.agents.learning.learner import answer_any, sentences
from tests.agents.llm.far_end import Answer

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.agents.llm.far_end import FarEnd

    NewRun = Callable[..., OptimisationRun]

State = OptimisationRun.State


class Killed(BaseException):
    """As if the process had been killed: nothing of it runs on."""


def through(run: OptimisationRun) -> OptimisationRun:
    while not advance(run=run.pk, alive=lambda: None, by=SYSTEM).is_over:
        pass
    return OptimisationRun.objects.get(pk=run.pk)


def killed_at(call: int, run: OptimisationRun) -> None:
    left = iter(range(call))

    def alive() -> None:
        if next(left, None) is None:
            raise Killed

    with pytest.raises(Killed):
        advance(run=run.pk, alive=alive, by=SYSTEM)


@pytest.mark.parametrize("optimiser", Optimiser.values)
def test_a_killed_optimiser_goes_on_to_a_better_program_and_pays_nothing_twice(
    optimiser: str, learner: FarEnd, new_run: NewRun
) -> None:
    run = new_run(optimiser)
    killed_at(30, run)
    assert len(learner.received) == PaidAnswer.objects.count() == 30
    run = through(run)
    assert (run.state, run.why) == (State.PASSED, "")
    assert run.result["new"]["mean"] > run.result["old"]["mean"]
    assert len(learner.received) == LLMCall.objects.count() == run.calls
    assert not PaidAnswer.objects.exists()
    assert ledger_of(run) == (run.calls, Decimal(run.result["dollars"]))
    assert run.program is not None
    assert run.program.standing == ProgramVersion.Standing.KEPT
    assert {each["is_better"] for each in run.result["flips"]} == {True}
    bodies = [str(each["messages"]) + str(each["temperature"]) for each in learner.received]
    certain = [each for each, body in zip(bodies, learner.received, strict=True) if not body["temperature"]]
    assert len(certain) == len(set(certain))
    if optimiser == Optimiser.GEPA:  # which draws by chance whom it learns from
        again = through(new_run(optimiser)).program
        assert again is not None, "the same seed"
        assert again.state == run.program.state


@pytest.mark.parametrize("module", ["agent", "response"])
def test_modules_that_route_and_word_are_made_better_too(module: str, far_end: FarEnd, new_run: NewRun) -> None:
    far_end.answering = lambda body: json.dumps(answer_any(body))
    run = through(new_run(module=module))
    failed = [each["name"] for each in run.result.get("gates", []) if not each["is_passed"]]
    assert (run.state, run.why, failed) == (State.PASSED, "", [])
    assert (run.result["old"]["mean"], run.result["new"]["mean"]) == (0, 1)


@pytest.mark.parametrize("optimiser", Optimiser.values)
def test_a_cap_of_fifteen_calls_stops_it_unoptimised(optimiser: str, learner: FarEnd, new_run: NewRun) -> None:
    run = through(new_run(optimiser, most_calls=15))
    assert (run.state, run.why, run.program) == (State.UNOPTIMISED, "calls", None)
    assert len(learner.received) == run.calls == 15


def test_a_cap_within_the_search_stops_it_though_dspy_forgives_errors(learner: FarEnd, new_run: NewRun) -> None:
    before = sum(each.split == "held_out" for each in sentences()) + len(behaviours_of("intent", current_desk()))
    for optimiser in ("mipro", "gepa"):
        run = through(new_run(optimiser, most_calls=before + 2))
        assert (run.state, run.stage, run.calls) == (State.UNOPTIMISED, "searching", before + 2), optimiser


def test_no_more_is_spent_than_allowed(learner: FarEnd, new_run: NewRun) -> None:
    run = through(new_run(most_dollars=Decimal("0.02")))
    assert (run.state, run.why) == (State.UNOPTIMISED, "dollars")
    assert Decimal(0) < ledger_of(run)[1] <= Decimal("0.02")


def test_what_is_cancelled_asks_nothing_more(learner: FarEnd, new_run: NewRun) -> None:
    run = new_run()
    killed_at(5, run)
    cancel_run(run=run.pk, by=SYSTEM)
    assert through(run).state == State.CANCELLED
    assert len(learner.received) == 5
    with pytest.raises(NotRunning):
        cancel_run(run=run.pk, by=SYSTEM)


def test_who_was_thought_dead_asks_nothing_more_and_ends_nothing(learner: FarEnd, new_run: NewRun) -> None:
    run, other = new_run(), list[UUID | None]()

    def overtaken() -> None:
        if not other:
            other.append(OptimisationRun.objects.get(pk=run.pk).turn)
            OptimisationRun.objects.filter(pk=run.pk).update(turn="00000000-0000-4000-8000-000000000000")

    assert not advance(run=run.pk, alive=overtaken, by=SYSTEM).is_over
    assert learner.received == []
    run.turn = other[0]
    end_run(run=run, state=State.FAILED, by=SYSTEM)
    assert OptimisationRun.objects.get(pk=run.pk).is_running


def test_a_model_that_is_away_is_waited_for(learner: FarEnd, new_run: NewRun) -> None:
    run = new_run()
    learner.script = [Answer(status=403)]
    standing = advance(run=run.pk, alive=lambda: None, by=SYSTEM)
    assert (standing.is_over, OptimisationRun.objects.get(pk=run.pk).why) == (True, "wrong_key")
    other = new_run("copro")
    learner.script = [Answer(status=500)] * 3
    standing = advance(run=other.pk, alive=lambda: None, by=SYSTEM)
    assert (standing.is_over, standing.pause) == (False, 5)
    assert OptimisationRun.objects.get(pk=other.pk).is_running


def test_a_defect_of_ours_fails_the_step_and_is_no_bad_example(learner: FarEnd, new_run: NewRun) -> None:
    def defect() -> None:
        if len(learner.received) == 35:
            raise LookupError("a defect")

    run = new_run("gepa")
    for _ in range(8):
        with pytest.raises(LookupError):
            advance(run=run.pk, alive=defect, by=SYSTEM)
    assert advance(run=run.pk, alive=defect, by=SYSTEM).is_over
    run.refresh_from_db()
    assert (run.state, run.why, run.calls) == (State.FAILED, "defect", 35)


@pytest.mark.parametrize(
    ("optimiser", "state", "why"), [("bootstrap", "refused", ""), ("copro", "unoptimised", "garbled")]
)
def test_a_model_that_babbles_makes_nothing_better(
    optimiser: str, state: str, why: str, far_end: FarEnd, new_run: NewRun
) -> None:
    run = through(new_run(optimiser))
    assert (run.state, run.why) == (state, why)


def test_more_in_the_ledger_than_allowed_keeps_no_program(learner: FarEnd, new_run: NewRun) -> None:
    run = new_run(most_calls=1)
    for _ in range(2):
        LLMCall.objects.create(created_at=run.started_at, expires_at=run.started_at, purpose="optimising",
                               model="small-one", prompt=run.prompt, outcome="answered")  # fmt: skip
    end_run(run=run, state=State.PASSED, program={}, result={"new": {"mean": 1.0}}, by=SYSTEM)
    run.refresh_from_db()
    assert (run.state, run.why, run.program) == (State.FAILED, "over_the_cap", None)
