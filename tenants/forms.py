from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth.forms import AdminUserCreationForm
from django.utils.translation import gettext_lazy as _
from unfold.widgets import (
    UnfoldAdminColorInputWidget,
    UnfoldAdminEmailInputWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
)

from tenants.models import Business, Membership, User
from tenants.validators import validate_origins

if TYPE_CHECKING:
    BusinessModelForm = forms.ModelForm[Business]
    MembershipModelForm = forms.ModelForm[Membership]
    NewUserForm = AdminUserCreationForm[User]
else:
    BusinessModelForm = MembershipModelForm = forms.ModelForm
    NewUserForm = AdminUserCreationForm


class OriginsField(forms.CharField):
    """A list of sites, one a line."""

    widget = UnfoldAdminTextareaWidget(attrs={"rows": 3})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        origins = [line.strip().rstrip("/") for line in (value or "").splitlines() if line.strip()]
        validate_origins(origins)
        return origins


class BusinessForm(BusinessModelForm):
    allowed_origins = OriginsField(
        label=_("Sites that show the widget"),
        required=False,
        help_text=_("One a line, such as https://www.example.com. Your own address is always allowed."),
    )

    class Meta:
        model = Business
        exclude = ("schema_name",)  # the admin's fieldsets say which fields are shown
        widgets = {"brand_colour": UnfoldAdminColorInputWidget}


class InvitationForm(MembershipModelForm):
    email = forms.EmailField(label=_("E-mail"), widget=UnfoldAdminEmailInputWidget)

    class Meta:
        model = Membership
        fields = ("role",)
        widgets = {"role": UnfoldAdminSelectWidget}


class UserCreationForm(NewUserForm):
    class Meta:
        model = User
        fields = ("email", "name")
