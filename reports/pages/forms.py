"""What somebody wants of a report, as the page asks it: which and of which days in one choice, so that no wrong pair
can be chosen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.dates import WEEKDAYS
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from businesses.dashboard.forms import refused
from businesses.dashboard.periods import Period
from reports.models import MORNING
from reports.periods import Days, period_of
from reports.queries import people_here, who_may_see
from reports.registry import template_called, templates_for
from reports.rhythm import Every, Rhythm
from reports.states import Format
from tenants.models import User

if TYPE_CHECKING:
    from collections.abc import Container
    from datetime import date

    from django.utils.functional import _StrOrPromise

    from reports.registry import Template

CHOOSE = {"invalid_choice": _("Please choose one of these."), "required": _("Please choose one of these.")}
DAY_INPUT = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

Group = tuple["_StrOrPromise", list[tuple[str, "_StrOrPromise"]]]


def choices_for(permissions: Container[str], *, with_own: bool) -> list[Group]:
    """Each report with the days it can be of."""
    return [
        (
            template.title,
            [
                (f"{template.key}:{days}", format_lazy("{}: {}", template.title, days.label))
                for days in template.days
                if with_own or days is not Days.OWN
            ],
        )
        for template in templates_for(permissions)
    ]


class ReportForm(forms.Form):
    """``what`` is the report and its days, such as "week:last_week"."""

    what = forms.ChoiceField(label=_("Report"), error_messages=CHOOSE)
    form = forms.ChoiceField(label=_("Format"), choices=Format.choices, initial=Format.PDF, error_messages=CHOOSE)

    with_own = False

    def __init__(self, permissions: Container[str], data: Any = None) -> None:
        super().__init__(data, auto_id=f"{type(self).__name__.lower()}_%s")
        what: Any = self.fields["what"]
        what.choices = choices_for(permissions, with_own=self.with_own)

    @property
    def template(self) -> Template:
        return template_called(self.cleaned_data["what"].partition(":")[0])

    @property
    def days(self) -> Days:
        return Days(self.cleaned_data["what"].partition(":")[2])

    @property
    def format(self) -> Format:
        return Format(self.cleaned_data["form"])


class MakeForm(ReportForm):
    first = forms.DateField(
        label=_("First day"), required=False, widget=DAY_INPUT, error_messages={"invalid": _("Please choose a day.")}
    )
    last = forms.DateField(
        label=_("Last day"), required=False, widget=DAY_INPUT, error_messages={"invalid": _("Please choose a day.")}
    )
    mails_me = forms.BooleanField(label=_("Mail it to me too"), required=False)

    with_own = True
    field_order = ("what", "first", "last", "form", "mails_me")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and self.days is Days.OWN:
            for field, reason in refused(cleaned.get("first"), cleaned.get("last")).items():
                self.add_error(field, reason)
        return cleaned

    def period(self, *, today: date) -> Period:
        if self.days is Days.OWN:
            return Period(self.cleaned_data["first"], self.cleaned_data["last"])
        return period_of(self.days, today=today)


class People(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # generic only in its stubs
    def label_from_instance(self, obj: Any) -> str:
        return called(obj)


def called(user: User) -> str:
    """By name, and by address where somebody has none."""
    return user.get_full_name() or user.email


class ScheduleForm(ReportForm):
    every = forms.ChoiceField(label=_("How often"), choices=Every.choices, initial=Every.WEEK, error_messages=CHOOSE)
    weekday = forms.TypedChoiceField(
        label=_("Weekday"),
        coerce=int,
        choices=[(day + 1, name) for day, name in WEEKDAYS.items()],
        initial=1,
        error_messages=CHOOSE,
    )
    day = forms.IntegerField(
        label=_("Day of the month"),
        required=False,
        initial=1,
        validators=[MinValueValidator(1), MaxValueValidator(31)],
        error_messages={"invalid": _("Please give a day from 1 to 31.")},
        widget=forms.NumberInput(attrs={"min": 1, "max": 31}),
    )
    at = forms.TimeField(
        label=_("Time"),
        initial=MORNING,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("Please give a time."), "required": _("Please give a time.")},
    )
    recipients = People(
        queryset=User.objects.none(),
        label=_("To"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Please choose whom it goes to."), "invalid_choice": _("Please choose again.")},
    )

    field_order = ("what", "every", "weekday", "day", "at", "form", "recipients")

    def __init__(self, permissions: Container[str], data: Any = None) -> None:
        super().__init__(permissions, data)
        people: Any = self.fields["recipients"]
        people.queryset = people_here()

    def clean(self) -> dict[str, Any]:
        """Who may not see what the report holds is named."""
        cleaned = super().clean() or {}
        if "what" in cleaned and (chosen := list(cleaned.get("recipients") or ())):
            may = who_may_see(self.template, chosen)
            if others := [called(user) for user in chosen if user not in may]:
                self.add_error("recipients", _("May not see it: %(names)s") % {"names": ", ".join(others)})
        return cleaned

    @property
    def rhythm(self) -> Rhythm:
        given = self.cleaned_data
        return Rhythm(Every(given["every"]), given["weekday"], given["day"] or 1, given["at"])
