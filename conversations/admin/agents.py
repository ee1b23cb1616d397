"""The agents: how they are doing, what they are told, and every version of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _

from agents.models import AgentVersion
from agents.roster import agents_of
from agents.roster.agents import TOOLS
from agents.roster.briefs import BRIEFS, brief_of
from agents.roster.errors import RosterError
from agents.roster.revising import restore_agent, revise_agent
from businesses.desk import current_desk
from conversations.admin.conversations import ReadOnly
from conversations.figures import AgentFigures, agent_figures
from conversations.forms import BriefForm
from conversations.models import Flow
from tenants.actors import actor_of
from tenants.context import current_business
from tenants.permissions import Permission
from tenants.rules import permissions_here
from tenants.sites import BusinessModelAdmin, admin_page, business_admin

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern

    from agents.roster import Agent, Brief
    from agents.roster.briefs import Briefed

STRETCHES = (7, 30, 90)
"""Days to choose from."""
VERSIONS_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Line:
    """An agent on the list."""

    briefed: Briefed
    figures: AgentFigures


@dataclass(frozen=True, slots=True)
class Compared:
    """A part of a brief as it is told now and as it would be."""

    title: str
    now: list[str]
    then: list[str]

    @property
    def is_changed(self) -> bool:
        return self.now != self.then

    @property
    def gone(self) -> list[str]:
        return [line for line in self.now if line not in self.then]

    @property
    def new(self) -> list[str]:
        return [line for line in self.then if line not in self.now]


@dataclass(frozen=True, slots=True)
class Revision:
    """A version with what it changed of the one before."""

    version: AgentVersion
    changes: list[Compared]


@admin.register(AgentVersion, site=business_admin)
class AgentAdmin(ReadOnly, BusinessModelAdmin):
    """Its list is of the agents; versions are made by saying something else, and never changed."""

    to_see, to_change = Permission.ASSISTANT_VIEW, Permission.ASSISTANT_CHANGE

    def get_urls(self) -> list[URLPattern]:
        own = path("of/<str:key>/", self.admin_site.admin_view(self.agent), name="agents_agent")
        return [own, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        asked = request.GET.get("days", "")
        days = int(asked) if asked in map(str, STRETCHES) else STRETCHES[1]
        figures, briefs = agent_figures(days=timedelta(days=days)), BRIEFS.of(current_desk())
        lines = [Line(briefs[each.key], figures.get(each.key, AgentFigures())) for each in agents_here()]
        context = {
            **self.admin_site.each_context(request),
            "title": _("Agents"),
            "days": days,
            "stretches": STRETCHES,
            "lines": lines,
        }
        return TemplateResponse(request, "admin/agents/agents.html", context)

    @admin_page(Permission.ASSISTANT_VIEW)
    def agent(self, request: HttpRequest, key: str) -> HttpResponse:
        """What one agent is told: to read, try beside what stands, save as a new version, or bring one back."""
        found = BRIEFS.of(current_desk()).get(key)
        if found is None or found.agent not in agents_here():
            raise Http404
        if request.method != "POST":
            return self._page(request, found, BriefForm(briefed=found))
        if Permission.ASSISTANT_CHANGE not in permissions_here(request):
            raise PermissionDenied
        if "_restore" in request.POST:
            return self._restored(request, found)
        form = BriefForm(request.POST, briefed=found)
        if not form.is_valid() or "_preview" in request.POST:
            brief = form.brief() if form.is_valid() else None
            return self._page(request, found, form, compared(found.brief, brief) if brief else [])
        return self._saved(request, found, form)

    def _saved(self, request: HttpRequest, found: Briefed, form: BriefForm) -> HttpResponse:
        by, seen = actor_of(request.user), form.cleaned_data["seen"]
        try:
            number = revise_agent(key=found.agent.key, brief=form.brief(), seen=seen, by=by)
        except RosterError as error:
            for name, fault in error.errors.items():
                form.add_error(name, str(fault))
            if not error.errors:
                form.add_error(None, str(error.detail))
            return self._page(request, found, form)
        return self._done(request, found, number)

    def _restored(self, request: HttpRequest, found: Briefed) -> HttpResponse:
        asked, seen = request.POST["_restore"], request.POST.get("seen", "")
        if not asked.isdigit() or not seen.isdigit():
            raise Http404
        try:
            number = restore_agent(key=found.agent.key, number=int(asked), seen=int(seen), by=actor_of(request.user))
        except RosterError as error:
            messages.error(request, str(error.detail))
            return redirect("admin:agents_agent", found.agent.key)
        return self._done(request, found, number)

    def _done(self, request: HttpRequest, found: Briefed, number: int) -> HttpResponse:
        told = _("“%(agent)s” is told version %(number)d from now on.")
        messages.success(request, told % {"agent": found.agent.name, "number": number})
        return redirect("admin:agents_agent", found.agent.key)

    def _page(
        self, request: HttpRequest, found: Briefed, form: BriefForm, changes: list[Compared] | None = None
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": found.agent.name,
            "found": found,
            "form": form,
            "changes": changes,
            "revisions": revisions(found.agent),
            "most": VERSIONS_SHOWN,
            "may_change": Permission.ASSISTANT_CHANGE in permissions_here(request),
        }
        return TemplateResponse(request, "admin/agents/agent.html", context)


def agents_here() -> list[Agent]:
    """Those that may speak in this business, to customers or to its own people."""
    category = current_business().category
    found = [agent for flow in (Flow.DEDICATED, Flow.DASHBOARD) for agent in agents_of(category, flow)]
    return list(dict.fromkeys(found))


def revisions(agent: Agent) -> list[Revision]:
    """The newest versions of the agent, the last one first."""
    rows = list(AgentVersion.objects.filter(agent=agent.key).order_by("-number")[: VERSIONS_SHOWN + 1])
    briefs = [*(brief_of(agent, row) for row in rows), agent.brief]
    pairs = zip(rows, briefs, briefs[1:], strict=False)
    found = [Revision(row, [each for each in compared(before, then) if each.is_changed]) for row, then, before in pairs]
    return found[:VERSIONS_SHOWN]


def compared(now: Brief, then: Brief) -> list[Compared]:
    return [Compared(title, told, would) for (title, told), (_same, would) in zip(parts(now), parts(then), strict=True)]


def parts(brief: Brief) -> list[tuple[str, list[str]]]:
    return [
        (_("Role"), [str(brief.role)]),
        (_("Goal"), [str(brief.goal)]),
        (_("Tone"), [str(brief.tone)]),
        (_("Guardrails"), [str(each) for each in brief.guardrails]),
        (_("What it may do"), [str(told) for kind, told in TOOLS.items() if kind in brief.tools]),
    ]
