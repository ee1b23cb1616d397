from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.contrib import admin, messages
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from agents.llm.cache.answers import forget_answers
from agents.llm.models import KeptAnswer, LLMCall
from agents.llm.queries import costs, used_budgets
from agents.llm.terms import terms_here
from tenants.permissions import Permission
from tenants.sites import BusinessModelAdmin, admin_page, business_admin

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern

STRETCHES = (7, 30, 90)
"""Days to choose from."""


@admin.register(LLMCall, site=business_admin)
class LLMCallAdmin(BusinessModelAdmin):
    """The ledger, to read; and what it comes to."""

    to_see, to_change = Permission.FIGURES_VIEW, None
    list_display = ("created_at", "purpose", "agent", "model", "outcome", "cache", "cost", "milliseconds")
    list_filter = ("outcome", "purpose", "agent", "rung", "cache")
    search_fields = ("conversation", "model")
    date_hierarchy = "created_at"
    ordering = ("-created_at",)
    fieldsets = (
        (None, {"fields": ("created_at", "purpose", "agent", "conversation", "outcome", "cache")}),
        (gettext_lazy("Who answered"), {"fields": ("provider", "model", "rung", "is_own_key", "prompt", "attempts")}),
        (
            gettext_lazy("What it cost"),
            {
                "fields": (
                    "asked_tokens",
                    "cached_tokens",
                    "answered_tokens",
                    "is_estimated",
                    "cost",
                    "saved",
                    "currency",
                )
            },
        ),
        (gettext_lazy("How it went"), {"fields": ("milliseconds", "reading")}),
    )

    def get_urls(self) -> list[URLPattern]:
        own = path("costs/", self.admin_site.admin_view(self.costs), name="agents_costs")
        return [own, *super().get_urls()]

    @admin_page(Permission.FIGURES_VIEW)
    def costs(self, request: HttpRequest) -> HttpResponse:
        """What models have cost, of whom and for what, and what was saved."""
        asked = request.GET.get("days", "")
        days = int(asked) if asked in map(str, STRETCHES) else STRETCHES[1]
        found = costs(days=timedelta(days=days))
        context = {
            **self.admin_site.each_context(request),
            "title": _("What models cost"),
            "days": days,
            "stretches": STRETCHES,
            "costs": found,
            "budgets": used_budgets(),
            "ladder": terms_here().ladder,
        }
        return TemplateResponse(request, "admin/agents/costs.html", context)


@admin.register(KeptAnswer, site=business_admin)
class KeptAnswerAdmin(BusinessModelAdmin):
    """What is answered again; deleting all is what an owner does after saying something anew elsewhere."""

    to_see, to_change = Permission.ASSISTANT_VIEW, Permission.ASSISTANT_CHANGE
    list_display = ("question", "model", "created_at", "expires_at")
    search_fields = ("question", "text")
    ordering = ("-created_at",)
    fields = readonly_fields = ("question", "text", "model", "cost", "created_at", "expires_at")
    actions = ("forget_all",)

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    @admin.action(description=gettext_lazy("Forget all answers, chosen or not"))
    def forget_all(self, request: HttpRequest, _chosen: object) -> HttpResponse:
        count = forget_answers()
        told = ngettext("%(count)d answer was forgotten.", "%(count)d answers were forgotten.", count)
        messages.success(request, told % {"count": count})
        return redirect("admin:agents_keptanswer_changelist")
