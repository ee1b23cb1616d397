"""What is kept of talks with the assistant and of what was made. Nothing of it names a customer by itself: of bookings
a table tells references. Who comments by a link gives a name, which goes with the person.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from artifacts.models import Artifact, AttachedPassage, Attachment, Comment, Exchange, Session, Share, Version
from businesses.privacy import Subject, Table
from businesses.privacy.holdings import columns_of

if TYPE_CHECKING:
    from django.db.models import QuerySet


def comments(person: Subject | None) -> QuerySet[Comment]:
    """Of a person those that were said by a link under their name."""
    kept = Comment.objects.all()
    return kept if person is None else kept.filter(share__isnull=False, author__in=person.words.names)


def erase_comments(person: Subject) -> int:
    return comments(person).delete()[0]


TABLES = (
    Table(
        name="assistant_sessions",
        title=_("talks with the assistant that makes things"),
        rows=lambda _person: Session.objects.all(),
        columns=columns_of(Session, "member_id"),
        is_of_people=False,
    ),
    Table(
        name="assistant_exchanges",
        title=_("what was said in them"),
        rows=lambda _person: Exchange.objects.all(),
        columns=columns_of(Exchange, "key"),
        is_of_people=False,
    ),
    Table(
        name="assistant_attachments",
        title=_("files attached to them"),
        rows=lambda _person: Attachment.objects.all(),
        columns=columns_of(Attachment, "content", "started_at"),
        is_of_people=False,
    ),
    Table(
        name="assistant_attached_passages",
        title=_("passages of these files"),
        rows=lambda _person: AttachedPassage.objects.all(),
        columns=columns_of(AttachedPassage, "meaning"),
        is_of_people=False,
    ),
    Table(
        name="artifacts",
        title=_("texts, tables and lists that were made"),
        rows=lambda _person: Artifact.objects.all(),
        columns=columns_of(Artifact, "created_by", "started_at", "tries"),
        is_of_people=False,
    ),
    Table(
        name="artifact_versions",
        title=_("their versions"),
        rows=lambda _person: Version.objects.all(),
        columns=columns_of(Version, "created_by"),
        is_of_people=False,
    ),
    Table(
        name="artifact_shares",
        title=_("links to them"),
        rows=lambda _person: Share.objects.all(),
        columns=columns_of(Share, "token_hash", "created_by"),
        is_of_people=False,
    ),
    Table(
        name="artifact_comments",
        title=_("comments on them"),
        rows=comments,
        columns=columns_of(Comment, "created_by"),
        erase=erase_comments,
    ),
)
