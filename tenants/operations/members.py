"""Who works in a business: invited by mail, accepted by who reads it, given another role, removed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from tenants.accounts.links import INVITATION, INVITATION_LIFETIME
from tenants.accounts.post import post_invitation
from tenants.actors import actor_of
from tenants.context import current_business, current_schema
from tenants.deeds import done
from tenants.errors import AddressNotConfirmed, LastOwner, NoSeatLeft, TokenForged
from tenants.limits.names import canonical_name
from tenants.models import (
    Business,
    CustomRole,
    Invitation,
    Membership,
    Role,
    User,
    new_nonce,
    permissions_of_role,
)
from tenants.operations.accounts import choose_password
from tenants.operations.roles import assert_has_all
from tenants.provisioning.steps import rights_changed
from tenants.rules import permissions_of
from tenants.signing import unsign

if TYPE_CHECKING:
    from tenants.actors import Actor

MEMBER_ADDED = "member.added"
MEMBER_REMOVED = "member.removed"
MEMBER_INVITED = "member.invited"
INVITATION_ACCEPTED = "invitation.accepted"
SEATS = "seats"
"""Among the limits of a business: how many may work there."""


def add_member(*, business: Business, user: User, role: str | CustomRole, by: Actor) -> Membership:
    """Give the user the role in the business, replacing an earlier one.

    Raises ``AddressNotConfirmed`` for a login that may be anybody's, unless it is theirs who act; ``LastOwner``;
    ``MoreThanOwn`` where who acts may do less than the new role or the earlier one, but in a business that is new.
    """
    if not user.is_verified and by.id != str(user.pk):
        raise AddressNotConfirmed
    earlier = business.memberships.select_related("custom_role").filter(user=user).first()
    if business.memberships.exists():
        had = earlier.permissions if earlier else frozenset()
        assert_has_all(by=by, business=business, permissions=had | permissions_of_role(role))
    with transaction.atomic():
        membership = _give_role(business, user, role)
        told_of(MEMBER_ADDED, business, f"user:{user.pk}", by=by, role=role)
    return membership


def remove_member(*, membership: Membership, by: Actor) -> None:
    """End a membership; raises ``LastOwner`` where nobody could run the business any more, ``MoreThanOwn``."""
    assert_has_all(by=by, business=membership.business, permissions=membership.permissions)
    with transaction.atomic():
        _keep_an_owner(membership.business, but=membership.user)
        membership.delete()
        told_of(MEMBER_REMOVED, membership.business, f"user:{membership.user_id}", by=by, role=membership.role)
        transaction.on_commit(partial(rights_changed, membership.business))


def told_of(deed: str, business: Business, about: str, *, by: Actor, role: str | CustomRole) -> None:
    """Rights in a business are told in it, whoever gives them and wherever."""
    done(deed, about=about, by=by, schema=business.schema_name, detail={"role": str(role)})


def _columns(role: str | CustomRole) -> dict[str, Any]:
    is_own = isinstance(role, CustomRole)
    return {"role": Role.CUSTOM if is_own else role, "custom_role": role if is_own else None}


def _give_role(business: Business, user: User, role: str | CustomRole) -> Membership:
    with transaction.atomic():
        if role != Role.OWNER:
            _keep_an_owner(business, but=user)
        transaction.on_commit(partial(rights_changed, business))
        return Membership.objects.update_or_create(business=business, user=user, defaults=_columns(role))[0]


def _keep_an_owner(business: Business, *, but: User) -> None:
    """Raise ``LastOwner`` where the user is the only one. Changes of a business's people queue on its row."""
    Business.objects.select_for_update(no_key=True).get(pk=business.pk)
    owners = Membership.objects.filter(business=business, role=Role.OWNER, user__is_active=True)
    if owners.filter(user=but).exists() and not owners.exclude(user=but).exists():
        raise LastOwner


def invite_member(*, business: Business, email: str, role: str | CustomRole, by: Actor) -> Invitation:
    """Mail an invitation to the role; it grants nothing before who reads that mail accepts. An earlier one is void.

    What is done and told is the same whether there is a login with the address or not. Raises ``AddressNotConfirmed``
    for staff whose own address is not: mails to strangers go out in a name that must be somebody's. Raises
    ``MoreThanOwn``, and ``NoSeatLeft`` where as many work here, or are invited, as may.
    """
    inviter = User.objects.get(pk=by.id) if by.kind == "staff" else None
    if inviter is not None and not inviter.is_verified:
        raise AddressNotConfirmed
    assert_has_all(by=by, business=business, permissions=permissions_of_role(role))
    _assert_has_seat(business, canonical_name(email))
    offer = {**_columns(role), "invited_by": inviter, "nonce": new_nonce(), "sent_at": timezone.now()}
    with transaction.atomic():
        invitation, _is_new = Invitation.objects.update_or_create(
            business=business, email=canonical_name(email), defaults=offer
        )
        told_of(MEMBER_INVITED, business, f"invitation:{invitation.pk}", by=by, role=role)
        post_invitation(invitation)
    return invitation


def _assert_has_seat(business: Business, email: str) -> None:
    most = business.most_of(SEATS)
    if most is None:
        return
    waiting = Invitation.objects.filter(business=business, sent_at__gt=timezone.now() - INVITATION_LIFETIME)
    if business.memberships.count() + waiting.exclude(email=email).count() >= most:
        raise NoSeatLeft


def open_invitation(token: str) -> Invitation:
    """The invitation of this host's business that the mailed token opens. Raises ``TokenForged``, ``TokenExpired``."""
    payload = unsign(INVITATION, token)
    open_ones = Invitation.objects.filter(business=current_business(), sent_at__gt=timezone.now() - INVITATION_LIFETIME)
    found = open_ones.filter(pk=payload["invitation"], nonce=payload["nonce"])
    invitation = found.select_related("business", "custom_role", "invited_by").first()
    if invitation is None or not invitation.is_for_somebody or not _is_still_offered(invitation):
        raise TokenForged
    return invitation


def _is_still_offered(invitation: Invitation) -> bool:
    """Whether who invited may still give that role: what somebody offered before they went is not theirs to give."""
    inviter = invitation.invited_by
    return inviter is None or permissions_of(inviter, current_schema()).issuperset(invitation.permissions)


def accept_invitation(*, token: str, password: str = "", name: str = "") -> Membership:
    """Let who holds the mailed token in, once. Raises as ``open_invitation``, and ``LastOwner``.

    A login that is proved already keeps its password and gains the role; any other becomes theirs, by the password
    they choose now.
    """
    with transaction.atomic():
        invitation = open_invitation(token)
        if not Invitation.objects.select_for_update().filter(pk=invitation.pk, nonce=invitation.nonce).exists():
            raise TokenForged
        user = invitation.addressee or User.objects.create_user(invitation.email)
        if not user.is_verified:
            choose_password(user=user, password=password, name=name)
        membership = _give_role(invitation.business, user, invitation.custom_role or invitation.role)
        about = f"user:{user.pk}"
        told_of(INVITATION_ACCEPTED, membership.business, about, by=actor_of(user), role=membership.role)
        invitation.delete()
    return membership
