"""One step of a run: it searches, measures and judges as far as it gets, and the next one goes on from there."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import structlog

from agents.learning.behaviours import attacks_on, behaviours_of
from agents.learning.exercises import EXERCISES
from agents.learning.figures import score_of
from agents.learning.gates import Evidence, gates_of, is_changed
from agents.learning.gathering import texts_in
from agents.learning.models import OptimisationRun, Split
from agents.learning.runs import end_run
from agents.learning.search.engine import PaidEngine
from agents.learning.search.measuring import measured
from agents.learning.search.optimisers import Search
from agents.learning.till import Broken, CalledOff, Fruitless, SliceOver, Till, Unanswered
from agents.llm.errors import NoModel
from agents.llm.terms import terms_here
from agents.modules.catalogue import PROGRAMS
from agents.modules.library import built, library
from businesses.desk import current_desk
from tenants.context import current_business

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from agents.learning.gates import Gate
    from agents.learning.models import EvaluationExample
    from agents.learning.search.measuring import Answered, State
    from agents.llm.rungs import Rung
    from agents.modules.catalogue import Program
    from tenants.actors import Actor

logger = structlog.get_logger(__name__)

MOST_FAILURES = 8
"""Steps in a row in which no model answered: with the pauses between them, some twenty minutes."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a run stands after a step; ``pause`` is how many seconds to wait before the next."""

    is_over: bool
    pause: float = 0.0


def advance(*, run: int, alive: Callable[[], None], by: Actor) -> Standing:
    """Work on the run for a step's time. May be repeated, and by another process: what was paid stays paid.

    Never inside a transaction.
    """
    found = OptimisationRun.objects.select_related("set", "parent").get(pk=run)
    if not found.is_running:
        return Standing(is_over=True)
    till = Till(found, alive)
    till.open()
    try:
        Experiment(found, till, by).conduct()
    except SliceOver:
        return Standing(is_over=False)
    except CalledOff:
        return Standing(is_over=True)
    except Fruitless as ended:
        end_run(run=found, state=OptimisationRun.State.UNOPTIMISED, why=ended.why, by=by)
    except Unanswered as error:
        return _waiting(found, error, by)
    except Broken as broken:
        return _failed(found, broken.__cause__ or broken, by)
    except Exception as error:  # noqa: BLE001  # of DSPy, or ours: raised again, or told in the log
        return _failed(found, error, by)
    return Standing(is_over=True)


def _failed(run: OptimisationRun, error: BaseException, by: Actor) -> Standing:
    """Have the step tried again, which raises what went wrong; a fault that stays ends the run."""
    if run.failures < MOST_FAILURES:
        OptimisationRun.objects.filter(pk=run.pk).update(failures=run.failures + 1)
        raise error
    logger.error("optimisation_failed", run=run.pk, exc_info=error)
    end_run(run=run, state=OptimisationRun.State.FAILED, why="defect", by=by)
    return Standing(is_over=True)


def _waiting(run: OptimisationRun, error: Unanswered, by: Actor) -> Standing:
    """Try again after a growing pause; for good where it cannot help, or was tried for long enough."""
    if error.permanent or run.failures >= MOST_FAILURES:
        end_run(run=run, state=OptimisationRun.State.FAILED, why=error.outcome, by=by)
        return Standing(is_over=True)
    OptimisationRun.objects.filter(pk=run.pk).update(failures=run.failures + 1)
    logger.info("optimisation_waits", run=run.pk, outcome=error.outcome)
    return Standing(is_over=False, pause=5.0 * 2**run.failures)


@dataclass(slots=True)
class Experiment:
    """A run from its beginning; what was asked before is answered at once."""

    run: OptimisationRun
    till: Till
    by: Actor

    def conduct(self) -> None:
        """Raises a ``Halt`` where it cannot be ended now."""
        library()
        old = self.run.parent.state if self.run.parent else None
        held_out = self._examples(Split.HELD_OUT)
        desk = current_desk()
        usual = behaviours_of(self.run.module, desk)
        was, was_usual = self._measured("before", old, held_out), self._measured("before", old, usual)
        new = self._searched(old)
        before: State = old if old is not None else built(self.program).dump_state()
        if not is_changed(before, new):
            end_run(run=self.run, state=OptimisationRun.State.UNOPTIMISED, why="unchanged", by=self.by)
            return
        now, is_usual = self._measured("after", new, held_out), self._measured("after", new, usual)
        attacked = self._measured("gates", new, attacks_on(self.run.module, desk))
        names = EXERCISES[self.run.module].names
        evidence = Evidence(
            self.run.module, was, now, was_usual, is_usual, attacked, new,
            allowed=names(desk) if names else None,
            texts=self._texts(*Split), learnt=self._texts(Split.TRAIN),
        )  # fmt: skip
        self._end(evidence, gates_of(evidence))

    @property
    def program(self) -> Program[Any]:
        return next(each for each in PROGRAMS if each.name == self.run.module)

    def _examples(self, split: Split) -> list[EvaluationExample]:
        return list(self.run.set.examples.filter(split=split).order_by("key"))

    def _texts(self, *splits: Split) -> set[str]:
        """What the examples of these sides say, a line of a transcript each by itself."""
        exercise = EXERCISES[self.run.module]
        said = (each.inputs.get(exercise.told, "") for each in self.run.set.examples.filter(split__in=splits))
        return set(texts_in(list(said)))

    def _engine(self, rung: Rung) -> PaidEngine:
        return PaidEngine(self.till, rung, current_business().locale)

    def _measured(self, stage: str, state: State | None, examples: Sequence[EvaluationExample]) -> list[Answered]:
        self.till.stage = stage
        engine = self._engine(asked_rung())
        return measured(self.program, state, examples, self.run.set.given, engine)

    def _searched(self, old: State | None) -> State:
        self.till.stage = "searching"
        asked = asked_rung()
        search = Search(
            self.program, old, self._examples(Split.TRAIN), self._examples(Split.CHOOSE), self.run.set.given,
            self.run.seed, self._engine(asked), self._engine(terms_here().ladder.strong or asked),
        )  # fmt: skip
        return search.found(self.run.optimiser)

    def _end(self, evidence: Evidence, gates: list[Gate]) -> None:
        is_passed = all(each.is_passed for each in gates)
        result = {
            "old": told_of(evidence.old),
            "new": told_of(evidence.new),
            "flips": flips(evidence.old, evidence.new),
            "gates": [each.told() for each in gates],
        }
        state = OptimisationRun.State.PASSED if is_passed else OptimisationRun.State.REFUSED
        end_run(run=self.run, state=state, result=result, program=dict(evidence.state), by=self.by)


def asked_rung() -> Rung:
    """The model that programs are asked of: the same in every step of a run. Raises ``Unanswered`` without any."""
    ladder = terms_here().ladder
    found = ladder.small or ladder.strong
    if found is None:
        raise Unanswered(NoModel())
    return found


def told_of(answered: Sequence[Answered]) -> dict[str, Any]:
    """Score with its interval, dollars of a hundred calls and milliseconds of one."""
    count = len(answered) or 1
    return {
        **asdict(score_of([each.score for each in answered])),
        "dollars": 100 * sum(each.dollars for each in answered) / count,
        "milliseconds": round(sum(each.milliseconds for each in answered) / count),
    }


def flips(old: Sequence[Answered], new: Sequence[Answered]) -> list[dict[str, Any]]:
    """The examples that one program answers rightly and the other does not."""
    return [
        {"told": now.told, "wanted": now.wanted, "old": was.said, "new": now.said, "is_better": now.is_right}
        for was, now in zip(old, new, strict=True)
        if was.is_right != now.is_right
    ]
