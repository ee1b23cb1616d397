"""An organisation as one of its people sees it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from tenants.context import enter, public
from tenants.models import Business, OrganisationMember, User
from tenants.organisations.tallies import tallies
from tenants.permissions import Permission
from tenants.rules import permissions_of
from tenants.standing import businesses_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from tenants.bearer import KeyBearer
    from tenants.models import Organisation
    from tenants.organisations.tallies import Tally


@dataclass(frozen=True, slots=True)
class Seen:
    """A business with what the person may know of it now; ``may_enter``: they may do anything there."""

    business: Business
    may_enter: bool
    counts: list[tuple[Tally, int]]


def seen_by(user: User | KeyBearer, organisation: Organisation) -> list[Seen]:
    """All of its businesses that are open, by name: two queries each, and those of what is told."""
    found = Business.objects.filter(branch__organisation=organisation, is_suspended=False).order_by("name", "pk")
    return [_seen(user, business) for business in found]


def _seen(user: User | KeyBearer, business: Business) -> Seen:
    allowed = permissions_of(user, business.schema_name)
    with enter(business.schema_name):
        counts = [(each, each.count()) for each in tallies() if each.permission in allowed]
    return Seen(business, bool(allowed), counts)


def members_of(organisation: Organisation) -> QuerySet[OrganisationMember]:
    return organisation.members.select_related("user").order_by("user__name", "user__email")


def candidates(organisation: Organisation) -> QuerySet[User]:
    """Who may be given a role in it: people of its businesses whose address is theirs."""
    works_there = Q(memberships__business__branch__organisation=organisation)
    known = User.objects.filter(works_there, is_active=True, email_verified_at__isnull=False)
    return known.exclude(organisation_memberships__organisation=organisation).distinct().order_by("name", "email")


def could_join(user: User) -> list[Business]:
    """Businesses that the person owns themselves and that belong to no organisation."""
    with public():
        free = businesses_of(user).filter(branch=None)
        may = Permission.ORGANISATION_CHANGE
        return [each for each in free if may in permissions_of(user, each.schema_name, is_own=True)]
