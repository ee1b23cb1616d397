"""Writes on a person's passkeys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone

from tenants.accounts.notices import Notice, post_notice
from tenants.actors import actor_of
from tenants.deeds import done
from tenants.errors import PasskeyRefused
from tenants.models import Passkey

if TYPE_CHECKING:
    from tenants.models import User

PASSKEY_ADDED = "login.passkey_added"
PASSKEY_REMOVED = "login.passkey_removed"


def add_passkey(*, user: User, passkey: Passkey, name: str) -> Passkey:
    """Keep the passkey the person's device has made; they are told. Raises ``PasskeyRefused`` for a known one."""
    passkey.user, passkey.name, passkey.created_at = user, name, timezone.now()
    try:
        with transaction.atomic():
            passkey.save(force_insert=True)
            done(PASSKEY_ADDED, about=f"user:{user.pk}", by=actor_of(user), detail={"passkey": passkey.pk})
            post_notice(user, Notice.PASSKEY_ADDED)
    except IntegrityError as error:
        raise PasskeyRefused from error
    return passkey


def remove_passkey(*, user: User, passkey: int) -> bool:
    """Whether there was such a one of theirs."""
    with transaction.atomic():
        gone, _rows = Passkey.objects.filter(pk=passkey, user=user).delete()
        if gone:
            done(PASSKEY_REMOVED, about=f"user:{user.pk}", by=actor_of(user), detail={"passkey": passkey})
            post_notice(user, Notice.PASSKEY_REMOVED)
    return bool(gone)


def note_passkey_used(*, passkey: Passkey, sign_count: int) -> None:
    Passkey.objects.filter(pk=passkey.pk).update(sign_count=sign_count, used_at=timezone.now())
