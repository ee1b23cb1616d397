"""Examples that people write, for the next set."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from agents.learning.forms import ExampleForm
from agents.learning.models import EvaluationExample
from agents.learning.sets import remove_example, write_example
from agents.learning.telling import MODULES
from tenants.actors import actor_of
from tenants.permissions import Permission
from tenants.sites import BusinessModelAdmin, business_admin

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest


@admin.register(EvaluationExample, site=business_admin)
class ExampleAdmin(BusinessModelAdmin):
    """Those that wait for the next set: they are written and removed, not changed."""

    to_see, to_change = Permission.ASSISTANT_VIEW, Permission.ASSISTANT_CHANGE
    form = ExampleForm
    list_display = ("said", "of_module", "wanted_here", "language", "split")
    list_filter = ("module", "language", "split")
    ordering = ("module", "-pk")
    fields = ("module", "language", "text", "facts", "wanted")

    def get_queryset(self, request: HttpRequest) -> QuerySet[EvaluationExample]:
        rows: QuerySet[EvaluationExample] = super().get_queryset(request).filter(set=None)
        return rows

    def get_fields(self, request: HttpRequest, obj: EvaluationExample | None = None) -> tuple[str, ...]:
        return self.fields if obj is None else ("said", "of_module", "wanted_here", "language", "split")

    def get_readonly_fields(self, request: HttpRequest, obj: EvaluationExample | None = None) -> tuple[str, ...]:
        return () if obj is None else ("said", "of_module", "wanted_here", "language", "split")

    @admin.display(description=_("what is said"))
    def said(self, example: EvaluationExample) -> str:
        return str(example)

    @admin.display(description=_("module"), ordering="module")
    def of_module(self, example: EvaluationExample) -> str:
        return str(MODULES[example.module])

    @admin.display(description=_("what is wanted"))
    def wanted_here(self, example: EvaluationExample) -> str:
        return ", ".join(map(str, example.wanted.values()))

    def has_change_permission(self, request: HttpRequest, obj: EvaluationExample | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: EvaluationExample, form: ExampleForm, change: bool) -> None:
        given: dict[str, Any] = form.cleaned_data
        made = write_example(
            module=given["module"],
            text=given["text"],
            wanted=given["wanted"].strip(),
            language=given["language"],
            facts=given["facts"].splitlines(),
            by=actor_of(request.user),
        )
        obj.__dict__.update(made.__dict__)

    def delete_model(self, request: HttpRequest, obj: EvaluationExample) -> None:
        remove_example(example=obj, by=actor_of(request.user))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[EvaluationExample]) -> None:
        for each in queryset:
            remove_example(example=each, by=actor_of(request.user))
