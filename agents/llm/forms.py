from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminPasswordWidget, UnfoldAdminSelectWidget

from agents.llm.models import Budget, ModelAccess, Scope
from agents.llm.providers import model_providers
from agents.llm.purposes import PURPOSES
from agents.roster import roster

if TYPE_CHECKING:
    from collections.abc import Mapping

    AccessModelForm = forms.ModelForm[ModelAccess]
    BudgetModelForm = forms.ModelForm[Budget]
else:
    AccessModelForm = BudgetModelForm = forms.ModelForm


class ModelAccessForm(AccessModelForm):
    """``faults`` are what a test call has found, by field: it was made before any transaction was opened."""

    faults: ClassVar[Mapping[str, str]] = {}

    key = forms.CharField(
        label=_("Key"),
        required=False,
        strip=True,
        max_length=500,
        widget=UnfoldAdminPasswordWidget(render_value=False, attrs={"autocomplete": "off"}),
        help_text=_("Kept sealed and never shown again. Leave it empty to keep the one there is."),
    )

    class Meta:
        model = ModelAccess
        fields = (
            *("provider", "address", "key", "answers_by", "is_active"),
            *("small_model", "small_price_asked", "small_price_answered"),
            *("strong_model", "strong_price_asked", "strong_price_answered"),
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "answers_by" in self.fields:  # not for who may only look
            self.fields["answers_by"].required = False

    def clean_answers_by(self) -> str:
        """Who says nothing leaves it as it is."""
        return str(self.cleaned_data["answers_by"] or self.instance.answers_by)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        provider = model_providers().get(cleaned.get("provider", ""))
        if provider is not None and not provider.has_own_address:
            cleaned["address"] = ""
        self._keep_the_key(cleaned)
        for field, fault in self.faults.items():
            self.add_error(field, fault)
        return cleaned

    def _keep_the_key(self, cleaned: dict[str, Any]) -> None:
        """An empty box keeps the key, but never for another address: it would be sent there."""
        if cleaned.get("key") or not self.instance.pk:
            return
        before = ModelAccess.objects.get(pk=self.instance.pk)
        if before.key and (cleaned.get("provider"), cleaned.get("address")) != (before.provider, before.address):
            self.add_error("key", gettext("For another provider or address, type its key."))
        cleaned["key"] = before.key


class BudgetForm(BudgetModelForm):
    name = forms.ChoiceField(
        label=_("Which"), required=False, widget=UnfoldAdminSelectWidget, help_text=_("Of an agent or a purpose.")
    )

    class Meta:
        model = Budget
        fields = ("scope", "name", "period", "amount", "is_active")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agents = [(each.key, each.name) for each in roster()]
        purposes = [(name, name) for name in PURPOSES]
        named = self.fields["name"]
        if isinstance(named, forms.ChoiceField):
            named.choices = [("", "-"), (gettext("agents"), agents), (gettext("purposes"), purposes)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        known = {Scope.AGENT: {each.key for each in roster()}, Scope.PURPOSE: set(PURPOSES)}
        allowed = known.get(cleaned.get("scope", ""), {""})
        if cleaned.get("name") not in allowed:
            wrong = gettext("Say which, of those.") if allowed != {""} else gettext("This is for all: leave it empty.")
            raise ValidationError({"name": wrong})
        return cleaned
