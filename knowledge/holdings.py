"""What a business keeps in documents, in which nobody is looked for, and of the questions they do not answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from businesses.privacy import Subject, Table
from businesses.privacy.holdings import columns_of
from knowledge.fetching.faults import Hitch
from knowledge.models import Chunk, FetchedPage, Gap, Source
from knowledge.operations.sources import erase_chunks

if TYPE_CHECKING:
    from django.db.models import QuerySet

CONVERSATION = "conversation"
"""What apps above call the keys of conversations."""


def gaps(person: Subject | None) -> QuerySet[Gap]:
    """Questions as a customer put them; of a person those last asked in a conversation of theirs."""
    return Gap.objects.all() if person is None else Gap.objects.filter(conversation__in=person.of(CONVERSATION))


def erase_gaps(person: Subject) -> int:
    return gaps(person).delete()[0]


def mails(person: Subject | None) -> QuerySet[FetchedPage]:
    """Mails of mailboxes that are read, with what was attached; of a person those they sent."""
    sent = FetchedPage.objects.exclude(sender="")
    return sent if person is None else sent.filter(sender__in=[each.lower() for each in person.words.emails])


def passages_of_mails(person: Subject | None) -> QuerySet[Chunk]:
    return Chunk.objects.filter(version__fetched__in=mails(person), version__fetched__number=F("page"))


def erase_mails(person: Subject) -> int:
    """What is not in the mailbox any more goes for good; what still is, is known by its number and not read again."""
    return mails(person).update(sender="", title="", content=None, digest=None, tag="", modified="", hitch=Hitch.ERASED)


TABLES = (
    Table(
        name="passages_of_mails",
        title=_("passages of mails that were read as documents"),
        rows=passages_of_mails,
        columns=("id", "heading", "text"),
        erase=lambda person: erase_chunks(passages_of_mails(person)),
    ),
    Table(
        name="mails_as_documents",
        title=_("mails that were read as documents"),
        rows=mails,
        columns=("id", "address", "title", "sender"),
        erase=erase_mails,
    ),
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
