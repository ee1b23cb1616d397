"""What staff fill in to put somebody on the waiting list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from businesses.board.forms import DeskWishForm
from businesses.contacts import LONGEST_NAME, CustomerDetails
from businesses.operations.holds import LONGEST_NOTE
from businesses.waiting.windows import WaitingWish

if TYPE_CHECKING:
    from businesses.errors import BookingError


class WaitForm(DeskWishForm):
    """Who waits for what. Left empty, the times are those of the whole day."""

    earliest = forms.TimeField(
        label=_("From"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    latest = forms.TimeField(
        label=_("Until"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    name = forms.CharField(label=_("Name"), max_length=LONGEST_NAME)
    phone = forms.CharField(
        label=_("Phone"), max_length=40, required=False, widget=forms.TextInput(attrs={"type": "tel"})
    )
    email = forms.CharField(
        label=_("E-mail"), max_length=254, required=False, widget=forms.TextInput(attrs={"type": "email"})
    )
    note = forms.CharField(
        label=_("Note"), max_length=LONGEST_NOTE, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    is_first = forms.BooleanField(label=_("Goes before the others"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["autocomplete"] = "off"

    @property
    def wish(self) -> WaitingWish:
        said = self.cleaned_data
        return WaitingWish(
            service=said["service"],
            party_size=self.party_size,
            day=said["date"],
            earliest=said["earliest"],
            latest=said["latest"],
            staff=said.get("staff"),
        )

    @property
    def who(self) -> CustomerDetails:
        said = self.cleaned_data
        return CustomerDetails(name=said["name"], phone=said["phone"], email=said["email"])

    def refuse(self, refusal: BookingError) -> None:
        """Show what is wrong at its field, where there is one."""
        for name, message in refusal.errors.items():
            if name in self.fields:
                self.add_error(name, str(message))
        if not self.errors:
            self.add_error(None, str(refusal.detail))
