"""Revising what an agent is told: each time a new version, so that any earlier one can be brought back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction

from agents.models import AgentVersion
from agents.roster import Brief, roster
from agents.roster.agents import faults_in
from agents.roster.briefs import brief_of, briefed
from agents.roster.errors import BriefRefused, NoSuchAgent, NoSuchVersion, RevisedMeanwhile
from tenants.deeds import done

if TYPE_CHECKING:
    from agents.roster import Agent
    from tenants.actors import Actor

AGENT_REVISED = "agent.revised"


def revise_agent(*, key: str, brief: Brief, seen: int, by: Actor) -> int:
    """Have the agent told this from now on.

    Gives the number of the version that holds then. ``seen`` is the one that was changed: raises ``RevisedMeanwhile``
    where another holds by now. Raises ``NoSuchAgent`` and ``BriefRefused``. What is said already changes nothing.
    """
    agent = installed(key)
    if faults := faults_in(brief):
        raise BriefRefused(errors=faults)
    if stray := brief.tools - agent.brief.tools:
        raise BriefRefused(errors={"tools": ", ".join(sorted(stray))})
    return add_version(agent, brief, seen=seen, restores=None, by=by)


def restore_agent(*, key: str, number: int, seen: int, by: Actor) -> int:
    """Bring back an earlier version, 0 for what the agent came with; may raise ``NoSuchVersion``."""
    agent = installed(key)
    if number == 0:
        return add_version(agent, agent.brief, seen=seen, restores=0, by=by)
    version = AgentVersion.objects.filter(agent=key, number=number).first()
    if version is None:
        raise NoSuchVersion
    return add_version(agent, brief_of(agent, version), seen=seen, restores=number, by=by)


def installed(key: str) -> Agent:
    found = next((each for each in roster() if each.key == key), None)
    if found is None:
        raise NoSuchAgent
    return found


def add_version(agent: Agent, brief: Brief, *, seen: int, restores: int | None, by: Actor) -> int:
    latest = AgentVersion.objects.filter(agent=agent.key).order_by("-number").first()
    now = briefed(agent, latest)
    before, after = said(now.brief), said(brief)
    if before == after:
        return now.version
    if seen != now.version:
        raise RevisedMeanwhile
    changed = [name for name in after if before[name] != after[name]]
    detail = {"version": seen + 1, "restores": restores, "fields": changed}
    row = AgentVersion(agent=agent.key, number=seen + 1, restores=restores, revised_by=str(by), **after)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            done(AGENT_REVISED, about=f"agent:{agent.key}", by=by, detail=detail)
    except IntegrityError as error:  # somebody else's version took the number
        raise RevisedMeanwhile from error
    return seen + 1


def said(brief: Brief) -> dict[str, Any]:
    """A brief as a row holds it."""
    return {
        "role": str(brief.role),
        "goal": str(brief.goal),
        "tone": str(brief.tone),
        "guardrails": [str(each) for each in brief.guardrails],
        "tools": sorted(brief.tools),
    }
