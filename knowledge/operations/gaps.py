"""Questions that nothing answers: kept for the owner, who answers one for good, or lets it go."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from knowledge.errors import NothingRead
from knowledge.events import GAP_ANSWERED, GAP_DROPPED
from knowledge.models import Audience, Gap, ReadingState, SourceKind
from knowledge.operations.reading import read_version
from knowledge.operations.sources import add_source, approve_source
from knowledge.words import plain_words
from tenants.deeds import done

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from knowledge.models import Source
    from tenants.actors import Actor

LONGEST, MOST_KEPT = 300, 500


def key_of(words: str) -> str:
    return hashlib.blake2b(words.encode(), digest_size=16).hexdigest()


def note_gap(*, question: str, language: str, conversation: UUID, now: datetime) -> Gap | None:
    """Keep a question once however often it is asked; None for one without words. Beyond the most the oldest go."""
    words = plain_words(question)
    if not words:
        return None
    key = key_of(words)
    given = {"conversation": conversation, "asked_at": now}
    new = {**given, "question": " ".join(question.split())[:LONGEST], "language": language[:2]}
    gap, is_new = Gap.objects.get_or_create(key=key, defaults=new)
    if is_new:
        Gap.objects.exclude(pk__in=Gap.objects.order_by("-asked_at").values("pk")[:MOST_KEPT]).delete()
    else:
        Gap.objects.filter(pk=gap.pk).update(asked=F("asked") + 1, **given)
    return gap


def answer_gap(*, gap_id: int, text: str, by: Actor, now: datetime) -> Source:
    """Answer it for good; raises as ``answer_questions``."""
    return answer_questions(questions=[Gap.objects.get(pk=gap_id).question], text=text, by=by, now=now)


def answer_questions(*, questions: Sequence[str], text: str, by: Actor, now: datetime) -> Source:
    """Answer questions that are one for good: a note that everybody may be told, called as the first of them.

    Those that were no gap are kept as one that is answered. Raises as ``add_source``, and ``NothingRead``.
    """
    version = add_source(content=text.encode(), title=questions[0], kind=SourceKind.NOTE, by=by, now=now)
    read = read_version(version_id=version.pk, now=now)
    if read is None or read.state != ReadingState.READ:
        raise NothingRead
    with transaction.atomic():
        source = approve_source(source_id=version.source_id, audience=Audience.PUBLIC, by=by, now=now)
        for question in questions:
            new = {"question": question[:LONGEST], "asked_at": now, "answer": source}
            key = key_of(plain_words(question))
            gap, _is_new = Gap.objects.update_or_create(key=key, defaults={"answer": source}, create_defaults=new)
            done(GAP_ANSWERED, about=f"gap:{gap.pk}", by=by)
    return source


def drop_gap(*, gap_id: int, by: Actor) -> None:
    """Let a question go that needs no answer. One that is gone stays gone."""
    with transaction.atomic():
        if Gap.objects.filter(pk=gap_id).delete()[0]:
            done(GAP_DROPPED, about=f"gap:{gap_id}", by=by)
