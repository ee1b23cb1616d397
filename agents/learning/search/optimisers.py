"""DSPy's optimisers, set up so that each ends within some hundred calls, and finds the same by the same seed.

One thread: questions come in one order, so that a run that begins anew is answered what it was answered before.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from agents.learning.exercises import EXERCISES, RIGHT
from agents.learning.models import Optimiser
from agents.learning.search.lean import lean, lean_form
from agents.learning.till import Fruitless
from agents.modules.library import asked_by, built, library

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from agents.learning.models import EvaluationExample
    from agents.learning.search.engine import PaidEngine
    from agents.learning.search.measuring import State
    from agents.modules.catalogue import Program

LEARNT, CHOSEN = 40, 16
"""Examples at most that are learnt from and chosen by: every candidate is asked all of the latter."""
DEMOS = 4
"""Answers of the program's own that stand in its prompt, and as many right ones as they were written."""
CANDIDATES, TRIALS = 4, 6
BREADTH, DEPTH = 3, 2
ROUNDS = 5
"""Of GEPA: so often it may ask all examples it chooses by."""
FORGIVEN = 10_000
"""Answers that are no predictions: each is worth nothing, and ends nothing."""
BOLD = 1.0
"""The temperature that instructions are proposed with."""


@dataclass(frozen=True, slots=True)
class Search:
    """``engine`` asks the model the program is for; ``proposer`` the one that thinks up instructions."""

    program: Program[Any]
    state: State | None
    learnt: Sequence[EvaluationExample]
    chosen_by: Sequence[EvaluationExample]
    given: Mapping[str, object]
    seed: int
    engine: PaidEngine
    proposer: PaidEngine

    def found(self, optimiser: str) -> State:
        """The state of the best program that the optimiser finds. Raises a ``Halt``."""
        with (
            asked_by(self.engine, self.program.version) as dspy,
            dspy.context(adapter=lean_form(self.given), max_errors=FORGIVEN),
        ):
            try:
                compiled = OPTIMISERS[Optimiser(optimiser)](self)
            except dspy.AdapterParseError:  # where nothing is forgiven: an instruction that was to be proposed
                raise Fruitless("garbled") from None
        return lean(compiled.dump_state(), self.given)

    @property
    def student(self) -> Any:
        return built(self.program, self.state)

    @property
    def trainset(self) -> list[Any]:
        return self._rows(self.learnt, LEARNT)

    @property
    def valset(self) -> list[Any]:
        return self._rows(self.chosen_by, CHOSEN)

    def _rows(self, examples: Sequence[EvaluationExample], most: int) -> list[Any]:
        """In an order of the seed's, as DSPy takes them."""
        drawn = sorted(examples, key=lambda each: each.key)
        random.Random(self.seed).shuffle(drawn)
        return [self._row(each) for each in drawn[:most]]

    def _row(self, example: EvaluationExample) -> Any:
        inputs, wanted = {**self.given, **example.inputs}, dict(example.wanted)
        fields = self.program.guess.model_fields
        if "begins" in fields:
            wanted["begins"] = " ".join(str(example.inputs["message"]).split()[:4])
        if "words" in fields:
            wanted["words"] = str(example.inputs["message"])
        if "details" in fields:
            wanted["details"] = []
        return library().Example(**inputs, **wanted, confidence=1.0).with_inputs(*inputs)

    def metric(self, gold: Any, guess: Any, *_trace: object) -> float:
        """0 to 1: what is not of the program's form is worth nothing."""
        exercise = EXERCISES[self.program.name]
        try:
            valid = self.program.guess.model_validate(guess.toDict())
        except ValueError:
            return 0.0
        return exercise.score({exercise.field: gold[exercise.field]}, gold.inputs().toDict(), valid)

    def explained(self, gold: Any, guess: Any, _trace: Any = None, _name: Any = None, _of: Any = None) -> Any:
        """The metric with a sentence to learn from."""
        field, score = EXERCISES[self.program.name].field, self.metric(gold, guess)
        said = guess.get(field) if hasattr(guess, "get") else None
        told = "Right." if score >= RIGHT else f"Wrong: {field} should be “{gold[field]}”, not “{said}”."
        return library().Prediction(score=score, feedback=told)


def bootstrap(search: Search) -> Any:
    """Examples that the program itself answered rightly, and some as they were written."""
    found = library().BootstrapFewShot(
        metric=search.metric, metric_threshold=RIGHT, max_bootstrapped_demos=DEMOS, max_labeled_demos=2 * DEMOS
    )
    return found.compile(search.student, trainset=search.trainset)


def mipro(search: Search) -> Any:
    """Instructions proposed from data and program, with sets of examples, tried in combination."""
    dspy = library()
    found = dspy.MIPROv2(
        metric=search.metric,
        metric_threshold=RIGHT,
        prompt_model=_proposing(search),
        auto=None,
        num_candidates=CANDIDATES,
        max_bootstrapped_demos=DEMOS,
        max_labeled_demos=DEMOS,
        num_threads=1,
        seed=search.seed or 1,  # 0 is taken for none
        init_temperature=BOLD,
        track_stats=False,
    )
    return found.compile(
        search.student, trainset=search.trainset, valset=search.valset, num_trials=TRIALS, minibatch=False
    )


def copro(search: Search) -> Any:
    """Instructions proposed, measured, and proposed anew from those that did best."""
    found = library().COPRO(
        prompt_model=_proposing(search), metric=search.metric, breadth=BREADTH, depth=DEPTH, init_temperature=BOLD
    )
    measuring = {"num_threads": 1, "display_progress": False}
    return found.compile(search.student, trainset=search.valset, eval_kwargs=measuring)


def gepa(search: Search) -> Any:
    """Instructions rewritten by reflecting on what went wrong."""
    chosen_by = search.valset
    found = library().GEPA(
        metric=search.explained,
        max_metric_calls=ROUNDS * len(chosen_by),
        reflection_lm=_proposing(search),
        num_threads=1,
        seed=search.seed,
        use_merge=False,
    )
    return found.compile(search.student, trainset=search.trainset, valset=chosen_by)


def _proposing(search: Search) -> Any:
    return library().LM(
        f"gateway/{search.program.version}", engine=search.proposer, cache=False, num_retries=0, temperature=BOLD
    )


OPTIMISERS: Mapping[Optimiser, Callable[[Search], Any]] = {
    Optimiser.BOOTSTRAP: bootstrap,
    Optimiser.MIPRO: mipro,
    Optimiser.COPRO: copro,
    Optimiser.GEPA: gepa,
}
