"""How a version on trial does beside the one in use, and when it is stopped without anybody asking."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from agents.learning.figures import is_surely_more
from agents.learning.models import ProgramVersion
from agents.learning.programs import stop_trial
from agents.llm.models import LLMCall
from agents.modules.catalogue import PROGRAMS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tenants.actors import Actor

FEWEST = 20
"""Calls of each side before anything is said of them."""
SAID_NOTHING = Q(outcome=LLMCall.ANSWERED, reading__model=None)
"""An answer that is no prediction."""


@dataclass(frozen=True, slots=True)
class Side:
    """Calls of one version since the trial began. ``failed`` came to no prediction; ``corrected`` were compared with
    the local reading, did not agree, and were not taken: what was said held what the model said back."""

    calls: int = 0
    failed: int = 0
    corrected: int = 0


def verdict(trial: Side, used: Side) -> str:
    """Why the trial is to be stopped: ``failures`` or ``corrections``; empty where nothing is surely worse."""
    if trial.calls < FEWEST or used.calls < FEWEST:
        return ""
    if is_surely_more((trial.failed, trial.calls), (used.failed, used.calls)):
        return "failures"
    if is_surely_more((trial.corrected, trial.calls), (used.corrected, used.calls)):
        return "corrections"
    return ""


def sides_of(trial: ProgramVersion) -> tuple[Side, Side]:
    """The version on trial, and what answers the other conversations: one query."""
    other = ProgramVersion.objects.filter(module=trial.module, standing=ProgramVersion.Standing.IN_USE).first()
    used = other.prompt if other is not None and other.program == trial.program else trial.program
    lines = LLMCall.objects.filter(prompt__in=(trial.prompt, used), created_at__gte=trial.tried_from)
    closed = lines.exclude(outcome=LLMCall.OPEN)
    held_back = Q(outcome=LLMCall.ANSWERED, reading__agree=False, reading__taken=False) & ~SAID_NOTHING
    failed = ~Q(outcome__in=(LLMCall.ANSWERED, LLMCall.CACHED)) | SAID_NOTHING
    counted = closed.values("prompt").annotate(
        calls=Count("pk"), failed=Count("pk", filter=failed), corrected=Count("pk", filter=held_back)
    )
    found = {each["prompt"]: Side(each["calls"], each["failed"], each["corrected"]) for each in counted}
    return found.get(trial.prompt, Side()), found.get(used, Side())


def judge_trials(*, by: Actor) -> int:
    """Stop every trial of the business entered that is surely worse; how many."""
    stopped = 0
    for trial in on_trial():
        if why := verdict(*sides_of(trial)):
            stop_trial(module=trial.module, by=by, why=why)
            stopped += 1
    return stopped


def on_trial() -> Iterable[ProgramVersion]:
    current = Q()
    for each in PROGRAMS:
        current |= Q(module=each.name, program=each.version)
    return list(ProgramVersion.objects.filter(current, standing=ProgramVersion.Standing.TRIAL))
