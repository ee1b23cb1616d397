"""A program measured by examples: what it said to each, and what that came to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from agents.learning.exercises import EXERCISES, RIGHT
from agents.modules.library import asked_by, built, unmarked

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from agents.learning.models import EvaluationExample
    from agents.learning.search.engine import PaidEngine
    from agents.modules.catalogue import Program

State = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Answered:
    """One example: ``said`` is the judged field, empty where no prediction came; dollars and milliseconds it took."""

    key: str
    language: str
    told: str
    wanted: str
    said: str
    score: float
    dollars: float
    milliseconds: int

    @property
    def is_right(self) -> bool:
        return self.score >= RIGHT


def measured(
    program: Program[Any],
    state: State | None,
    examples: Iterable[EvaluationExample],
    given: Mapping[str, object],
    engine: PaidEngine,
) -> list[Answered]:
    """Each example asked of the program once, in order."""
    return [one(program, state, each, given, engine) for each in examples]


def one(
    program: Program[Any],
    state: State | None,
    example: EvaluationExample,
    given: Mapping[str, object],
    engine: PaidEngine,
) -> Answered:
    exercise, before = EXERCISES[program.name], len(engine.spent)
    guess = guessed(program, state, {**given, **example.inputs}, engine)
    spent = engine.spent[before:]
    return Answered(
        key=example.key,
        language=example.language,
        told=str(example.inputs.get(exercise.told, ""))[:200],
        wanted=str(example.wanted[exercise.field]),
        said=str(getattr(guess, exercise.field, ""))[:400],
        score=exercise.score(example.wanted, example.inputs, guess),
        dollars=sum(cost for cost, _ in spent),
        milliseconds=sum(taken for _, taken in spent),
    )


def guessed(program: Program[Any], state: State | None, inputs: Mapping[str, object], engine: PaidEngine) -> Any:
    """The prediction, None where what came is none."""
    with asked_by(engine, program.version) as dspy:
        try:
            said = built(program, state)(**{name: unmarked(value) for name, value in inputs.items()})
            return program.guess.model_validate(said.toDict())
        except (dspy.AdapterParseError, ValueError, RecursionError):
            return None
