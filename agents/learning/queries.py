"""Modules with their versions, searches and examples, as pages and API tell of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from agents.learning.models import EvaluationExample, EvaluationSet, OptimisationRun, ProgramVersion
from agents.learning.telling import MODULES, why_told
from agents.learning.trials import Side, sides_of
from agents.modules.catalogue import PROGRAMS

if TYPE_CHECKING:
    from agents.modules.catalogue import Program

RUNS_SHOWN, VERSIONS_SHOWN = 10, 20


@dataclass(frozen=True, slots=True)
class VersionTold:
    """``is_current``: made for the signature there is now; ``is_passed``: it may answer."""

    version: ProgramVersion
    is_current: bool
    is_passed: bool
    stopped_for: str


@dataclass(frozen=True, slots=True)
class ModuleTold:
    name: str
    title: str
    used: ProgramVersion | None
    trial: ProgramVersion | None
    running: OptimisationRun | None
    runs: list[OptimisationRun] = field(default_factory=list)
    versions: list[VersionTold] = field(default_factory=list)
    sides: tuple[Side, Side] | None = None
    set: EvaluationSet | None = None
    counts: dict[str, int] = field(default_factory=dict)
    waiting: int = 0


def modules_told() -> list[ModuleTold]:
    """All of them, shortly: three queries."""
    standing = list(ProgramVersion.objects.exclude(standing=ProgramVersion.Standing.KEPT))
    running = {each.module: each for each in OptimisationRun.objects.filter(state=OptimisationRun.State.RUNNING)}
    last = OptimisationRun.objects.order_by("module", "-pk").distinct("module")
    newest = {each.module: each for each in last}
    return [
        ModuleTold(
            each.name,
            str(MODULES[each.name]),
            _standing(standing, each, ProgramVersion.Standing.IN_USE),
            _standing(standing, each, ProgramVersion.Standing.TRIAL),
            running.get(each.name),
            runs=[newest[each.name]] if each.name in newest else [],
        )
        for each in PROGRAMS
    ]


def module_told(name: str) -> ModuleTold:
    """One of them, with all that belongs to it."""
    program = next(each for each in PROGRAMS if each.name == name)
    versions = list(
        ProgramVersion.objects.filter(module=name).select_related("run").order_by("-number")[:VERSIONS_SHOWN]
    )
    standing = list(ProgramVersion.objects.filter(module=name).exclude(standing=ProgramVersion.Standing.KEPT))
    runs = list(OptimisationRun.objects.filter(module=name).select_related("program").order_by("-pk")[:RUNS_SHOWN])
    made = EvaluationSet.objects.filter(module=name).order_by("-number").first()
    trial = _standing(standing, program, ProgramVersion.Standing.TRIAL)
    return ModuleTold(
        name,
        str(MODULES[name]),
        _standing(standing, program, ProgramVersion.Standing.IN_USE),
        trial,
        next((each for each in runs if each.is_running), None),
        runs=runs,
        versions=[
            VersionTold(
                each,
                each.program == program.version,
                each.run.state == OptimisationRun.State.PASSED,
                why_told(each.stopped_for),
            )
            for each in versions
        ],
        sides=sides_of(trial) if trial else None,
        set=made,
        counts=dict(Counter(each.get_split_display() for each in made.examples.order_by("split"))) if made else {},
        waiting=EvaluationExample.objects.filter(set=None, module=name).count(),
    )


def _standing(
    versions: list[ProgramVersion], program: Program[Any], standing: ProgramVersion.Standing
) -> ProgramVersion | None:
    return next((each for each in versions if (each.program, each.standing) == (program.version, standing)), None)
