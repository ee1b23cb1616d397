"""The pages of programs: all modules, one of them, and one search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _

from agents.learning.exercises import EXERCISES
from agents.learning.forms import ShareForm, StartForm
from agents.learning.models import OptimisationRun, ProgramVersion
from agents.learning.programs import stop_trial, try_program, use_program
from agents.learning.queries import module_told, modules_told
from agents.learning.runs import cancel_run, ledger_of, start_run
from agents.learning.telling import MODULES, STAGES, gates_told, program_told, why_told
from agents.llm.terms import is_model_on
from tenants.actors import actor_of
from tenants.errors import AppError
from tenants.permissions import Permission
from tenants.rules import permissions_here
from tenants.sites import BusinessModelAdmin, admin_page, business_admin

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern

    from tenants.actors import Actor


@admin.register(ProgramVersion, site=business_admin)
class ProgramAdmin(BusinessModelAdmin):
    """Its list is of the modules; versions come of searches, and are never changed."""

    to_see, to_change = Permission.ASSISTANT_VIEW, Permission.ASSISTANT_CHANGE

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        own = [
            path("of/<str:module>/", self.admin_site.admin_view(self.module), name="agents_program"),
            path("search/<int:run>/", self.admin_site.admin_view(self.search), name="agents_optimisation"),
        ]
        return [*own, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": _("Programs"),
            "modules": modules_told(),
            "is_model_on": is_model_on(),
        }
        return TemplateResponse(request, "admin/agents/programs.html", context)

    @admin_page(Permission.ASSISTANT_VIEW)
    def module(self, request: HttpRequest, module: str) -> HttpResponse:
        """One module: what answers now, every version, and looking for a better one."""
        if module not in EXERCISES:
            raise Http404
        form = StartForm(request.POST if "_start" in request.POST else None)
        if request.method == "POST":
            by = self._actor(request)
            if "_start" not in request.POST:
                return self._versions_changed(request, module, by)
            if form.is_valid() and (started := self._started(request, module, form, by)):
                return started
        context = {
            **self.admin_site.each_context(request),
            "title": str(MODULES[module]),
            "module": module_told(module),
            "form": form,
            "share": ShareForm(),
            "may_change": Permission.ASSISTANT_CHANGE in permissions_here(request),
            "is_model_on": is_model_on(),
        }
        return TemplateResponse(request, "admin/agents/program.html", context)

    @admin_page(Permission.ASSISTANT_VIEW)
    def search(self, request: HttpRequest, run: int) -> HttpResponse:
        """One search: how far it is, and what it found beside what is in use."""
        found = get_object_or_404(OptimisationRun.objects.select_related("program", "parent", "set"), pk=run)
        if request.method == "POST":
            by = self._actor(request)
            if "_cancel" not in request.POST:
                return self._versions_changed(request, found.module, by)
            self._told(request, lambda: cancel_run(run=run, by=by), _("The search was cancelled."))
            return redirect("admin:agents_optimisation", run)
        exercise, (calls, dollars) = EXERCISES[found.module], ledger_of(found)
        program = found.program
        context = {
            **self.admin_site.each_context(request),
            "title": f"{found.get_optimiser_display()}: {MODULES[found.module]}",
            "run": found,
            "stage": STAGES.get(found.stage, ""),
            "why": why_told(found.why),
            "calls": calls,
            "dollars": dollars,
            "gates": list(gates_told(found)),
            "told": program_told(program.state, exercise.told, exercise.field) if program else None,
            "is_passed": found.state == OptimisationRun.State.PASSED,
            "share": ShareForm(),
            "may_change": Permission.ASSISTANT_CHANGE in permissions_here(request),
        }
        return TemplateResponse(request, "admin/agents/search.html", context)

    def _actor(self, request: HttpRequest) -> Actor:
        if Permission.ASSISTANT_CHANGE not in permissions_here(request):
            raise PermissionDenied
        return actor_of(request.user)

    def _started(self, request: HttpRequest, module: str, form: StartForm, by: Actor) -> HttpResponse | None:
        try:
            run = start_run(module=module, by=by, **form.cleaned_data)
        except AppError as error:
            messages.error(request, str(error.detail))
            return None
        messages.success(request, _("The search has begun: this page shows how far it is."))
        return redirect("admin:agents_optimisation", run.pk)

    def _versions_changed(self, request: HttpRequest, module: str, by: Actor) -> HttpResponse:
        """What a button beside a version asks for."""
        number = request.POST.get("number", "")
        if "_stop" in request.POST:
            self._told(request, lambda: stop_trial(module=module, by=by), _("The trial was stopped."))
        elif not number.isdigit():
            raise Http404
        elif "_try" in request.POST:
            form = ShareForm(request.POST)
            if not form.is_valid():
                raise Http404
            share = form.cleaned_data["share"]
            told = _("Version %(number)s answers %(share)d %% of new conversations from now on.")
            self._told(
                request,
                lambda: try_program(module=module, number=int(number), share=share, by=by),
                told % {"number": number, "share": share},
            )
        else:
            told = _("Every conversation is answered by this version from now on.")
            self._told(request, lambda: use_program(module=module, number=int(number), by=by), told)
        return redirect("admin:agents_program", module)

    def _told(self, request: HttpRequest, deed: Any, done: str) -> None:
        try:
            deed()
        except AppError as error:
            messages.error(request, str(error.detail))
        else:
            messages.success(request, done)
