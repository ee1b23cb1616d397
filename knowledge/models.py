"""What a business knows in documents: sources, their versions, and the index over those that are approved."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _
from pgvector.django import HalfVectorField, HnswIndex

from knowledge.embedding import MEANINGS, PASSAGES


class Audience(models.IntegerChoices):
    """Who may be told what a source says. Each is told what those before it are told."""

    PUBLIC = 0, _("Everybody")
    STAFF = 1, _("Staff only")
    OWNER = 2, _("Owner only")


class SourceKind(models.TextChoices):
    FILE = "file", _("File")
    NOTE = "note", _("Note")


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


class ReadingState(models.TextChoices):
    READING = "reading", _("Being read")
    READ = "read", _("Read")
    REFUSED = "refused", _("Cannot be read")
    FAILED = "failed", _("Failed")


class DocumentVersion(models.Model):
    """A source as it was at one time. ``content`` is what was uploaded or typed, told by ``media_type``.

    ``parts_done`` of ``parts_total`` chunks have their vectors; ``trouble`` says what is wrong, or left out.
    """

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    state = models.CharField(_("state"), max_length=8, choices=ReadingState.choices, default=ReadingState.READING)
    name = models.CharField(_("file"), max_length=120, blank=True)
    media_type = models.CharField(_("type"), max_length=100, blank=True)
    content = models.BinaryField(null=True, editable=False)
    size = models.PositiveIntegerField(_("bytes"), default=0)
    language = models.CharField(_("language"), max_length=2, blank=True)
    pages = models.PositiveIntegerField(_("pages"), default=0)
    parts_done = models.PositiveIntegerField(_("passages done"), default=0)
    parts_total = models.PositiveIntegerField(_("passages"), default=0)
    trouble = models.CharField(_("what is wrong"), max_length=300, blank=True)
    created_by = models.CharField(_("by"), max_length=160)
    created_at = models.DateTimeField(_("added"))
    started_at = models.DateTimeField(_("begun"), null=True, blank=True)

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        constraints = [models.UniqueConstraint(fields=["source", "number"], name="version_once")]

    def __str__(self) -> str:
        return f"{self.source_id} v{self.number}"


class Chunk(models.Model):
    """A passage of a version: what is found and quoted. ``position`` counts from 0; ``page`` is None without pages.

    ``audience`` is the source's once the version is what is told, and None before: then nobody finds it.
    """

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="chunks")
    version = models.ForeignKey(DocumentVersion, on_delete=models.CASCADE, related_name="chunks")
    position = models.PositiveIntegerField()
    heading = models.CharField(max_length=500, blank=True)
    page = models.PositiveIntegerField(null=True)
    text = models.TextField()
    language = models.CharField(max_length=2, blank=True)
    text_hash = models.BinaryField(max_length=16)
    recipe = models.CharField(max_length=100)
    audience = models.PositiveSmallIntegerField(choices=Audience.choices, null=True)

    class Meta:
        verbose_name = _("passage")
        verbose_name_plural = _("passages")
        constraints = [models.UniqueConstraint(fields=["version", "position"], name="chunk_once")]
        indexes = [models.Index(fields=["text_hash", "recipe"], name="chunk_by_text")]

    def __str__(self) -> str:
        return f"{self.heading or self.source_id} {self.position}"


class ChunkVector(models.Model):
    """The vectors of a chunk, beside it, for an exact search reads no texts. Equal texts are computed once."""

    chunk = models.OneToOneField(Chunk, on_delete=models.CASCADE, primary_key=True, related_name="vector")
    audience = models.PositiveSmallIntegerField(null=True)
    passage = HalfVectorField(dimensions=PASSAGES.dimensions, null=True)
    meaning = HalfVectorField(dimensions=MEANINGS.dimensions)

    class Meta:
        verbose_name = _("vector")
        verbose_name_plural = _("vectors")
        indexes = [
            HnswIndex(fields=[column], name=f"nearest_{column}", m=16, ef_construction=64, opclasses=["halfvec_ip_ops"])
            for column in ("passage", "meaning")
        ]

    def __str__(self) -> str:
        return str(self.chunk_id)


class Posting(models.Model):
    """How often a term stands in a chunk that is told, of ``length`` terms in all. The key has every column, so that a
    search reads the index alone.
    """

    pk = models.CompositePrimaryKey("language", "term", "audience", "chunk", "count", "length")
    language = models.CharField(max_length=2, blank=True)
    term = models.CharField(max_length=120)
    audience = models.PositiveSmallIntegerField()
    chunk = models.ForeignKey(Chunk, on_delete=models.CASCADE, related_name="postings")
    count = models.PositiveSmallIntegerField()
    length = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("posting")
        verbose_name_plural = _("postings")

    def __str__(self) -> str:
        return f"{self.term} {self.count}"


class Tally(models.Model):
    """How many chunks of a language an audience is told, and how many terms they have: what BM25 measures against."""

    pk = models.CompositePrimaryKey("language", "audience")
    language = models.CharField(max_length=2, blank=True)
    audience = models.PositiveSmallIntegerField()
    chunks = models.BigIntegerField(default=0)
    terms = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("tally")
        verbose_name_plural = _("tallies")

    def __str__(self) -> str:
        return f"{self.language or '?'} {self.chunks}"


class Gap(models.Model):
    """What customers asked and nothing answers. ``key`` is of its words, ``conversation`` where it was asked last."""

    key = models.CharField(max_length=32, unique=True)
    question = models.CharField(_("question"), max_length=300)
    language = models.CharField(_("language"), max_length=2, blank=True)
    asked = models.PositiveIntegerField(_("times asked"), default=1)
    conversation = models.UUIDField(null=True, editable=False)
    asked_at = models.DateTimeField(_("last asked"))
    answer = models.ForeignKey(Source, on_delete=models.SET_NULL, null=True, blank=True, verbose_name=_("answer"))

    class Meta:
        verbose_name = _("gap")
        verbose_name_plural = _("gaps")
        indexes = [models.Index(fields=["-asked_at"], name="gap_newest")]

    def __str__(self) -> str:
        return self.question
