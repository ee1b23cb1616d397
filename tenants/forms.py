from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import (
    UnfoldAdminCheckboxSelectMultipleWidget,
    UnfoldAdminColorInputWidget,
    UnfoldAdminEmailInputWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
)

from tenants.errors import AddressNotConfirmed, LastOwner
from tenants.limits.names import canonical_name
from tenants.models import Business, BusinessSecurity, Invitation, Membership, Role, User
from tenants.validators import validate_origins

if TYPE_CHECKING:
    from collections.abc import Mapping

    BusinessModelForm = forms.ModelForm[Business]
    InvitationModelForm = forms.ModelForm[Invitation]
    NewUserModelForm = forms.ModelForm[User]
    SecurityModelForm = forms.ModelForm[BusinessSecurity]
    PeopleOfBusiness = forms.BaseInlineFormSet[Membership, Business, forms.ModelForm[Membership]]
else:
    PeopleOfBusiness = forms.BaseInlineFormSet
    BusinessModelForm = InvitationModelForm = NewUserModelForm = SecurityModelForm = forms.ModelForm


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


class SecurityForm(SecurityModelForm):
    second_factor_roles = forms.MultipleChoiceField(
        label=_("Two-step login for these roles"),
        choices=Role.choices,
        required=False,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
        help_text=_("Where it is not asked of everybody: of whom it is."),
    )

    class Meta:
        model = BusinessSecurity
        fields = ("requires_second_factor", "second_factor_roles")


class InvitationForm(InvitationModelForm):
    class Meta:
        model = Invitation
        fields = ("email", "role")
        widgets = {"email": UnfoldAdminEmailInputWidget, "role": UnfoldAdminSelectWidget}


class NewUserForm(NewUserModelForm):
    """Nobody chooses another person's password: the link to it is mailed."""

    class Meta:
        model = User
        fields = ("email", "name")

    def clean_email(self) -> str:
        return canonical_name(self.cleaned_data["email"])


class MembershipFormSet(PeopleOfBusiness):
    """Who works in a business, as the platform changes it: under the rules its owners have."""

    def clean(self) -> None:
        super().clean()
        if any(self.errors):
            return
        for form in self.extra_forms:
            user = form.cleaned_data.get("user")
            if user is not None and not user.is_verified:
                form.add_error("user", str(AddressNotConfirmed.title))
        losing = [
            form.instance for form in self.initial_forms if is_owners(form.initial) and not is_owners(form.cleaned_data)
        ]
        gaining = [form.cleaned_data["business"] for form in self.forms if is_owners(form.cleaned_data)]
        left = Membership.objects.filter(role=Role.OWNER, user__is_active=True).exclude(
            pk__in=[row.pk for row in losing]
        )
        for row in losing:
            if row.business not in gaining and not left.filter(business=row.business).exists():
                raise forms.ValidationError(str(LastOwner.title))


def is_owners(data: Mapping[str, Any]) -> bool:
    return data.get("role") == Role.OWNER and not data.get("DELETE")
