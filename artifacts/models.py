"""What members and the assistant said to each other, what was made of it, and who else may see it."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from pgvector.django import HalfVectorField

from artifacts.kinds import ArtifactState, Kind, Origin, Outcome, Rights, Stage
from knowledge.embedding import MEANINGS
from knowledge.models import ReadingState

LONGEST_TITLE, LONGEST_NAME, LONGEST_FILE_NAME = 200, 160, 120


def member_key() -> models.ForeignKey[settings.AUTH_USER_MODEL, settings.AUTH_USER_MODEL]:  # type: ignore[name-defined]
    """Whose it is. No constraint across schemas: deleting a user in the public schema must not look for it here."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )


class Session(models.Model):
    """One member's talk with the assistant that answers and makes things. Nobody else reads it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = member_key()
    title = models.CharField(_("title"), max_length=LONGEST_TITLE, blank=True)
    created_at = models.DateTimeField(_("begun"))
    last_at = models.DateTimeField(_("last"))

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        indexes = [models.Index(fields=["member", "-last_at"], name="session_newest")]

    def __str__(self) -> str:
        return self.title or str(self.pk)


class Artifact(models.Model):
    """Something made by ``recipe`` for a member. ``given`` is what the recipe was told; ``needs`` the permissions one
    must have to see it, for it holds what they let one see.

    ``version`` is the number of the newest, 0 before there is one; ``started_at`` the claim of who makes it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(Session, on_delete=models.SET_NULL, null=True, blank=True, related_name="artifacts")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    recipe = models.CharField(max_length=30)
    title = models.CharField(_("title"), max_length=LONGEST_TITLE)
    language = models.CharField(_("language"), max_length=10)
    given = models.JSONField(default=dict)
    needs = ArrayField(models.CharField(max_length=40), default=list)
    state = models.CharField(_("state"), max_length=8, choices=ArtifactState.choices, default=ArtifactState.WAITING)
    stage = models.CharField(max_length=8, choices=Stage.choices, blank=True)
    trouble = models.CharField(_("what is wrong"), max_length=300, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=0)
    created_by = models.CharField(_("by"), max_length=LONGEST_NAME)
    created_at = models.DateTimeField(_("asked for"))
    changed_at = models.DateTimeField(_("changed"))
    started_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("artifact")
        verbose_name_plural = _("artifacts")
        indexes = [models.Index(fields=["-changed_at"], name="artifact_newest")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_under_way(self) -> bool:
        return self.state in {ArtifactState.WAITING, ArtifactState.MAKING}


class Exchange(models.Model):
    """What a member said in a session, and what it came to. ``key`` is the client's: said once, however often sent.

    ``choices`` are the answers to a question, as ``graph.deciding.Choice`` has them; where one was taken, ``about`` is
    what had been said before the questions.
    """

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="exchanges")
    number = models.PositiveIntegerField()
    key = models.CharField(max_length=64, blank=True)
    asked = models.TextField(_("asked"))
    about = models.TextField(blank=True)
    told = models.TextField(_("told"))
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    sources = models.JSONField(default=list)
    choices = models.JSONField(default=list)
    artifact = models.ForeignKey(Artifact, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("exchange")
        verbose_name_plural = _("exchanges")
        constraints = [
            models.UniqueConstraint(fields=["session", "number"], name="exchange_in_order"),
            models.UniqueConstraint(fields=["session", "key"], condition=~models.Q(key=""), name="exchange_once"),
        ]

    def __str__(self) -> str:
        return self.asked


class Version(models.Model):
    """An artifact as it was at one time: a row that nobody changes. ``text`` is as ``artifacts.blocks`` reads it."""

    artifact = models.ForeignKey(Artifact, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    title = models.CharField(_("title"), max_length=LONGEST_TITLE)
    text = models.TextField(_("text"))
    sources = models.JSONField(default=list)
    origin = models.CharField(_("how"), max_length=8, choices=Origin.choices)
    restored_from = models.PositiveIntegerField(null=True, blank=True)
    author = models.CharField(_("by"), max_length=LONGEST_NAME, blank=True)
    created_by = models.CharField(max_length=LONGEST_NAME)
    created_at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        constraints = [models.UniqueConstraint(fields=["artifact", "number"], name="artifact_version_once")]

    def __str__(self) -> str:
        return f"{self.title} {self.number}"


class Share(models.Model):
    """A link that opens an artifact to whoever has it. Of its token only a hash is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    artifact = models.ForeignKey(Artifact, on_delete=models.CASCADE, related_name="shares")
    token_hash = models.BinaryField(max_length=32, unique=True)
    rights = models.CharField(_("allows"), max_length=7, choices=Rights.choices)
    expires_at = models.DateTimeField(_("until"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    author = models.CharField(_("by"), max_length=LONGEST_NAME, blank=True)
    created_by = models.CharField(max_length=LONGEST_NAME)
    created_at = models.DateTimeField(_("since"))

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")

    def __str__(self) -> str:
        return str(self.pk)


class Comment(models.Model):
    """What somebody says of a version; ``share`` is the link it was said by, of somebody from outside."""

    artifact = models.ForeignKey(Artifact, on_delete=models.CASCADE, related_name="comments")
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="comments")
    share = models.ForeignKey(Share, on_delete=models.SET_NULL, null=True, blank=True, related_name="comments")
    text = models.TextField(_("comment"))
    author = models.CharField(_("by"), max_length=LONGEST_NAME, blank=True)
    created_by = models.CharField(max_length=LONGEST_NAME)
    created_at = models.DateTimeField(_("when"))
    resolved_by = models.CharField(_("resolved by"), max_length=LONGEST_NAME, blank=True)
    resolved_at = models.DateTimeField(_("resolved"), null=True, blank=True)

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")

    def __str__(self) -> str:
        return self.text


class Attachment(models.Model):
    """A file that a member has handed to one session, and that nobody else is told of: it goes with the session.

    ``content`` is there until it is read; what is kept are its passages. ``started_at`` is the claim of who reads it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="attachments")
    name = models.CharField(_("file"), max_length=LONGEST_FILE_NAME)
    state = models.CharField(_("state"), max_length=8, choices=ReadingState.choices, default=ReadingState.READING)
    trouble = models.CharField(_("what is wrong"), max_length=300, blank=True)
    content = models.BinaryField(null=True, editable=False)
    size = models.PositiveIntegerField(_("bytes"), default=0)
    created_at = models.DateTimeField(_("added"))
    started_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")

    def __str__(self) -> str:
        return self.name


class AttachedPassage(models.Model):
    """What is found and quoted of an attachment, with its vector: there are few, an exact search is quick."""

    attachment = models.ForeignKey(Attachment, on_delete=models.CASCADE, related_name="passages")
    position = models.PositiveIntegerField()
    heading = models.CharField(max_length=500, blank=True)
    page = models.PositiveIntegerField(null=True)
    text = models.TextField()
    language = models.CharField(max_length=2, blank=True)
    meaning = HalfVectorField(dimensions=MEANINGS.dimensions)

    class Meta:
        verbose_name = _("passage of an attachment")
        verbose_name_plural = _("passages of attachments")
        constraints = [models.UniqueConstraint(fields=["attachment", "position"], name="attached_passage_once")]

    def __str__(self) -> str:
        return f"{self.attachment_id} {self.position}"
