"""The fields of booking by form, for customers and at the desk: what is wanted, then who comes."""

from __future__ import annotations

import datetime
from typing import Any, cast

from django import forms
from django.core.validators import MinValueValidator
from django.utils.translation import gettext_lazy as _

from businesses.availability.walltime import reckonable
from businesses.contacts import LONGEST_NAME
from businesses.desk import current_desk
from businesses.naming import called
from businesses.operations.holds import LONGEST_ADDRESS, LONGEST_NOTE

LARGEST_PARTY = 99


class WishForm(forms.Form):
    """What, for how many, which day.  ``today`` is the business's date; a service is cleaned to its row."""

    service = forms.TypedChoiceField(
        label=_("What would you like to book?"),
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
        desk, service = current_desk(), cast("forms.TypedChoiceField", self.fields["service"])
        service.choices = [(each.id, called(each.name)) for each in desk.services]
        service.coerce = lambda key: desk.rows[int(key)]
        self.asks_people = any(each.needs_party for each in desk.services)
        if not self.asks_people:
            self.fields["people"].required = False
        self.fields["date"].validators.append(MinValueValidator(today, _("That day has passed.")))
        self.fields["date"].widget.attrs["min"] = today.isoformat()

    def clean_date(self) -> datetime.date:
        return reckonable(self.cleaned_data["date"])

    def clean_people(self) -> int:
        return self.cleaned_data["people"] or 1


class ContactForm(forms.Form):
    """The time chosen and who comes, or where to come; ``key`` makes a second press of the button the same booking."""

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
    address = forms.CharField(
        label=_("Where shall we come?"),
        max_length=LONGEST_ADDRESS,
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "street-address"}),
        error_messages={"required": _("Please give the address.")},
    )
    note = forms.CharField(
        label=_("Anything we should know?"),
        max_length=LONGEST_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    marketing = forms.BooleanField(required=False)
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, is_visit: bool, marketing_question: str = "", **kwargs: Any) -> None:
        """``marketing_question`` is what the box for news says, in the owner's words; without one there is no box."""
        super().__init__(*args, **kwargs)
        self.fields["marketing"].label = marketing_question
        if not marketing_question:
            del self.fields["marketing"]
        if not is_visit:
            del self.fields["address"]
