"""What people are in businesses: members of one, or of the organisation it belongs to. ``tenants.rules`` says what that
permits.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.db.models import BooleanField, CharField, Q, Value

from tenants.models import Branch, Business, Membership, User
from tenants.permissions import ALL, OF_ROLE, Role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet


@dataclass(frozen=True, slots=True)
class Standing:
    """One role somebody has in a business; ``is_own``: by a membership of the business itself."""

    permissions: frozenset[str]
    asks_second_factor: bool
    is_own: bool


def standings_of(user: User | AnonymousUser, schema: str) -> list[Standing]:
    """In one query."""
    if not isinstance(user, User) or not user.is_active:
        return []
    own = Membership.objects.filter(user=user, business__schema_name=schema).values_list(
        "role",
        "custom_role__permissions",
        "custom_role__requires_second_factor",
        "business__requires_second_factor",
        "business__second_factor_roles",
        Value(True, output_field=BooleanField()),
    )
    by_organisation = Branch.objects.filter(organisation__members__user=user, business__schema_name=schema).values_list(
        "organisation__members__role",
        Value(None, output_field=ArrayField(CharField(max_length=40))),
        Value(False, output_field=BooleanField()),
        "business__requires_second_factor",
        "business__second_factor_roles",
        Value(False, output_field=BooleanField()),
    )
    return [
        Standing(
            permissions=ALL.intersection(chosen or ()) if role == Role.CUSTOM else OF_ROLE[role],
            asks_second_factor=bool(role_asks) or everybody or role in roles,
            is_own=is_own,
        )
        for role, chosen, role_asks, everybody, roles, is_own in own.union(by_organisation, all=True)
    ]


def businesses_of(user: User) -> QuerySet[Business]:
    """Where the person may sign in, by name; those that are closed answer nobody."""
    stands = Q(memberships__user=user) | Q(branch__organisation__members__user=user)
    found: QuerySet[Business] = Business.objects.filter(stands, is_suspended=False)
    return found.distinct().order_by("name", "pk")


def people_of(schema: str) -> QuerySet[User]:
    """Who has a role in the business, whichever way, and can sign in."""
    own = Q(memberships__business__schema_name=schema)
    by_organisation = Q(organisation_memberships__organisation__branches__business__schema_name=schema)
    return User.objects.filter(own | by_organisation, is_active=True).distinct()
