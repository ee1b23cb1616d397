from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agents.llm.forms import ModelAccessForm
from agents.llm.models import ModelAccess
from agents.llm.terms import forget_terms
from agents.llm.trial import try_access
from tenants.permissions import Permission
from tenants.sites import OneRowAdmin, ProvedAdmin, business_admin

if TYPE_CHECKING:
    from django.forms import ModelForm
    from django.http import HttpRequest

UNTRIED = "_untried"
"""On the request: what the test call found, made before the admin opens its transaction."""


@admin.register(ModelAccess, site=business_admin)
class ModelAccessAdmin(ProvedAdmin, OneRowAdmin):
    """What is typed is tried before it is saved, and is not saved while it does not work."""

    to_see, to_change = Permission.SETTINGS_VIEW, Permission.SETTINGS_CHANGE
    form = ModelAccessForm
    fieldsets = (
        (None, {"fields": ("provider", "address", "key", "answers_by", "is_active")}),
        (
            _("Small model: for most of it"),
            {"fields": ("small_model", ("small_price_asked", "small_price_answered"))},
        ),
        (
            _("Strong model: for what needs it"),
            {
                "fields": ("strong_model", ("strong_price_asked", "strong_price_answered")),
                "description": _(
                    "Prices are in dollars per million tokens; where the list knows them, leave them empty."
                ),
            },
        ),
    )

    def get_form(
        self, request: HttpRequest, obj: ModelAccess | None = None, change: bool = False, **kwargs: Any
    ) -> type[ModelForm[ModelAccess]]:
        form: type[ModelForm[ModelAccess]] = super().get_form(request, obj, change, **kwargs)
        found = getattr(request, UNTRIED, {})
        return type(form.__name__, (form,), {"faults": found}) if found else form

    def changeform_view(self, request: HttpRequest, object_id: str | None = None, *args: Any, **kwargs: Any) -> Any:
        if request.method == "POST" and self.has_change_permission(request):
            setattr(request, UNTRIED, self._tried(request, object_id))
        return super().changeform_view(request, object_id, *args, **kwargs)

    def _tried(self, request: HttpRequest, object_id: str | None) -> dict[str, str]:
        """What the test call finds; nothing where the form is not right yet, or is switched off."""
        edited = self.get_object(request, object_id) if object_id else None
        form = ModelAccessForm(request.POST, instance=edited)
        if not form.is_valid() or not form.instance.is_active:
            return {}
        return try_access(form.instance)

    def save_model(self, request: HttpRequest, obj: ModelAccess, form: ModelAccessForm, change: bool) -> None:
        obj.tried_at = timezone.now() if obj.is_active else None
        super().save_model(request, obj, form, change)
        forget_terms()

    def has_delete_permission(self, request: HttpRequest, obj: ModelAccess | None = None) -> bool:
        return self.has_change_permission(request, obj)

    def delete_model(self, request: HttpRequest, obj: ModelAccess) -> None:
        super().delete_model(request, obj)
        forget_terms()
