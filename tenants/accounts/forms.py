from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.contrib.auth.forms import SetPasswordForm
from django.utils.text import capfirst
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from tenants.models import Clock, User

if TYPE_CHECKING:
    NewPasswordForm = SetPasswordForm[User]
else:
    NewPasswordForm = SetPasswordForm


class AddressForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )


class PreferencesForm(forms.Form):
    """How one's own pages are shown."""

    language = forms.ChoiceField(label=_("Language"), required=False)
    clock = forms.ChoiceField(label=_("Clock"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = [(code, capfirst(get_language_info(code)["name_local"])) for code, _name in settings.LANGUAGES]
        self.fields["language"].choices = [("", _("As the browser says")), *own]  # type: ignore[attr-defined]  # its own
        self.fields["clock"].choices = [("", _("As is usual here")), *Clock.choices]  # type: ignore[attr-defined]


class JoinForm(NewPasswordForm):
    """The name and password of who accepts an invitation and has no login of their own yet."""

    name = forms.CharField(label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))

    @classmethod
    def of(cls, email: str, said: Any = None) -> JoinForm:
        return cls(User(email=email), said)
