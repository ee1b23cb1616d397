"""What owners fill in: how a better program is looked for, on how many conversations it is tried, and an example."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from unfold.widgets import (
    UnfoldAdminDecimalFieldWidget,
    UnfoldAdminIntegerFieldWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
)

from agents.learning.models import MOST_CALLS, MOST_DOLLARS, EvaluationExample, Optimiser
from agents.learning.sets import faults_in
from agents.learning.telling import MODULES

if TYPE_CHECKING:
    ExampleModelForm = forms.ModelForm[EvaluationExample]
else:
    ExampleModelForm = forms.ModelForm

SHARES = (5, 10, 25, 50)
MOST_SEED = 2**31 - 1


class StartForm(forms.Form):
    optimiser = forms.ChoiceField(
        label=_("Optimiser"),
        choices=Optimiser.choices,
        widget=UnfoldAdminSelectWidget,
        help_text=_(
            "BootstrapFewShot shows the model examples it got right: cheapest. MIPROv2 tries instructions and examples "
            "together. COPRO and GEPA rewrite the instructions."
        ),
    )
    most_calls = forms.IntegerField(
        label=_("Calls at most"),
        min_value=1,
        max_value=MOST_CALLS,
        initial=600,
        widget=UnfoldAdminIntegerFieldWidget,
        help_text=_("It stops when they are made, whatever it has found."),
    )
    most_dollars = forms.DecimalField(
        label=_("Dollars at most"),
        min_value=Decimal("0.01"),
        max_value=MOST_DOLLARS,
        decimal_places=2,
        initial=Decimal(1),
        widget=UnfoldAdminDecimalFieldWidget,
    )
    seed = forms.IntegerField(
        label=_("Seed"),
        min_value=0,
        max_value=MOST_SEED,
        initial=0,
        widget=UnfoldAdminIntegerFieldWidget,
        help_text=_("The same examples, seed and answers give the same program."),
    )


class ShareForm(forms.Form):
    share = forms.TypedChoiceField(
        label=_("Share of conversations"),
        choices=[(each, f"{each} %") for each in SHARES],
        coerce=int,
        initial=10,
        widget=UnfoldAdminSelectWidget,
    )


class ExampleForm(ExampleModelForm):
    module = forms.ChoiceField(label=_("Module"), choices=list(MODULES.items()), widget=UnfoldAdminSelectWidget)
    language = forms.ChoiceField(label=_("Language"), choices=list(settings.LANGUAGES), widget=UnfoldAdminSelectWidget)
    text = forms.CharField(
        label=_("What the customer wrote"),
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 4}),
        help_text=_("For a summary the conversation, a line each. Names, numbers and addresses are taken out."),
    )
    facts = forms.CharField(
        label=_("Facts"),
        required=False,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}),
        help_text=_("For the words of a reply: what your business says of it, a fact a line."),
    )
    wanted = forms.CharField(
        label=_("What is wanted"),
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 2}),
        help_text=_("The name of an intent or agent, “none” where none fits; else the words you would want to read."),
    )

    class Meta:
        model = EvaluationExample
        fields = ("module", "language")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.keys() >= {"module", "text", "wanted"}:
            lines = [each.strip() for each in cleaned["text"].splitlines() if each.strip()]
            for name, fault in faults_in(cleaned["module"], lines, cleaned["wanted"].strip()).items():
                self.add_error(name, str(fault))
        return cleaned
