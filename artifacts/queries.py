"""What can be asked about sessions and artifacts, by who asks."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from artifacts.errors import LinkClosed
from artifacts.models import Artifact, Attachment, Exchange, Session, Share
from artifacts.rules import may_see
from knowledge.rules import audience_of

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from django.db.models import QuerySet

MOST_SHOWN = 100


def artifacts_for(permissions: Collection[str]) -> QuerySet[Artifact]:
    """Those of which one may see what they hold, changed last first."""
    return Artifact.objects.filter(needs__contained_by=sorted(permissions)).order_by("-changed_at", "-pk")


def with_open_comments(artifacts: QuerySet[Artifact]) -> QuerySet[Artifact]:
    """With ``open_comments``: how many nobody has resolved."""
    return artifacts.annotate(open_comments=Count("comments", filter=Q(comments__resolved_at=None)))


def sessions_of(member: int) -> QuerySet[Session]:
    """Theirs alone, the newest first."""
    return Session.objects.filter(member_id=member).order_by("-last_at", "-pk")


def exchanges_of(session: Session, permissions: Collection[str]) -> list[Exchange]:
    """The newest, in the order said; without what one may not be told any more, by documents or of what was made."""
    audience = audience_of(permissions)
    newest = session.exchanges.select_related("artifact").order_by("-number")[:MOST_SHOWN]
    return [
        each
        for each in reversed(newest)
        if all(source["audience"] <= audience for source in each.sources)
        and (each.artifact is None or may_see(each.artifact.needs, permissions))
    ]


def attachments_of(session: Session) -> QuerySet[Attachment]:
    """Without their files."""
    return session.attachments.defer("content").order_by("created_at", "pk")


def hash_of(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def open_shares(now: datetime) -> QuerySet[Share]:
    return Share.objects.filter(revoked_at=None, expires_at__gt=now)


def share_opened_by(token: str, *, now: datetime) -> Share:
    """With its artifact. Raises ``LinkClosed`` for one that was revoked, has run out or never was."""
    found = open_shares(now).select_related("artifact").filter(token_hash=hash_of(token)).first()
    if found is None or not found.artifact.version:
        raise LinkClosed
    return found
