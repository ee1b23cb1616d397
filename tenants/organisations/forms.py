"""What is said on the page of an organisation's settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from tenants.models import Business, Organisation, OrganisationMember, Role, User
from tenants.organisations.queries import candidates, could_join, members_of
from tenants.permissions import OF_ORGANISATIONS

if TYPE_CHECKING:
    UserChoice = forms.ModelChoiceField[User]
else:
    UserChoice = forms.ModelChoiceField


ROLES = {Role.OWNER: _("Owner"), Role.MANAGER: _("Manager"), Role.ANALYST: _("Analyst")}


class BeginForm(forms.Form):
    name = forms.CharField(label=_("Name of the organisation"), max_length=120)


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code"), max_length=500, widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"})
    )


class PersonChoice(UserChoice):
    def label_from_instance(self, obj: User) -> str:
        return f"{obj.name} · {obj.email}" if obj.name else obj.email


class PersonForm(forms.Form):
    """Somebody who works in one of the organisation's businesses, and the role they get in all of them."""

    user = PersonChoice(label=_("Who"), queryset=User.objects.none(), empty_label=_("Please choose"))
    role = forms.ChoiceField(label=_("Role"), choices=[(each.value, ROLES[each]) for each in OF_ORGANISATIONS])

    def __init__(self, organisation: Organisation, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].initial = Role.ANALYST
        cast("PersonChoice", self.fields["user"]).queryset = candidates(organisation)


class BusinessForm(forms.Form):
    """Another business of who says it."""

    business = forms.ChoiceField(label=_("Business"))

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.free = {each.slug: each for each in could_join(user)}
        cast("forms.ChoiceField", self.fields["business"]).choices = [
            (slug, each.name) for slug, each in self.free.items()
        ]

    def clean_business(self) -> Business:
        return self.free[self.cleaned_data["business"]]


class MemberForm(forms.Form):
    """One of its members, by the key of the row."""

    member = forms.ModelChoiceField(queryset=OrganisationMember.objects.none())

    def __init__(self, organisation: Organisation, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[OrganisationMember]", self.fields["member"]).queryset = members_of(organisation)
