"""What owners fill in about sources that are elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from knowledge.models import SourceKind
from knowledge.models.origins import LONGEST_ADDRESS, LONGEST_SECRET, LONGEST_WORD, Often
from knowledge.operations.origins import Wanted
from knowledge.operations.sources import LONGEST_TITLE

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

BOX = "border border-base-200 max-w-2xl px-3 py-2 rounded-default w-full dark:bg-base-900 dark:border-base-700"


def _line(
    label: _StrPromise, told: _StrPromise | None = None, *, is_needed: bool = False, most: int = LONGEST_WORD
) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"})
    return forms.CharField(label=label, required=is_needed, max_length=most, help_text=told or "", widget=widget)


def _secret(label: _StrPromise, *, is_needed: bool) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=is_needed,
        max_length=LONGEST_SECRET,
        strip=False,
        help_text=_("It is kept sealed, shown to nobody, and sent to this server alone."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class OriginForm(forms.Form):
    """What all kinds have in common; ``kind`` is the class's, as is the address."""

    kind: SourceKind
    title = _line(_("Title"), _("Customers see it."), most=LONGEST_TITLE)
    often = forms.ChoiceField(
        label=_("Look at it again"), choices=Often.choices, required=False, help_text=_("At night.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["class"] = BOX

    def wanted(self) -> Wanted:
        return Wanted(kind=self.kind, **self.cleaned_data)


class WebForm(OriginForm):
    kind = SourceKind.WEB
    address = _line(
        _("Address"),
        _("Of one page, or of a site map such as https://example.com/sitemap.xml: up to 200 of its pages."),
        is_needed=True,
        most=LONGEST_ADDRESS,
    )
    field_order = ("address", "title", "often")


class FeedForm(OriginForm):
    kind = SourceKind.FEED
    address = _line(_("Address"), _("Where the JSON is."), is_needed=True, most=LONGEST_ADDRESS)
    items_at = _line(
        _("Where the items are"),
        _("The path to the list, such as data.rooms; empty where the list is all there is."),
    )
    title_at = _line(_("What an item is called by"), _("A path within the item, such as name."))
    taken = forms.CharField(
        label=_("What is taken of each"),
        required=False,
        max_length=2_000,
        help_text=_("A line each, with a label and a path: Price = price.night"),
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
    )
    header = _line(_("Header"), _("Where the server wants to know who asks, such as Authorization."))
    secret = _secret(_("Its value"), is_needed=False)
    field_order = ("address", "title", "items_at", "title_at", "taken", "header", "secret", "often")


class MailboxForm(OriginForm):
    kind = SourceKind.MAILBOX
    address = _line(
        _("Server"),
        _("Its name, such as imap.example.com; with a port where it is not 993."),
        is_needed=True,
        most=LONGEST_ADDRESS,
    )
    user = _line(_("User"), is_needed=True)
    secret = _secret(_("Password"), is_needed=True)
    folder = _line(
        _("Folder"),
        _("Empty for the inbox. The newest 100 mails are read, with what is attached, and stay as they are."),
    )
    field_order = ("address", "user", "secret", "folder", "title", "often")


FORMS: dict[str, type[OriginForm]] = {form.kind.value: form for form in (WebForm, FeedForm, MailboxForm)}
