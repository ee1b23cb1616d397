"""What staff fill in at the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from businesses.availability.rhythm import MOST_DATES, Rhythm
from businesses.contacts import LONGEST_NAME
from businesses.desk import current_desk
from businesses.forms import LARGEST_PARTY, ContactForm, WishForm
from businesses.models import Resource, StaffMember
from businesses.naming import called
from businesses.operations.holds import LONGEST_ADDRESS, LONGEST_NOTE
from businesses.operations.lateness import LATEST
from businesses.operations.series import FEWEST_DATES

if TYPE_CHECKING:
    from django.http import HttpRequest, QueryDict

    from businesses.models import Booking


LONGEST_VERSION = 6


def version_shown(request: HttpRequest) -> int | None:
    """The version of the booking that the page of the form showed."""
    return version_in(request.POST.get("version", ""))


def version_in(version: str) -> int | None:
    return int(version) if version.isascii() and version.isdecimal() and len(version) <= LONGEST_VERSION else None


class DeskWishForm(WishForm):
    """The customer's wish as staff hear it: with whom, too, where people are asked for by name."""

    staff = forms.ModelChoiceField(
        StaffMember.objects.none(), label=_("With"), empty_label=_("Anybody"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"].label, self.fields["date"].label = _("What"), _("Day")
        self.fields["people"].label = _("People")
        people = StaffMember.objects.filter(
            is_active=True, resource__is_active=True, resource__trashed_at=None
        ).order_by("name")
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
        if "address" in self.fields:
            self.fields["address"].label, self.fields["address"].required = _("Address"), False


class RepeatForm(forms.Form):
    """Whether it comes again: every so many weeks, so many times or until a day."""

    every = forms.TypedChoiceField(
        label=_("Come again"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("Once")), (1, _("Every week")), (2, _("Every 2 weeks")), (4, _("Every 4 weeks"))],
    )
    times = forms.IntegerField(
        label=_("How many times"),
        required=False,
        min_value=FEWEST_DATES,
        max_value=MOST_DATES,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    until = forms.DateField(
        label=_("Or until"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        is_open = not said.get("times") and not said.get("until")
        if said.get("every") and is_open and not self.errors:
            self.add_error("times", _("How many times, or until when?"))
        return said

    @property
    def rhythm(self) -> Rhythm:
        said = self.cleaned_data
        return Rhythm(said["every"], times=said["times"], until=said["until"])


class WalkInForm(forms.Form):
    """What they would like and for how many; a name where they say one. ``key`` makes a second press the same party."""

    service = forms.TypedChoiceField(label=_("What"))
    people = forms.IntegerField(
        label=_("People"),
        min_value=1,
        max_value=LARGEST_PARTY,
        initial=2,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "autofocus": True}),
    )
    name = forms.CharField(
        label=_("Name, if they say one"),
        max_length=LONGEST_NAME,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    place = forms.ModelChoiceField(
        Resource.objects.none(), label=_("Where"), empty_label=_("Where it fits best"), required=False
    )
    note = forms.CharField(
        label=_("Note"), max_length=LONGEST_NOTE, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Resource.objects.filter(is_active=True).order_by("kind", "position", "name")
        self.fields["place"].queryset = rows  # type: ignore[attr-defined]  # a ModelChoiceField's
        desk, service = current_desk(), cast("forms.TypedChoiceField", self.fields["service"])
        served_here = [each for each in desk.services if not each.is_visit]
        service.choices = [(each.id, called(each.name)) for each in served_here]
        service.coerce = lambda key: desk.rows[int(key)]
        if not any(each.needs_party for each in served_here):
            del self.fields["people"]

    @property
    def party_size(self) -> int:
        return self.cleaned_data.get("people", 1) if self.cleaned_data["service"].needs_party else 1


class AmendForm(forms.Form):
    """What may be changed of a booking beside its time."""

    name = forms.CharField(label=_("Name"), max_length=LONGEST_NAME)
    address = forms.CharField(
        label=_("Address"), max_length=LONGEST_ADDRESS, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    note = forms.CharField(
        label=_("Note"), max_length=LONGEST_NOTE, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    late_minutes = forms.IntegerField(label=_("Minutes late"), min_value=0, max_value=LATEST)

    def __init__(self, data: QueryDict | None, *, booking: Booking) -> None:
        said = {name: getattr(booking, name) for name in ("address", "note", "late_minutes")}
        super().__init__(data, initial={"name": booking.customer.name, **said})
        if not (booking.service.is_visit or booking.address):
            del self.fields["address"]
        if booking.status != "confirmed":
            del self.fields["late_minutes"]
