"""What can be wrong with an agent: for whoever wrote a plugin, and for an owner who revises one."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tenants.errors import AppError


class AgentRefused(ValueError):
    """A plugin's agent cannot be used; the text says why, for whoever wrote it."""


class RosterError(AppError):
    code = "agents"


class NoSuchAgent(RosterError):
    status = 404
    code = "agent-not-found"
    title = _("There is no such agent here")


class NoSuchVersion(RosterError):
    status = 404
    code = "agent-version-not-found"
    title = _("There is no such version of this agent")


class BriefRefused(RosterError):
    """``errors`` says by field what is wrong."""

    status = 422
    code = "brief-refused"
    title = _("An agent cannot be told this")


class RevisedMeanwhile(RosterError):
    status = 409
    code = "revised-meanwhile"
    title = _("Somebody has revised this agent meanwhile: look at what stands now, and save again")
