"""Links to an artifact for people outside: made, and closed."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from artifacts.errors import NotForEverybody, NotMadeYet
from artifacts.events import ARTIFACT_SHARED, SHARE_REVOKED
from artifacts.models import Artifact, Share
from artifacts.queries import hash_of
from artifacts.sources import from_json
from knowledge.models import Audience
from tenants.deeds import done

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from artifacts.kinds import Rights
    from tenants.actors import Actor

DAYS = (1, 7, 30, 90)
"""A link may be open for; there is none that never ends."""
TOKEN_BYTES = 24


def share(*, artifact_id: UUID, rights: Rights, days: int, by: Actor, now: datetime) -> tuple[Share, str]:
    """The link's row, and its token, which is told this once.

    Raises ``NotMadeYet``, and ``NotForEverybody`` where a version quotes a document that is for some people only: a
    link does not tell more people than whoever approved it has.
    """
    token = secrets.token_urlsafe(TOKEN_BYTES)
    with transaction.atomic():
        artifact = Artifact.objects.select_for_update().get(pk=artifact_id)
        if not artifact.version:
            raise NotMadeYet
        newest = artifact.versions.get(number=artifact.version)
        if any(each.audience != Audience.PUBLIC for each in from_json(newest.sources)):
            raise NotForEverybody
        made = Share.objects.create(
            artifact=artifact,
            token_hash=hash_of(token),
            rights=rights,
            expires_at=now + timedelta(days=days),
            author=by.name,
            created_by=str(by),
            created_at=now,
        )
        done(ARTIFACT_SHARED, about=f"artifact:{artifact.pk}", by=by, detail={"rights": str(rights), "days": days})
    return made, token


def revoke(*, artifact_id: UUID, share_id: UUID, by: Actor, now: datetime) -> Share:
    """It opens nothing from now on; one that was revoked stays so. Raises ``Share.DoesNotExist``."""
    with transaction.atomic():
        found = Share.objects.select_for_update().get(pk=share_id, artifact=artifact_id)
        if found.revoked_at is None:
            found.revoked_at = now
            found.save(update_fields=["revoked_at"])
            done(SHARE_REVOKED, about=f"artifact:{artifact_id}", by=by)
    return found
