"""Taking versions of a program into use, trying them on a share of conversations, and back again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from agents.learning.errors import NoSuchProgram, NotThroughTheGates
from agents.learning.models import OptimisationRun, ProgramVersion
from agents.modules.catalogue import PROGRAMS
from tenants.deeds import done

if TYPE_CHECKING:
    from tenants.actors import Actor

PROGRAM_TRIED, PROGRAM_USED, TRIAL_STOPPED = "program.tried", "program.used", "program.trial_stopped"
WRITTEN = 0
"""The number of the program as its signature is written."""
Standing = ProgramVersion.Standing


@transaction.atomic
def try_program(*, module: str, number: int, share: int, by: Actor) -> ProgramVersion:
    """Let the version answer ``share`` percent of conversations, 1 to 50; another on trial steps back.

    Raises ``NoSuchProgram`` and ``NotThroughTheGates``.
    """
    found = _passed(module, number)
    if found.standing == Standing.IN_USE:
        raise NotThroughTheGates
    _step_back(module, Standing.TRIAL)
    found.standing, found.share, found.tried_from, found.stopped_for = Standing.TRIAL, share, timezone.now(), ""
    found.save()
    done(PROGRAM_TRIED, about=f"program:{module}", by=by, detail={"version": number, "share": share})
    return found


@transaction.atomic
def use_program(*, module: str, number: int, by: Actor) -> None:
    """Let the version answer every conversation; ``WRITTEN`` is the program as it came. What it replaces is kept.

    Raises ``NoSuchProgram`` and ``NotThroughTheGates``.
    """
    found = _passed(module, number) if number != WRITTEN else None
    _step_back(module, Standing.IN_USE)
    if found is not None:
        found.standing, found.share = Standing.IN_USE, 0
        found.save()
    done(PROGRAM_USED, about=f"program:{module}", by=by, detail={"version": number})


@transaction.atomic
def stop_trial(*, module: str, by: Actor, why: str = "") -> None:
    """All conversations are answered by the version in use again; nothing where none is on trial."""
    found = ProgramVersion.objects.select_for_update().filter(module=module, standing=Standing.TRIAL).first()
    if found is None:
        return
    _step_back(module, Standing.TRIAL, why=why)
    done(TRIAL_STOPPED, about=f"program:{module}", by=by, detail={"version": found.number, "why": why})


def _passed(module: str, number: int) -> ProgramVersion:
    program = next((each for each in PROGRAMS if each.name == module), None)
    found = ProgramVersion.objects.select_for_update().filter(module=module, number=number).first()
    if found is None or program is None:
        raise NoSuchProgram
    if found.program != program.version or found.run.state != OptimisationRun.State.PASSED:
        raise NotThroughTheGates
    return found


def _step_back(module: str, standing: ProgramVersion.Standing, *, why: str = "") -> None:
    rows = ProgramVersion.objects.filter(module=module, standing=standing)
    rows.update(standing=Standing.KEPT, share=0, stopped_for=why)
