"""What staff fill in at the desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from businesses.forms import ContactForm, WishForm
from businesses.models import StaffMember


class DeskWishForm(WishForm):
    """The customer's wish as staff hear it: with whom, too, where people are asked for by name."""

    staff = forms.ModelChoiceField(
        StaffMember.objects.none(), label=_("With"), empty_label=_("Anybody"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"].label, self.fields["date"].label = _("What"), _("Day")
        self.fields["people"].label = _("People")
        people = StaffMember.objects.filter(is_active=True, resource__is_active=True).order_by("name")
        self.fields["staff"].queryset = people  # type: ignore[attr-defined]  # a ModelChoiceField's
        if not self.asks_people:
            del self.fields["people"]
        if not people:
            del self.fields["staff"]

    @property
    def party_size(self) -> int:
        return int(self.cleaned_data.get("people") or 1)


class DeskContactForm(ContactForm):
    """Who comes; the browser of the desk does not offer the last customer's details for the next."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["autocomplete"] = "off"
        self.fields["note"].label = _("Note")
