from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth.forms import SetPasswordForm
from django.utils.translation import gettext_lazy as _

from tenants.models import User

if TYPE_CHECKING:
    NewPasswordForm = SetPasswordForm[User]
else:
    NewPasswordForm = SetPasswordForm


class AddressForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )


class JoinForm(NewPasswordForm):
    """The name and password of who accepts an invitation and has no login of their own yet."""

    name = forms.CharField(label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))

    @classmethod
    def of(cls, email: str, said: Any = None) -> JoinForm:
        return cls(User(email=email), said)
