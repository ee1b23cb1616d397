"""A source from upload to deletion: taken in, read in a task, approved for an audience, deleted with all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.db.models import Max, Sum

from knowledge.errors import DocumentNotRead, NothingRead, TooManySources, TooMuchStored, too_large
from knowledge.events import SOURCE_ADDED, SOURCE_APPROVED, SOURCE_DELETED, VERSION_ADDED
from knowledge.models import Chunk, ChunkVector, DocumentVersion, ReadingState, Source, SourceKind
from knowledge.operations.indexing import hide, tell
from tenants.context import current_business
from tenants.deeds import done

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from knowledge.models import Audience
    from tenants.actors import Actor

MOST_BYTES = 20 * 1024 * 1024
MOST_SOURCES = 2_000
MEGABYTE = 1_000_000
STORAGE = "storage"
"""Among the limits of a business: how many megabytes of documents there may be."""
LONGEST_TITLE, LONGEST_NAME = 200, 120
LOCK = "SELECT pg_advisory_xact_lock(hashtext(current_schema() || ':knowledge'))"


def add_source(
    *, content: bytes, by: Actor, now: datetime, title: str = "", name: str = "", kind: SourceKind = SourceKind.FILE
) -> DocumentVersion:
    """Take a document or note in; ``read_version`` reads it, in a task, and nobody is told before it is approved.

    Raises ``DocumentNotRead`` for what is empty or too large, ``TooManySources``, ``TooMuchStored``.
    """
    _check(content)
    with transaction.atomic():
        assert_one_more()
        called = " ".join((title or name.rsplit(".", 1)[0]).split())[:LONGEST_TITLE] or str(kind.label)
        source = Source.objects.create(title=called, kind=kind, created_by=str(by), created_at=now)
        version = _add(source, content, name, by=by, now=now)
        done(SOURCE_ADDED, about=f"source:{source.pk}", by=by, detail={"bytes": len(content)})
    return version


def add_version(*, source_id: UUID, content: bytes, by: Actor, now: datetime, name: str = "") -> DocumentVersion:
    """Take in what a source says from now on; what it said is told until this is approved. Raises as ``add_source``."""
    _check(content)
    with transaction.atomic():
        source = Source.objects.select_for_update().get(pk=source_id)
        version = _add(source, content, name, by=by, now=now)
        done(VERSION_ADDED, about=f"source:{source.pk}", by=by, detail={"version": version.number})
    return version


def assert_one_more() -> None:
    if Source.objects.count() >= MOST_SOURCES:
        raise TooManySources


def _check(content: bytes) -> None:
    if not content.strip():
        raise DocumentNotRead(errors={"file": ["empty"]})
    if len(content) > MOST_BYTES:
        raise too_large(MOST_BYTES)


def _add(source: Source, content: bytes, name: str, *, by: Actor, now: datetime) -> DocumentVersion:
    assert_has_room(len(content))
    latest = source.versions.aggregate(latest=Max("number"))["latest"] or 0
    return DocumentVersion.objects.create(
        source=source,
        number=latest + 1,
        name=name[-LONGEST_NAME:],
        content=content,
        size=len(content),
        created_by=str(by),
        created_at=now,
    )


def assert_has_room(size: int) -> None:
    most = current_business().most_of(STORAGE)
    if most is None:
        return
    stored = DocumentVersion.objects.aggregate(sum=Sum("size"))["sum"] or 0
    if stored + size > most * MEGABYTE:
        raise TooMuchStored


def approve_source(
    *, source_id: UUID, audience: Audience, by: Actor, now: datetime, number: int | None = None
) -> Source:
    """Let the audience hear a version that was read, the newest unless it is said which, in place of the one before.

    Again: nothing changes. Raises ``NothingRead``, also for a version that one told now has come after.
    """
    with transaction.atomic():
        _queue()
        source = Source.objects.select_for_update().get(pk=source_id)
        read = source.versions.filter(state=ReadingState.READ, **({} if number is None else {"number": number}))
        version = read.order_by("-number").first()
        others = Chunk.objects.filter(source=source).exclude(version=version)
        if version is None or others.filter(version__number__gt=version.number).exclude(audience=None).exists():
            raise NothingRead
        _put_away(others.filter(version__number__lt=version.number))
        if source.audience != audience or not version.chunks.filter(audience=audience).exists():
            tell(version.chunks.all(), audience)
        source.audience, source.approved_by, source.approved_at = audience, str(by), now
        source.save(update_fields=["audience", "approved_by", "approved_at"])
        source.versions.filter(pk=version.pk).update(approved_by=str(by), approved_at=now)
        done(
            SOURCE_APPROVED,
            about=f"source:{source.pk}",
            by=by,
            detail={"version": version.number, "audience": audience.name.lower()},
        )
    return source


def delete_source(*, source_id: UUID, by: Actor) -> None:
    """Delete a source with its versions, passages, vectors and terms. One that is gone stays gone."""
    with transaction.atomic():
        _queue()
        source = Source.objects.select_for_update().filter(pk=source_id).first()
        if source is None:
            return
        remove_chunks(Chunk.objects.filter(source=source))
        DocumentVersion.objects.filter(source=source).delete()
        done(SOURCE_DELETED, about=f"source:{source.pk}", by=by)
        source.delete()


def erase_chunks(chunks: QuerySet[Chunk]) -> int:
    """Passages go, whoever is told of them; how many there were."""
    _queue()
    found = Chunk.objects.filter(pk__in=list(chunks.values_list("pk", flat=True)))
    count = found.count()
    remove_chunks(found)
    return count


def remove_chunks(chunks: QuerySet[Chunk]) -> None:
    _put_away(chunks)
    chunks.delete()


def _put_away(chunks: QuerySet[Chunk]) -> None:
    """Nobody finds them; their texts stay, to be compared with what is told instead."""
    hide(chunks)
    ChunkVector.objects.filter(chunk__in=chunks).delete()


def _queue() -> None:
    """One change of what is told at a time: the tallies of languages are shared."""
    with connection.cursor() as cursor:
        cursor.execute(LOCK)
