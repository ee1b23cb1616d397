from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from agents.models import TaughtIntent
from agents.validators import validate_examples
from tenants.lines import LinesField

if TYPE_CHECKING:
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
