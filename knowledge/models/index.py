"""The index over what is approved: passages, their vectors, the terms in them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from pgvector.django import HalfVectorField, HnswIndex

from knowledge.embedding import MEANINGS, PASSAGES
from knowledge.models.sources import Audience, DocumentVersion, Source


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
