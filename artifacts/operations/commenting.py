"""What is said of a version, by who works here or by a link, and that it is settled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from artifacts.errors import ReadOnly, TooManyArtifacts, WrongText
from artifacts.events import COMMENTED
from artifacts.kinds import Rights
from artifacts.live import push
from artifacts.models import LONGEST_NAME, Artifact, Comment
from tenants.actors import Actor
from tenants.deeds import done

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from artifacts.models import Share, Version

LONGEST_COMMENT, MOST_COMMENTS = 2_000, 500


def comment(*, version: Version, text: str, by: Actor, now: datetime, share: Share | None = None) -> Comment:
    """Raises ``WrongText`` for none or too much of it, ``TooManyArtifacts`` where there are 500 already."""
    said = text.strip()
    if not said or len(said) > LONGEST_COMMENT:
        raise WrongText(errors={"text": [str(WrongText.title)]})
    with transaction.atomic():
        artifact = Artifact.objects.select_for_update().get(pk=version.artifact_id)
        if artifact.comments.count() >= MOST_COMMENTS:
            raise TooManyArtifacts
        made = Comment.objects.create(
            artifact=artifact,
            version=version,
            share=share,
            text=said,
            author=by.name[:LONGEST_NAME],
            created_by=str(by),
            created_at=now,
        )
        done(COMMENTED, about=f"artifact:{artifact.pk}", by=by, detail={"version": version.number})
        push(artifact)
    return made


def comment_by_link(*, share: Share, text: str, name: str, now: datetime) -> Comment:
    """Of the newest version. ``name`` is what whoever has the link calls themselves. Raises ``ReadOnly`` besides."""
    if share.rights != Rights.COMMENT:
        raise ReadOnly
    version = share.artifact.versions.get(number=share.artifact.version)
    by = Actor("customer", f"share:{share.pk}", " ".join(name.split())[:LONGEST_NAME])
    return comment(version=version, text=text, by=by, now=now, share=share)


def settle(*, artifact_id: UUID, comment_id: int, by: Actor, now: datetime) -> Comment:
    """It is resolved; one that is stays with who did it first. Raises ``Comment.DoesNotExist``."""
    with transaction.atomic():
        found = Comment.objects.select_for_update().get(pk=comment_id, artifact=artifact_id)
        if found.resolved_at is None:
            found.resolved_at, found.resolved_by = now, by.name
            found.save(update_fields=["resolved_at", "resolved_by"])
            push(found.artifact)
    return found
