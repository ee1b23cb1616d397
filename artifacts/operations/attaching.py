"""A file for one session: taken in, read in a task as documents are, its passages kept and the file forgotten."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from artifacts.errors import TooManyAttachments
from artifacts.events import ATTACHED
from artifacts.models import LONGEST_FILE_NAME, AttachedPassage, Attachment, Session
from knowledge.chunking import pieces_of
from knowledge.embedding import BATCH, MEANINGS
from knowledge.errors import DocumentNotRead, told, too_large
from knowledge.languages import language_of
from knowledge.models import ReadingState
from knowledge.reading.apart import read_apart
from knowledge.reading.faults import Fault, Unreadable
from tenants.deeds import done

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from knowledge.chunking import Piece
    from tenants.actors import Actor

MOST_BYTES = 10 * 1024 * 1024
MOST_ATTACHMENTS, MOST_PASSAGES = 10, 400
TAKEN_FOR_DEAD_AFTER = timedelta(minutes=5)
"""Longer than the task is given."""


def attach(*, session: Session, name: str, content: bytes, by: Actor, now: datetime) -> Attachment:
    """Take a file in; ``read_attachment`` reads it, in a task.

    Raises ``DocumentNotRead`` for what is empty or too large, and ``TooManyAttachments``.
    """
    if not content.strip():
        raise DocumentNotRead(told(Fault.EMPTY))
    if len(content) > MOST_BYTES:
        raise too_large(MOST_BYTES)
    with transaction.atomic():
        Session.objects.select_for_update().get(pk=session.pk)
        if session.attachments.count() >= MOST_ATTACHMENTS:
            raise TooManyAttachments
        called = " ".join(name.split())[-LONGEST_FILE_NAME:] or "file"
        made = Attachment.objects.create(
            session=session, name=called, content=content, size=len(content), created_at=now
        )
        done(ATTACHED, about=f"session:{session.pk}", by=by, detail={"bytes": len(content)})
    return made


def unread(*, now: datetime) -> list[Attachment]:
    """Those that wait to be read and whose reader died."""
    waiting = Attachment.objects.filter(_is_to_be_read(now)).defer("content")
    return list(waiting.order_by("created_at"))


def _is_to_be_read(now: datetime) -> Q:
    return Q(state=ReadingState.READING) & (Q(started_at=None) | Q(started_at__lt=now - TAKEN_FOR_DEAD_AFTER))


def read_attachment(*, attachment_id: UUID, now: datetime) -> Attachment | None:
    """Read it, unless somebody else does or has; None where it is gone.

    A file that cannot be read is refused in words; any other failure is told in its state, and raised.
    """
    mine = Attachment.objects.filter(_is_to_be_read(now), pk=attachment_id)
    if not mine.update(started_at=now):
        return Attachment.objects.filter(pk=attachment_id).first()
    attachment = Attachment.objects.get(pk=attachment_id)
    try:
        blocks, _kind = read_apart(bytes(attachment.content or b""))
        _keep(attachment, list(pieces_of(blocks, attachment.name.rsplit(".", 1)[0])))
    except Unreadable as error:
        _end(attachment_id, ReadingState.REFUSED, told(error.fault))
    except BaseException:
        _end(attachment_id, ReadingState.FAILED, "")
        raise
    return Attachment.objects.filter(pk=attachment_id).first()


def _keep(attachment: Attachment, pieces: list[Piece]) -> None:
    """Vectors first computed, then kept: no transaction waits for the encoder. Of a long file its beginning."""
    kept = pieces[:MOST_PASSAGES]
    rows: list[AttachedPassage] = []
    for start in range(0, len(kept), BATCH):
        some = kept[start : start + BATCH]
        vectors = MEANINGS.embed([each.whole for each in some])
        rows += [
            AttachedPassage(
                attachment=attachment,
                position=start + at,
                heading=piece.heading,
                page=piece.page,
                text=piece.text,
                language=language_of(piece.text),
                meaning=vector,
            )
            for at, (piece, vector) in enumerate(zip(some, vectors, strict=True))
        ]
    left_out = len(pieces) - len(kept)
    with transaction.atomic():
        if not Attachment.objects.select_for_update().filter(pk=attachment.pk).exists():
            return
        AttachedPassage.objects.filter(attachment=attachment).delete()
        AttachedPassage.objects.bulk_create(rows)
        _end(attachment.pk, ReadingState.READ, told(Fault.LONG) if left_out else "")


def _end(attachment_id: UUID, state: ReadingState, trouble: str) -> None:
    """Whatever comes of it, the file is not kept."""
    Attachment.objects.filter(pk=attachment_id).update(
        state=state, trouble=trouble[:300], content=None, started_at=None
    )
