from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin

from agents.llm.forms import BudgetForm
from agents.llm.models import Budget
from agents.llm.terms import forget_terms
from tenants.permissions import Permission
from tenants.sites import BusinessModelAdmin, business_admin

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest


@admin.register(Budget, site=business_admin)
class BudgetAdmin(BusinessModelAdmin):
    to_see, to_change = Permission.FIGURES_VIEW, Permission.SETTINGS_CHANGE
    form = BudgetForm
    list_display = ("scope", "name", "period", "amount", "is_active")
    ordering = ("scope", "name", "period")

    def save_model(self, request: HttpRequest, obj: Budget, form: BudgetForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        forget_terms()

    def delete_model(self, request: HttpRequest, obj: Budget) -> None:
        super().delete_model(request, obj)
        forget_terms()

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Budget]) -> None:
        super().delete_queryset(request, queryset)
        forget_terms()
