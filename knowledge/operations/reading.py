"""Reading a version: into passages with their vectors, a part at a time, so that progress is seen."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import ngettext

from knowledge.chunking import pieces_of
from knowledge.errors import told
from knowledge.events import READING_ASKED_AGAIN
from knowledge.languages import language_of
from knowledge.models import Audience, Chunk, ChunkVector, DocumentVersion, ReadingState
from knowledge.operations.fetching import is_free
from knowledge.operations.indexing import add_chunks, embed_chunks
from knowledge.operations.reading_pages import blocks_of_pages
from knowledge.operations.sources import approve_source
from knowledge.reading.apart import read_apart
from knowledge.reading.faults import Unreadable
from tenants.actors import Actor
from tenants.context import current_business
from tenants.deeds import done

if TYPE_CHECKING:
    from datetime import datetime

    from knowledge.blocks import Block

QUEUED_FOR = timedelta(minutes=5)
"""What waits for longer has been lost on its way to a worker; one that is only slow finds it read, and does nothing."""


def read_version(*, version_id: int, now: datetime) -> DocumentVersion | None:
    """Read it, unless somebody else does or has; one whose reading died is read anew. None where it is gone.

    A file that cannot be read is refused in words; any other failure is told in its state, and raised.
    """
    mine = DocumentVersion.objects.filter(pk=version_id, state=ReadingState.READING, is_fetched=True)
    if not mine.filter(is_free(now)).update(started_at=now):
        return DocumentVersion.objects.filter(pk=version_id).first()
    version = DocumentVersion.objects.select_related("source").get(pk=version_id)
    try:
        blocks, media_type = _blocks_of(version)
        _keep(version, blocks, media_type)
        _embed(version)
    except Unreadable as error:
        _end(version_id, ReadingState.REFUSED, told(error.fault))
    except BaseException:
        _end(version_id, ReadingState.FAILED, "")
        raise
    version.refresh_from_db()
    _tell(version, now)
    return version


def _blocks_of(version: DocumentVersion) -> tuple[list[Block], str]:
    def on_page(number: int) -> None:
        DocumentVersion.objects.filter(pk=version.pk).update(pages=number)

    if version.fetched.exists():
        return blocks_of_pages(version, on_page)
    return read_apart(bytes(version.content or b""), on_page)


def _tell(version: DocumentVersion, now: datetime) -> None:
    """What somebody has decided before it was read, as they have."""
    if version.state == ReadingState.READ and version.told_once_read is not None:
        approve_source(
            source_id=version.source_id,
            audience=Audience(version.told_once_read),
            by=Actor.told(version.decided_by),
            now=now,
            number=version.number,
        )


def lost_readings(*, now: datetime) -> list[int]:
    """Versions that nobody reads, though they wait for it: lost in the queue, or with the worker that read them."""
    rows = DocumentVersion.objects.filter(is_free(now), state=ReadingState.READING)
    rows = rows.filter(Q(created_at__lt=now - QUEUED_FOR) | Q(started_at__isnull=False))
    return list(rows.order_by("created_at", "pk").values_list("pk", flat=True))


def ask_again(*, version_id: int, by: Actor) -> bool:
    """Have a version read once more whose reading failed or was refused; whether there was one. What was read stays."""
    with transaction.atomic():
        over = DocumentVersion.objects.filter(pk=version_id, state__in=(ReadingState.FAILED, ReadingState.REFUSED))
        fresh = {"state": ReadingState.READING, "started_at": None, "trouble": "", "pages": 0, "tries": 0}
        if not over.update(**fresh, not_before=None):
            return False
        done(READING_ASKED_AGAIN, about=f"version:{version_id}", by=by)
    return True


def _keep(version: DocumentVersion, blocks: list[Block], media_type: str) -> None:
    """The passages of a version, all or none; of a reading that died before nothing stays."""
    start = " ".join(block.text for block in blocks[:40])
    version.language = language_of(start, current_business().locale[:2])
    pieces = list(pieces_of(blocks, version.source.title))
    with transaction.atomic():
        ChunkVector.objects.filter(chunk__version=version).delete()
        Chunk.objects.filter(version=version).delete()
        add_chunks(version, pieces)
        DocumentVersion.objects.filter(pk=version.pk).update(
            media_type=media_type, language=version.language, parts_total=len(pieces), parts_done=0
        )


def _embed(version: DocumentVersion) -> None:
    """Vectors first computed, then kept: no transaction waits for the encoder."""
    for more in embed_chunks(list(Chunk.objects.filter(version=version).order_by("position"))):
        DocumentVersion.objects.filter(pk=version.pk).update(parts_done=F("parts_done") + more)
    left_out = version.fetched.exclude(hitch="").count()
    told = ngettext("One page is left out.", "%(count)d pages are left out.", left_out) % {"count": left_out}
    _end(version.pk, ReadingState.READ, told if left_out else "")


def _end(version_id: int, state: ReadingState, trouble: str) -> None:
    DocumentVersion.objects.filter(pk=version_id).update(state=state, trouble=trouble[:300], started_at=None)
