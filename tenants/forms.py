from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import (
    UnfoldAdminCheckboxSelectMultipleWidget,
    UnfoldAdminColorInputWidget,
    UnfoldAdminEmailInputWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextInputWidget,
)

from tenants.context import current_business
from tenants.errors import AddressNotConfirmed, LastOwner
from tenants.limits.names import canonical_name
from tenants.lines import LinesField
from tenants.models import ApiKey, Business, BusinessSecurity, CustomRole, Invitation, Membership, Role, User
from tenants.permissions import NOT_FOR_KEYS, Permission
from tenants.validators import validate_origins

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    BusinessModelForm = forms.ModelForm[Business]
    NewUserModelForm = forms.ModelForm[User]
    SecurityModelForm = forms.ModelForm[BusinessSecurity]
    ApiKeyModelForm = forms.ModelForm[ApiKey]
    CustomRoleModelForm = forms.ModelForm[CustomRole]
    PeopleOfBusiness = forms.BaseInlineFormSet[Membership, Business, forms.ModelForm[Membership]]
else:
    PeopleOfBusiness = forms.BaseInlineFormSet
    ApiKeyModelForm = BusinessModelForm = CustomRoleModelForm = NewUserModelForm = SecurityModelForm = forms.ModelForm


class OriginsField(LinesField):
    """A list of sites."""

    default_validators = [validate_origins]

    def to_python(self, value: Any) -> Any:
        return [line.rstrip("/") for line in super().to_python(value)]


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


def fixed_roles() -> list[tuple[str, Any]]:
    return [(role.value, role.label) for role in Role if role is not Role.CUSTOM]


class SecurityForm(SecurityModelForm):
    second_factor_roles = forms.MultipleChoiceField(
        label=_("Two-step login for these roles"),
        choices=fixed_roles,
        required=False,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
        help_text=_("Where it is not asked of everybody: of whom it is."),
    )

    class Meta:
        model = BusinessSecurity
        fields = ("requires_second_factor", "second_factor_roles")


class RoleForm(forms.ModelForm):  # type: ignore[type-arg]  # of what has a role
    """One of the fixed roles or of those the host's business has made, as one choice."""

    role = forms.ChoiceField(label=_("Role"), widget=UnfoldAdminSelectWidget)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "role" in self.fields:
            self.own = {f"{Role.CUSTOM}:{role.pk}": role for role in current_business().custom_roles.order_by("name")}
            own = [(key, role.name) for key, role in self.own.items()]
            cast("forms.ChoiceField", self.fields["role"]).choices = [*fixed_roles(), *own]
            if held := self.instance.custom_role_id:
                self.initial["role"] = f"{Role.CUSTOM}:{held}"

    def clean_role(self) -> str:
        chosen: str = self.cleaned_data["role"]
        self.instance.custom_role = self.own.get(chosen)
        return Role.CUSTOM if chosen in self.own else chosen


class MembershipForm(RoleForm):
    class Meta:
        model = Membership
        fields = ("role",)


class InvitationForm(RoleForm):
    class Meta:
        model = Invitation
        fields = ("email", "role")
        widgets = {"email": UnfoldAdminEmailInputWidget}


class CustomRoleForm(CustomRoleModelForm):
    permissions = forms.MultipleChoiceField(
        label=_("Permissions"), choices=Permission.choices, widget=UnfoldAdminCheckboxSelectMultipleWidget
    )

    class Meta:
        model = CustomRole
        fields = ("name", "permissions", "requires_second_factor")

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if current_business().custom_roles.filter(name__iexact=name).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("There is a role of this name already."))
        return name


class ApiKeyForm(ApiKeyModelForm):
    """What a program may do: the permissions people have, but for those that decide who gets in."""

    permissions = forms.MultipleChoiceField(
        label=_("Permissions"),
        choices=[(each.value, each.label) for each in Permission if each not in NOT_FOR_KEYS],
        required=False,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
        help_text=_("What everybody may ask, such as free times, needs none: there a key has its own limit."),
    )
    lifetime = forms.TypedChoiceField(
        label=_("Good for"),
        coerce=int,
        choices=[("30", _("30 days")), ("90", _("90 days")), ("365", _("a year")), ("0", _("until it is ended"))],
        initial="365",
        widget=UnfoldAdminSelectWidget,
    )

    class Meta:
        model = ApiKey
        fields = ("name", "permissions", "tier")
        widgets = {"name": UnfoldAdminTextInputWidget, "tier": UnfoldAdminSelectWidget}

    def expires_at(self, now: datetime) -> datetime | None:
        days: int = self.cleaned_data["lifetime"]
        return now + timedelta(days=days) if days else None


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
