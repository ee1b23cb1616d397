from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from agents.models import TaughtIntent
from agents.roster import TOOLS, Brief
from agents.roster.agents import LONGEST_GOAL, LONGEST_LINE, fault_in_lines
from agents.validators import validate_examples
from tenants.lines import LinesField

if TYPE_CHECKING:
    from collections.abc import Mapping

    from agents.roster.briefs import Briefed

    TaughtIntentModelForm = forms.ModelForm[TaughtIntent]
else:
    TaughtIntentModelForm = forms.ModelForm

LONGEST_SENTENCE = 1_000
# Details a short answer can be about: what understanding calls requested slots.
ASKABLE = ("people", "date", "time", "name", "phone", "email", "service", "staff")


class TaughtIntentForm(TaughtIntentModelForm):
    examples = LinesField(
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 10}),
        validators=[validate_examples],
        label=_("Examples"),
        help_text=_("One a line, five at least: what a customer might write. Different wordings teach most."),
    )

    class Meta:
        model = TaughtIntent
        fields = ("name", "examples", "answer", "is_active")
        widgets = {"answer": UnfoldAdminTextareaWidget(attrs={"rows": 4}), "name": UnfoldAdminTextInputWidget}


class TrySentenceForm(forms.Form):
    sentence = forms.CharField(
        label=_("Sentence"), max_length=LONGEST_SENTENCE, widget=UnfoldAdminTextInputWidget(attrs={"autofocus": True})
    )
    asked = forms.ChoiceField(
        label=_("The assistant has just asked for"),
        required=False,
        choices=[("", _("nothing")), *((name, name.replace("_", " ")) for name in ASKABLE)],
        widget=UnfoldAdminSelectWidget,
    )

    def requested(self) -> tuple[str, ...]:
        asked = self.cleaned_data["asked"]
        return (asked,) if asked else ()


class BriefForm(forms.Form):
    """What an agent is told; ``seen`` is the version it was changed from."""

    role = forms.CharField(
        label=_("Role"),
        max_length=LONGEST_LINE,
        widget=UnfoldAdminTextInputWidget,
        help_text=_("Who it is, in a few words."),
    )
    goal = forms.CharField(
        label=_("Goal"), max_length=LONGEST_GOAL, widget=UnfoldAdminTextareaWidget(attrs={"rows": 3})
    )
    tone = forms.CharField(label=_("Tone"), max_length=LONGEST_LINE, widget=UnfoldAdminTextInputWidget)
    guardrails = LinesField(
        label=_("Guardrails"),
        required=False,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 6}),
        help_text=_("One a line: what it must never do, or always."),
    )
    tools = forms.MultipleChoiceField(
        label=_("What it may do"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What no agent may do is left to your team, who are offered to the customer."),
    )
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any] | None = None, *, briefed: Briefed) -> None:
        brief = briefed.brief
        initial = {
            "role": str(brief.role),
            "goal": str(brief.goal),
            "tone": str(brief.tone),
            "guardrails": [str(each) for each in brief.guardrails],
            "tools": sorted(brief.tools),
            "seen": briefed.version,
        }
        super().__init__(data, initial=initial)
        tools = self.fields["tools"]
        if isinstance(tools, forms.MultipleChoiceField):
            tools.choices = [(kind, told) for kind, told in TOOLS.items() if kind in briefed.agent.brief.tools]

    def clean_guardrails(self) -> list[str]:
        lines: list[str] = self.cleaned_data["guardrails"]
        if fault := fault_in_lines(lines):
            raise forms.ValidationError(fault)
        return lines

    def brief(self) -> Brief:
        said = self.cleaned_data
        return Brief(said["role"], said["goal"], said["tone"], tuple(said["guardrails"]), frozenset(said["tools"]))
