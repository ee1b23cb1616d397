"""What a business keeps in documents, in which nobody is looked for, and of the questions they do not answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from businesses.privacy import Subject, Table
from businesses.privacy.holdings import columns_of
from knowledge.models import Chunk, Gap, Source

if TYPE_CHECKING:
    from django.db.models import QuerySet

CONVERSATION = "conversation"
"""What apps above call the keys of conversations."""


def gaps(person: Subject | None) -> QuerySet[Gap]:
    """Questions as a customer put them; of a person those last asked in a conversation of theirs."""
    return Gap.objects.all() if person is None else Gap.objects.filter(conversation__in=person.of(CONVERSATION))


def erase_gaps(person: Subject) -> int:
    return gaps(person).delete()[0]


TABLES = (
    Table(
        name="unanswered_questions",
        title=_("questions without an answer"),
        rows=gaps,
        columns=columns_of(Gap, "key"),
        erase=erase_gaps,
    ),
    Table(
        name="knowledge_sources",
        title=_("documents"),
        rows=lambda _person: Source.objects.all(),
        columns=columns_of(Source, "created_by", "approved_by"),
        is_of_people=False,
    ),
    Table(
        name="knowledge_passages",
        title=_("passages of documents"),
        rows=lambda _person: Chunk.objects.all(),
        columns=("id", "source_id", "position", "heading", "page", "text", "language", "audience"),
        is_of_people=False,
    ),
)
