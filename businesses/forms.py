"""The fields of booking by form, for customers and at the desk: what is wanted, then who comes."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.core.validators import MinValueValidator
from django.utils.translation import gettext_lazy as _

from businesses.availability.walltime import reckonable
from businesses.contacts import LONGEST_NAME
from businesses.models import Service
from businesses.naming import called

LARGEST_PARTY = 99


class WishForm(forms.Form):
    """What, for how many, which day.  ``today`` is the business's date."""

    service = forms.ModelChoiceField(
        Service.objects.none(),
        label=_("What would you like to book?"),
        empty_label=None,
        error_messages={"required": _("Please choose one."), "invalid_choice": _("Please choose one of these.")},
    )
    people = forms.IntegerField(
        label=_("For how many people?"),
        min_value=1,
        max_value=LARGEST_PARTY,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "min_value": _("For at least one person."),
            "max_value": _("For so many people please call us."),
            "invalid": _("Please write a number."),
        },
    )
    date = forms.DateField(
        label=_("Which day?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Please choose a day.")},
    )

    def __init__(self, *args: Any, today: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        services = Service.objects.offered()
        self.fields["service"].queryset = services  # type: ignore[attr-defined]  # a ModelChoiceField's
        self.fields["service"].label_from_instance = lambda service: called(service.name)  # type: ignore[attr-defined]
        self.asks_people = any(service.needs_party for service in services)
        if not self.asks_people:
            self.fields["people"].required = False
        self.fields["date"].validators.append(MinValueValidator(today, _("That day has passed.")))
        self.fields["date"].widget.attrs["min"] = today.isoformat()

    def clean_date(self) -> datetime.date:
        return reckonable(self.cleaned_data["date"])

    def clean_people(self) -> int:
        return self.cleaned_data["people"] or 1


class ContactForm(forms.Form):
    """The time chosen and who comes; ``key`` makes a second press of the button the same booking."""

    slot = forms.CharField(max_length=500, error_messages={"required": _("Please choose a time.")})
    name = forms.CharField(
        label=_("Name"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Please give a name.")},
    )
    phone = forms.CharField(
        label=_("Phone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
    )
    email = forms.CharField(
        label=_("E-mail"),
        max_length=254,
        required=False,
        widget=forms.TextInput(attrs={"type": "email", "autocomplete": "email", "inputmode": "email"}),
    )
    note = forms.CharField(
        label=_("Anything we should know?"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    key = forms.UUIDField(widget=forms.HiddenInput)
