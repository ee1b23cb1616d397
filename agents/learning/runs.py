"""Starting, cancelling and ending searches for a better program."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import structlog
from django.db import IntegrityError, transaction
from django.db.models import Count, Sum
from django.utils import timezone

from agents.learning.errors import AlreadyRunning, NoModelToAsk, NotRunning
from agents.learning.events import OPTIMISATION_ENDED, OPTIMISATION_STARTED
from agents.learning.models import OptimisationRun, ProgramVersion
from agents.learning.sets import make_set
from agents.llm.models import LLMCall
from agents.llm.terms import is_model_on
from agents.modules.catalogue import PROGRAMS
from events.operations import publish
from events.types import MONITORING

if TYPE_CHECKING:
    from tenants.actors import Actor

logger = structlog.get_logger(__name__)


def start_run(
    *, module: str, optimiser: str, most_calls: int, most_dollars: Decimal, seed: int, by: Actor
) -> OptimisationRun:
    """Look for a program of the module that is better than the one in use, by the examples there are now.

    Its workflow begins when the event is delivered. Raises ``NoModelToAsk``, ``TooFewExamples``, ``AlreadyRunning``.
    """
    if not is_model_on():
        raise NoModelToAsk
    program = next(each for each in PROGRAMS if each.name == module)
    used = ProgramVersion.objects.filter(
        module=module, program=program.version, standing=ProgramVersion.Standing.IN_USE
    ).first()
    try:
        with transaction.atomic():
            run = OptimisationRun.objects.create(
                module=module, set=make_set(module=module, by=by), optimiser=optimiser, seed=seed,
                most_calls=most_calls, most_dollars=most_dollars, parent=used, started_by=str(by),
            )  # fmt: skip
            _publish(OPTIMISATION_STARTED, run, by=by)
    except IntegrityError as error:  # one of the module runs
        raise AlreadyRunning from error
    return run


@transaction.atomic
def cancel_run(*, run: int, by: Actor) -> OptimisationRun:
    """Ask no model any more; what was asked stays paid. Raises ``NotRunning``."""
    found = OptimisationRun.objects.select_for_update().filter(pk=run).first()
    if found is None or not found.is_running:
        raise NotRunning
    _end(found, OptimisationRun.State.CANCELLED, by=by)
    return found


@transaction.atomic
def end_run(
    *,
    run: OptimisationRun,
    state: OptimisationRun.State,
    by: Actor,
    why: str = "",
    result: dict[str, Any] | None = None,
    program: dict[str, Any] | None = None,
) -> None:
    """What came of it; nothing where it was cancelled meanwhile, or somebody else has ended it.

    ``program`` is kept as a version. What the ledger counts is compared with what was allowed: a run that asked for
    more has failed, whatever it found.
    """
    found = OptimisationRun.objects.select_for_update().get(pk=run.pk)
    if not found.is_running or found.turn != run.turn:
        return
    calls, dollars = ledger_of(found)
    if calls > found.most_calls or dollars > found.most_dollars:
        logger.error("optimisation_over_its_cap", run=found.pk, calls=calls, dollars=str(dollars))
        state, why, program = OptimisationRun.State.FAILED, "over_the_cap", None
    found.result = {**(result or {}), "calls": calls, "dollars": f"{dollars:.6f}"}
    if program is not None:
        found.program = _kept(found, program, score=found.result["new"]["mean"], by=by)
    _end(found, state, why=why, by=by)


def ledger_of(run: OptimisationRun) -> tuple[int, Decimal]:
    """Calls and dollars of the run, by the ledger alone."""
    lines = LLMCall.objects.filter(prompt=run.prompt).aggregate(calls=Count("pk"), dollars=Sum("cost"))
    return lines["calls"], lines["dollars"] or Decimal(0)


def _kept(run: OptimisationRun, state: dict[str, Any], *, score: float, by: Actor) -> ProgramVersion:
    program = next(each for each in PROGRAMS if each.name == run.module)
    last = ProgramVersion.objects.filter(module=run.module).order_by("-number").first()
    return ProgramVersion.objects.create(
        module=run.module, number=last.number + 1 if last else 1, label=run.get_optimiser_display(),
        program=program.version, state=state, parent=run.parent, set=run.set, score=score, made_by=str(by),
    )  # fmt: skip


def _end(run: OptimisationRun, state: OptimisationRun.State, *, by: Actor, why: str = "") -> None:
    """What it was answered is needed no longer: what it cost is in the ledger."""
    run.state, run.why, run.ended_at = state, why, timezone.now()
    run.save()
    run.answers.all().delete()
    _publish(OPTIMISATION_ENDED, run, by=by)


def _publish(event: str, run: OptimisationRun, *, by: Actor) -> None:
    payload = {"run": run.pk, "module": run.module, "status": run.state}
    publish(type=event, aggregate=f"optimisation:{run.pk}", payload=payload, by=by, topic=MONITORING)
