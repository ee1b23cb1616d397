"""Writes on the logins a person has elsewhere and signs in here by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from tenants.accounts.notices import Notice, post_notice
from tenants.actors import actor_of
from tenants.deeds import done
from tenants.errors import IdentityTaken
from tenants.models import Identity, User

if TYPE_CHECKING:
    from tenants.social.providers import Claims

IDENTITY_CONNECTED = "login.identity_connected"
IDENTITY_DISCONNECTED = "login.identity_disconnected"


def connect_identity(*, user: User, claims: Claims) -> Identity:
    """Let who has just proved to be the person sign in by the other login as well; they are told by mail.

    Raises ``IdentityTaken`` where it opens another login here.
    """
    with transaction.atomic():
        identity, is_new = Identity.objects.get_or_create(
            provider=claims.provider,
            subject=claims.subject,
            defaults={"user": user, "email": claims.email, "connected_at": timezone.now()},
        )
        if identity.user_id != user.pk:
            raise IdentityTaken
        if is_new:
            detail = {"provider": claims.provider}
            done(IDENTITY_CONNECTED, about=f"user:{user.pk}", by=actor_of(user), detail=detail)
            post_notice(user, Notice.CONNECTED)
    return identity


def disconnect_identity(*, user: User, identity: int) -> bool:
    """Whether there was such a one of theirs."""
    with transaction.atomic():
        gone, _rows = Identity.objects.filter(pk=identity, user=user).delete()
        if gone:
            done(IDENTITY_DISCONNECTED, about=f"user:{user.pk}", by=actor_of(user), detail={"identity": identity})
            post_notice(user, Notice.DISCONNECTED)
    return bool(gone)


def user_known_by(*, claims: Claims) -> User | None:
    """Whose login here the other opens; that it was used, and the address it has now, are kept."""
    identity = Identity.objects.select_related("user").filter(provider=claims.provider, subject=claims.subject).first()
    if identity is None or not identity.user.is_active:
        return None
    Identity.objects.filter(pk=identity.pk).update(used_at=timezone.now(), email=claims.email)
    return identity.user
