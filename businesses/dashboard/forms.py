"""Which period somebody wants to see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from businesses.availability.walltime import reckonable
from businesses.dashboard.periods import LONGEST, Period, Span, own_periods, periods_of

if TYPE_CHECKING:
    from datetime import date

USUAL = Span.LAST_28


class PeriodForm(forms.Form):
    """Nothing chosen is the usual one; dates alone are own dates."""

    period = forms.ChoiceField(
        label=gettext_lazy("Period"),
        choices=Span.choices,
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Please choose one of these.")},
    )
    first = forms.DateField(
        label=gettext_lazy("First day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("Please choose a day.")},
    )
    last = forms.DateField(
        label=gettext_lazy("Last day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("Please choose a day.")},
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.is_own and not self.errors:
            for field, reason in refused(cleaned["first"], cleaned["last"]).items():
                self.add_error(field, reason)
        return cleaned

    @property
    def is_own(self) -> bool:
        return self.data.get("period") == Span.OWN

    def periods(self, *, today: date) -> tuple[Period, Period]:
        """What was asked for, or the usual one where that cannot be shown."""
        if not self.is_valid():
            return periods_of(USUAL, today=today)
        if self.is_own:
            return own_periods(reckonable(self.cleaned_data["first"]), reckonable(self.cleaned_data["last"]))
        return periods_of(Span(self.cleaned_data["period"] or USUAL), today=today)


def refused(first: date | None, last: date | None) -> dict[str, str]:
    """What is wrong with own dates, by field; nothing where they can be shown."""
    missing = {field: _("Please choose a day.") for field, day in (("first", first), ("last", last)) if day is None}
    if first is None or last is None:
        return missing
    if last < first:
        return {"last": _("The last day is before the first.")}
    if (last - first).days >= LONGEST:
        return {"last": _("At most %(days)d days at once.") % {"days": LONGEST}}
    return {}
