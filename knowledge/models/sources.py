"""What a business knows in documents: sources and their versions."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Audience(models.IntegerChoices):
    """Who may be told what a source says. Each is told what those before it are told."""

    PUBLIC = 0, _("Everybody")
    STAFF = 1, _("Staff only")
    OWNER = 2, _("Owner only")


class SourceKind(models.TextChoices):
    FILE = "file", _("File")
    NOTE = "note", _("Note")
    WEB = "web", _("Web page or site map")
    FEED = "feed", _("Feed")
    MAILBOX = "mailbox", _("Mailbox")


class Source(models.Model):
    """Something the business tells about itself. Without an ``audience`` nobody is told: it waits for approval."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=8, choices=SourceKind.choices, default=SourceKind.FILE)
    title = models.CharField(_("title"), max_length=200)
    audience = models.PositiveSmallIntegerField(_("who is told"), choices=Audience.choices, null=True, blank=True)
    created_by = models.CharField(_("added by"), max_length=160)
    created_at = models.DateTimeField(_("added"))
    approved_by = models.CharField(_("approved by"), max_length=160, blank=True)
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        indexes = [models.Index(fields=["-created_at"], name="source_newest")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_elsewhere(self) -> bool:
        return self.kind in {SourceKind.WEB, SourceKind.FEED, SourceKind.MAILBOX}


class ReadingState(models.TextChoices):
    READING = "reading", _("Being read")
    READ = "read", _("Read")
    REFUSED = "refused", _("Cannot be read")
    FAILED = "failed", _("Failed")


class DocumentVersion(models.Model):
    """A source as it was at one time. ``content`` is what was uploaded or typed, told by ``media_type``; what comes
    from elsewhere has its ``fetched`` pages instead, complete once ``is_fetched``.

    ``pages`` have been fetched, of the ``pages_total`` known so far, and then read; ``parts_done`` of ``parts_total``
    chunks have their vectors; ``trouble`` says what is wrong, or left out. Nobody begins before ``not_before``, and
    ``tries`` have failed. ``told_once_read`` is who is told without being asked again, as ``decided_by`` has said.
    """

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    state = models.CharField(_("state"), max_length=8, choices=ReadingState.choices, default=ReadingState.READING)
    name = models.CharField(_("file"), max_length=120, blank=True)
    media_type = models.CharField(_("type"), max_length=100, blank=True)
    content = models.BinaryField(null=True, editable=False)
    size = models.PositiveIntegerField(_("bytes"), default=0)
    language = models.CharField(_("language"), max_length=2, blank=True)
    is_fetched = models.BooleanField(default=True, db_default=True)
    pages = models.PositiveIntegerField(_("pages"), default=0)
    pages_total = models.PositiveIntegerField(default=0, db_default=0)
    parts_done = models.PositiveIntegerField(_("passages done"), default=0)
    parts_total = models.PositiveIntegerField(_("passages"), default=0)
    trouble = models.CharField(_("what is wrong"), max_length=300, blank=True)
    created_by = models.CharField(_("by"), max_length=160)
    created_at = models.DateTimeField(_("added"))
    started_at = models.DateTimeField(_("begun"), null=True, blank=True)
    not_before = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0, db_default=0)
    restored_from = models.PositiveIntegerField(null=True, blank=True)
    told_once_read = models.PositiveSmallIntegerField(choices=Audience.choices, null=True, blank=True)
    decided_by = models.CharField(max_length=160, blank=True, db_default="")
    approved_by = models.CharField(_("approved by"), max_length=160, blank=True, db_default="")
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        constraints = [models.UniqueConstraint(fields=["source", "number"], name="version_once")]

    def __str__(self) -> str:
        return f"{self.source_id} v{self.number}"
