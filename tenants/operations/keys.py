"""Writes on the keys a business gives to its programs. The key itself is returned once and kept nowhere."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from tenants.deeds import done
from tenants.errors import KeyEnded, MoreThanOwn, TierTooLarge
from tenants.keys import PREFIX_BYTES, SECRET_BYTES, Tier, digest_of, is_within, written
from tenants.models import ApiKey
from tenants.operations.roles import assert_has_all
from tenants.permissions import NOT_FOR_KEYS

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from tenants.actors import Actor
    from tenants.models import Business

KEY_MADE = "api_key.made"
KEY_ROTATED = "api_key.rotated"
KEY_ENDED = "api_key.ended"
NO_OVERLAP = timedelta(0)


class MadeKey(NamedTuple):
    row: ApiKey
    key: str


def make_key(
    *,
    business: Business,
    name: str,
    permissions: Collection[str],
    tier: str,
    expires_at: datetime | None,
    by: Actor,
) -> MadeKey:
    """Make a key with the rights; it has those of them that who makes it has at each use.

    Raises ``MoreThanOwn``, ``TierTooLarge``.
    """
    assert_has_all(by=by, business=business, permissions=permissions)
    if not NOT_FOR_KEYS.isdisjoint(permissions):
        raise MoreThanOwn
    if not is_within(tier, business.api_tier):
        raise TierTooLarge
    row = ApiKey(
        business=business,
        schema=business.schema_name,
        name=name,
        permissions=sorted(permissions),
        tier=tier,
        made_by_id=int(by.id),
        expires_at=expires_at,
    )
    with transaction.atomic():
        made = _new(row)
        _tell(KEY_MADE, made.row, by=by, permissions=made.row.permissions, tier=str(tier))
    return made


def rotate_key(*, key: ApiKey, overlap: timedelta = NO_OVERLAP, by: Actor) -> MadeKey:
    """Make another in the key's place, for who acts; the old one is good for ``overlap`` more, or not any more.

    Raises ``KeyEnded``, ``MoreThanOwn``.
    """
    now = timezone.now()
    with transaction.atomic():
        old = ApiKey.objects.select_for_update().select_related("business").get(pk=key.pk)
        if not old.is_good(now):
            raise KeyEnded
        assert_has_all(by=by, business=old.business, permissions=old.permissions)
        made = _new(
            ApiKey(
                business=old.business,
                schema=old.schema,
                name=old.name,
                permissions=old.permissions,
                tier=Tier(old.tier) if is_within(old.tier, old.business.api_tier) else old.business.api_tier,
                made_by_id=int(by.id),
                expires_at=old.expires_at and now + (old.expires_at - old.created_at),
                replaces=old,
            )
        )
        until = now + overlap
        old.expires_at = min(old.expires_at or until, until)
        old.ended_at = None if overlap else now
        old.save(update_fields=["expires_at", "ended_at"])
        _tell(KEY_ROTATED, made.row, by=by, old=old.prefix)
    return made


def end_key(*, key: ApiKey, by: Actor) -> None:
    """From now on it opens nothing."""
    with transaction.atomic():
        if ApiKey.objects.filter(pk=key.pk, ended_at=None).update(ended_at=timezone.now()):
            _tell(KEY_ENDED, key, by=by)


def _tell(deed: str, key: ApiKey, *, by: Actor, **detail: Any) -> None:
    done(deed, about=f"apikey:{key.prefix}", by=by, schema=key.schema, detail=detail)


def _new(row: ApiKey) -> MadeKey:
    row.prefix = secrets.token_hex(PREFIX_BYTES)
    key = written(row.prefix, secrets.token_urlsafe(SECRET_BYTES))
    row.digest = digest_of(key)
    row.save(force_insert=True)
    return MadeKey(row, key)
