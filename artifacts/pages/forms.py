"""What the pages of artifacts ask."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from artifacts.kinds import Rights
from artifacts.operations.sharing import DAYS

CHOOSE = {"invalid_choice": _("Please choose one of these."), "required": _("Please choose one of these.")}
USUAL_DAYS = 7


class ShareForm(forms.Form):
    rights = forms.ChoiceField(
        label=_("Whoever has the link may"), choices=Rights.choices, initial=Rights.READ, error_messages=CHOOSE
    )
    days = forms.TypedChoiceField(
        label=_("It opens for"),
        coerce=int,
        choices=[(each, ngettext_lazy("%d day", "%d days", each) % each) for each in DAYS],
        initial=USUAL_DAYS,
        error_messages=CHOOSE,
    )
