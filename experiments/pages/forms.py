"""A new experiment as a form: of the subject chosen, against what holds now."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from experiments.models import LONGEST_TEXT
from experiments.operations.checking import MOST_VARIANTS, Plan
from experiments.registry import Unit, measures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.forms import BoundField

    from experiments.registry import Subject

A_HUNDRED = 100
OTHERS = tuple(f"other_{number}" for number in range(1, MOST_VARIANTS))
FIELD_OF = {"variants": OTHERS[0], "shares": "share", "subject": None, "target": None}
"""Where on the page the operation's faults belong; the others have fields of the same name."""


class ExperimentForm(forms.Form):
    """``share`` is how many percent of visitors are shown another variant; empty where all are shown alike often."""

    name = forms.CharField(label=_("Name"), max_length=80, help_text=_("For you and your colleagues."))
    measure = forms.ChoiceField(
        label=_("What decides"), help_text=_("Chosen before it starts; it cannot be changed afterwards.")
    )
    effect = forms.DecimalField(
        label=_("The least difference that matters to you"),
        required=False,
        max_digits=10,
        help_text=_(
            "Of a hundred visitors; in stars or dollars where those decide. Empty: 5 of a hundred, 0.3 stars, $0.002."
        ),
    )
    guards = forms.MultipleChoiceField(
        label=_("Stop by itself when a variant does worse in"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    share = forms.IntegerField(
        label=_("Percent of visitors who are shown another variant"),
        required=False,
        min_value=1,
        max_value=95,
        help_text=_("Empty: all variants are shown to as many."),
    )

    def __init__(self, *args: Any, subject: Subject, target: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.subject, self.target = subject, target
        choices = [(key, each.title) for key, each in measures().items()]
        self.fields["measure"].choices = choices  # type: ignore[attr-defined]  # a field of choices
        self.fields["guards"].choices = choices  # type: ignore[attr-defined]  # a field of choices
        for number, name in enumerate(OTHERS):
            self.fields[name] = self._other(is_needed=number == 0)

    def _other(self, *, is_needed: bool) -> forms.Field:
        label = _("Against it") if is_needed else _("And against this")
        if self.subject.choices is None:
            area = forms.Textarea(attrs={"rows": 3})
            return forms.CharField(label=label, required=is_needed, max_length=LONGEST_TEXT, widget=area)
        others = [each for each in self.subject.choices(self.target) if each[0] != self.subject.present(self.target)]
        return forms.ChoiceField(label=label, required=is_needed, choices=[("", "\u2013"), *others])

    @property
    def first(self) -> BoundField:
        return self[OTHERS[0]]

    @property
    def more(self) -> Iterator[BoundField]:
        return (self[name] for name in OTHERS[1:])

    @property
    def has_more(self) -> bool:
        return any(each.value() or each.errors for each in self.more)

    def plan(self) -> Plan:
        data = self.cleaned_data
        others = tuple(data[name] for name in OTHERS if data.get(name))
        return Plan(
            name=data["name"],
            subject=self.subject.key,
            target=self.target,
            measure=data["measure"],
            effect=self._effect(),
            guards=tuple(each for each in data["guards"] if each != data["measure"]),
            others=others,
            shares=shares_of(data["share"], len(others)) if data["share"] else (),
        )

    def _effect(self) -> Decimal | None:
        given: Decimal | None = self.cleaned_data["effect"]
        is_share = measures()[self.cleaned_data["measure"]].unit == Unit.SHARE
        return given / A_HUNDRED if given is not None and is_share else given

    def refuse(self, errors: dict[str, object]) -> None:
        """Show what the operation found wrong, each where it can be put right."""
        for name, fault in errors.items():
            self.add_error(FIELD_OF.get(name, name), str(fault))


def shares_of(share: int, others: int) -> tuple[int, ...]:
    """Those of the others divided among them; what is now has the rest."""
    each = share // others
    return (A_HUNDRED - each * others, *[each] * others)
