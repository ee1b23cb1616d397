"""Versions of a source: brought back from before, compared, and forgotten when there are many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max

from knowledge.errors import NothingRead
from knowledge.events import VERSION_RESTORED
from knowledge.models import Chunk, DocumentVersion, FetchedPage, Origin, ReadingState, Source
from knowledge.operations.sources import assert_has_room, remove_chunks
from tenants.deeds import done

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from tenants.actors import Actor

KEPT = 6
"""Versions of a source that is fetched: each look may make one. What is uploaded stays as long as its owner wants."""


def restore_version(*, source_id: UUID, number: int, by: Actor, now: datetime) -> DocumentVersion:
    """Go back to what it said: a new version as that one was, told once it is read to whom the source is told.

    Newer versions from where it comes are not told unasked any more: they would undo this. Raises ``NothingRead`` for
    one that was not read or is not there any more, ``TooMuchStored``.
    """
    with transaction.atomic():
        source = Source.objects.select_for_update().get(pk=source_id)
        old = source.versions.filter(number=number, state=ReadingState.READ).first()
        if old is None:
            raise NothingRead
        assert_has_room(old.size)
        latest = source.versions.aggregate(latest=Max("number"))["latest"]
        new = DocumentVersion.objects.create(
            source=source, number=latest + 1, name=old.name, content=old.content, size=old.size,
            pages_total=old.pages_total, restored_from=number, told_once_read=source.audience, decided_by=str(by),
            created_by=str(by), created_at=now,
        )  # fmt: skip
        pages = list(old.fetched.all())
        for page in pages:
            page.pk, page.version = None, new
        FetchedPage.objects.bulk_create(pages)
        Origin.objects.filter(pk=source_id).update(trusted_by="")
        done(VERSION_RESTORED, about=f"source:{source_id}", by=by, detail={"version": number, "as": new.number})
    return new


def forget_oldest(source: Source) -> None:
    """Beyond the newest, versions go with all that was read of them; what is told stays."""
    read = source.versions.filter(state=ReadingState.READ).order_by("-number").values_list("pk", flat=True)
    told = Chunk.objects.filter(source=source).exclude(audience=None).values("version")
    spare = DocumentVersion.objects.filter(pk__in=list(read[KEPT:])).exclude(pk__in=told)
    remove_chunks(Chunk.objects.filter(version__in=spare))
    spare.delete()
