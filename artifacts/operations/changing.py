"""Changing an artifact: each change is another version, and none is ever lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from artifacts.blocks import LONGEST, blocks_of
from artifacts.errors import ChangedMeanwhile, NotMadeYet, WrongText
from artifacts.events import ARTIFACT_CHANGED
from artifacts.kinds import Origin
from artifacts.live import push
from artifacts.models import LONGEST_TITLE, Artifact, Version
from tenants.deeds import done

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from tenants.actors import Actor


def edit(*, artifact_id: UUID, text: str, based_on: int, by: Actor, now: datetime) -> Version:
    """Another version with this text; the newest as it is, where it says the same already.

    ``based_on`` is the version that was edited. Raises ``WrongText``, ``NotMadeYet``, and ``ChangedMeanwhile``.
    """
    said = "\n".join(line.rstrip() for line in text.strip().splitlines())
    if not said or len(said) > LONGEST:
        raise WrongText(errors={"text": [str(WrongText.title)]})
    with transaction.atomic():
        artifact, newest = _locked(artifact_id)
        if newest.text == said:
            return newest
        if artifact.version != based_on:
            raise ChangedMeanwhile
        return _added(artifact, newest, text=said, origin=Origin.EDITED, by=by, now=now)


def restore(*, artifact_id: UUID, number: int, by: Actor, now: datetime) -> Version:
    """What an earlier version said, as another version. Raises ``NotMadeYet``, and ``Version.DoesNotExist``."""
    with transaction.atomic():
        artifact, newest = _locked(artifact_id)
        old = artifact.versions.get(number=number)
        if old.text == newest.text:
            return newest
        return _added(artifact, old, text=old.text, origin=Origin.RESTORED, by=by, now=now, restored_from=number)


def _locked(artifact_id: UUID) -> tuple[Artifact, Version]:
    artifact = Artifact.objects.select_for_update().get(pk=artifact_id)
    if not artifact.version:
        raise NotMadeYet
    return artifact, artifact.versions.get(number=artifact.version)


def _added(
    artifact: Artifact,
    like: Version,
    *,
    text: str,
    origin: Origin,
    by: Actor,
    now: datetime,
    restored_from: int | None = None,
) -> Version:
    """Its title is its first heading. Sources go on being told: what a person writes beside them is their own."""
    title = next((each.text for each in blocks_of(text) if each.kind == "heading" and each.text), like.title)
    artifact.version += 1
    artifact.title = title[:LONGEST_TITLE]
    artifact.changed_at = now
    artifact.save(update_fields=["version", "title", "changed_at"])
    version = Version.objects.create(
        artifact=artifact,
        number=artifact.version,
        title=artifact.title,
        text=text,
        sources=like.sources,
        origin=origin,
        restored_from=restored_from,
        author=by.name,
        created_by=str(by),
        created_at=now,
    )
    done(ARTIFACT_CHANGED, about=f"artifact:{artifact.pk}", by=by, detail={"version": version.number})
    push(artifact)
    return version
