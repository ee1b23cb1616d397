"""What organisations are made of: which businesses belong to one, and who has a role in all of them.

A business comes and goes by the word of one who owns it as its own member. Whoever it is given to or taken from, it
keeps the owners it has (``members``): an organisation adds people to it and takes none away.
"""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from tenants.context import PUBLIC, public
from tenants.deeds import done
from tenants.errors import (
    AddressNotConfirmed,
    InOrganisation,
    InvalidOrganisation,
    LastOrganisationOwner,
    MoreThanOwn,
    OrganisationFull,
    TokenForged,
)
from tenants.models import Branch, Business, Organisation, OrganisationMember, Role, User, new_nonce
from tenants.permissions import Permission
from tenants.plain import is_one_line
from tenants.provisioning.steps import rights_changed
from tenants.rules import permissions_of
from tenants.signing import sign, unsign

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tenants.actors import Actor

JOINED, LEFT = "organisation.joined", "organisation.left"
BEGUN, ENDED, CODE_MADE = "organisation.begun", "organisation.ended", "organisation.code_made"
MEMBER_ADDED, MEMBER_REMOVED = "organisation.member_added", "organisation.member_removed"
CODE, CODE_LIFETIME = "organisation", timedelta(days=3)
MOST_BRANCHES = 100
"""Businesses of one organisation: its page looks into each."""


def begin_organisation(*, name: str, business: Business, owner: User, by: Actor) -> Organisation:
    """Make an organisation of the business. Raises ``InvalidOrganisation`` where the name will not do,
    ``AddressNotConfirmed``, ``MoreThanOwn`` and ``InOrganisation``.
    """
    organisation = Organisation(name=name.strip())
    try:
        organisation.full_clean()
    except ValidationError as error:
        raise InvalidOrganisation(errors=error.message_dict) from error
    if not is_one_line(organisation.name):
        raise InvalidOrganisation
    _assert_proved(owner)
    with public(), transaction.atomic():
        _assert_is_theirs(business, by)
        organisation.save()
        OrganisationMember.objects.create(organisation=organisation, user=owner, role=Role.OWNER)
        _let_in(organisation, business, by)
        _tell(BEGUN, organisation, [], f"organisation:{organisation.pk}", by=by)
    return organisation


def make_code(*, organisation: Organisation, by: Actor) -> str:
    """What another business's owner joins by, for three days; an earlier one is void. Raises ``MoreThanOwn``."""
    with public(), transaction.atomic():
        _assert_runs(organisation, by)
        organisation.nonce = new_nonce()
        organisation.save(update_fields=["nonce"])
        _tell(CODE_MADE, organisation, [], f"organisation:{organisation.pk}", by=by)
        return sign(CODE, {"organisation": organisation.pk, "nonce": organisation.nonce}, lifetime=CODE_LIFETIME)


def organisation_of(code: str) -> Organisation:
    """Which organisation the code lets a business into. Raises ``TokenForged``, ``TokenExpired``."""
    with public():
        payload = unsign(CODE, code.strip())
        found = Organisation.objects.filter(pk=payload["organisation"], nonce=payload["nonce"]).first()
    if found is None:
        raise TokenForged
    return found


def join_by_code(*, code: str, business: Business, by: Actor) -> Branch:
    """As ``join_organisation``, for an owner who has no part in the organisation but its code; which is used up."""
    with public(), transaction.atomic():
        organisation = _locked(organisation_of(code))
        organisation_of(code)  # whoever was faster has used it up
        organisation.nonce = new_nonce()
        organisation.save(update_fields=["nonce"])
        return _join(organisation, business, by)


def join_organisation(*, organisation: Organisation, business: Business, by: Actor) -> Branch:
    """Let the business belong to the organisation that who acts runs too.

    Raises ``MoreThanOwn`` for who does not own the business themselves, or does not run the organisation,
    ``InOrganisation`` and ``OrganisationFull``.
    """
    with public(), transaction.atomic():
        _assert_runs(organisation, by)
        return _join(_locked(organisation), business, by)


def leave_organisation(*, business: Business, by: Actor) -> None:
    """End what the organisation's people may do in the business. Raises ``MoreThanOwn`` for who does not own it
    themselves. An organisation that nothing belongs to any more is gone.
    """
    with public(), transaction.atomic():
        _assert_is_theirs(business, by)
        branch = Branch.objects.select_related("organisation").filter(business=business).first()
        if branch is not None:
            organisation = _locked(branch.organisation)
            branch.delete()
            _tell(LEFT, organisation, [business], f"organisation:{organisation.pk}", by=by)
            end_if_empty(organisation, by=by)


def end_if_empty(organisation: Organisation, *, by: Actor) -> None:
    """Nobody could reach it any more."""
    if not organisation.branches.exists():
        _tell(ENDED, organisation, [], f"organisation:{organisation.pk}", by=by)
        organisation.delete()


def add_organisation_member(*, organisation: Organisation, user: User, role: str, by: Actor) -> OrganisationMember:
    """Give the user the role in the organisation and each of its businesses, replacing an earlier one.

    Raises ``MoreThanOwn`` for who does not run it, ``AddressNotConfirmed`` for a login that may be anybody's, and
    ``LastOrganisationOwner``.
    """
    _assert_proved(user)
    with public(), transaction.atomic():
        _assert_runs(organisation, by)
        _locked(organisation)
        if role != Role.OWNER:
            _keep_an_owner(organisation, but=user)
        member, _is_new = OrganisationMember.objects.update_or_create(
            organisation=organisation, user=user, defaults={"role": role}
        )
        _tell(MEMBER_ADDED, organisation, _branches(organisation), f"user:{user.pk}", by=by, role=role)
    return member


def remove_organisation_member(*, member: OrganisationMember, by: Actor) -> None:
    """End the role, at once in all of the businesses. Raises ``LastOrganisationOwner``, and ``MoreThanOwn`` for who
    does not run it, unless they go themselves.
    """
    organisation = member.organisation
    with public(), transaction.atomic():
        if by.id != str(member.user_id):
            _assert_runs(organisation, by)
        _locked(organisation)
        _keep_an_owner(organisation, but=member.user)
        member.delete()
        about = f"user:{member.user_id}"
        _tell(MEMBER_REMOVED, organisation, _branches(organisation), about, by=by, role=member.role)


def runs(user: User, organisation: Organisation) -> bool:
    """Whether the person is one of its owners."""
    return organisation.members.filter(user=user, user__is_active=True, role=Role.OWNER).exists()


def _join(organisation: Organisation, business: Business, by: Actor) -> Branch:
    _assert_is_theirs(business, by)
    if organisation.branches.count() >= MOST_BRANCHES:
        raise OrganisationFull
    return _let_in(organisation, business, by)


def _let_in(organisation: Organisation, business: Business, by: Actor) -> Branch:
    """One organisation at most, also of two at once: the second waits for the first, and finds it."""
    branch, is_new = Branch.objects.get_or_create(business=business, defaults={"organisation": organisation})
    if not is_new:
        raise InOrganisation
    _tell(JOINED, organisation, [business], f"organisation:{organisation.pk}", by=by)
    return branch


def _assert_proved(user: User) -> None:
    if not user.is_verified:
        raise AddressNotConfirmed


def _assert_is_theirs(business: Business, by: Actor) -> None:
    """Raise ``MoreThanOwn`` where one who acts for themselves does not own the business as its own member."""
    if by.kind != "staff":
        return
    own = permissions_of(User.objects.get(pk=by.id), business.schema_name, is_own=True)
    if Permission.ORGANISATION_CHANGE not in own:
        raise MoreThanOwn


def _assert_runs(organisation: Organisation, by: Actor) -> None:
    if by.kind == "staff" and not runs(User.objects.get(pk=by.id), organisation):
        raise MoreThanOwn


def _keep_an_owner(organisation: Organisation, *, but: User) -> None:
    owners = organisation.members.filter(role=Role.OWNER, user__is_active=True)
    if owners.filter(user=but).exists() and not owners.exclude(user=but).exists():
        raise LastOrganisationOwner


def _locked(organisation: Organisation) -> Organisation:
    """Changes of an organisation queue on its row. Raises ``TokenForged`` where it has gone meanwhile."""
    found = Organisation.objects.select_for_update(no_key=True).filter(pk=organisation.pk).first()
    if found is None:
        raise TokenForged
    return found


def _branches(organisation: Organisation) -> list[Business]:
    return list(Business.objects.filter(branch__organisation=organisation))


def _tell(
    deed: str, organisation: Organisation, businesses: Iterable[Business], about: str, *, by: Actor, role: str = ""
) -> None:
    """In each of the businesses, whose people's rights it changes, and on the platform."""
    detail = {"organisation": organisation.pk, **({"role": str(role)} if role else {})}
    done(deed, about=about, by=by, schema=PUBLIC, detail=detail)
    for business in businesses:
        done(deed, about=about, by=by, schema=business.schema_name, detail=detail)
        transaction.on_commit(partial(rights_changed, business))
