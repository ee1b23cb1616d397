"""Who words a reply and by which model, where an experiment tries several: else as it is for everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agents.llm.values import RUNGS
from agents.roster import GENERAL
from agents.roster.briefs import BRIEFS, briefed_as
from conversations.varied.names import AGENT, MODEL

if TYPE_CHECKING:
    from agents.llm.values import RungName
    from agents.roster.briefs import Briefed
    from conversations.engine.scene import Scene


def briefed_for(scene: Scene) -> Briefed:
    """The agent that speaks, told as the version says that this customer is shown; its tools stay those of everybody.

    A version that is there no longer is not tried.
    """
    briefs = BRIEFS.of(scene.desk)
    usual = briefs.get(scene.memory.agent) or briefs[GENERAL]
    number = scene.context.repository.tried(AGENT, usual.agent.key)
    return usual if number is None else briefed_as(usual.agent, int(number)) or usual


def rung_for(scene: Scene) -> RungName | None:
    """The model that is asked first; None where the question decides."""
    wanted = scene.context.repository.tried(MODEL)
    return next((each for each in RUNGS if each == wanted), None)
