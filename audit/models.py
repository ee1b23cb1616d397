"""The record of who did what. Rows are inserted and never changed: PostgreSQL refuses it (``audit.0002``).

``Entry`` says what was done, ``Link`` where it stands in its business's chain, ``Particulars`` what of it is personal
and may be forgotten.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.canonical import digest_of, instant
from audit.querysets import EntryQuerySet


class ActorKind(models.TextChoices):
    STAFF = "staff", _("a person who signs in")
    AGENT = "agent", _("the assistant")
    CUSTOMER = "customer", _("a customer")
    IMPORT = "import", _("an import")
    SYSTEM = "system", _("the system")


class Entry(models.Model):
    """One deed, without anything personal. ``digest`` is the SHA-256 of its canonical JSON (``audit.canonical``)."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    schema = models.CharField(_("business"), max_length=63)
    at = models.DateTimeField(_("time"))
    actor_kind = models.CharField(_("by"), max_length=10, choices=ActorKind.choices)
    actor_id = models.CharField(_("who"), max_length=150)
    deed = models.CharField(_("deed"), max_length=60)
    about = models.CharField(_("about"), max_length=160)
    detail = models.JSONField(_("detail"), default=dict)
    correlation_id = models.CharField(_("correlation id"), max_length=64)
    particulars_digest = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")
        indexes = [
            models.Index(fields=["schema", "-id"], name="audit_newest"),
            models.Index(fields=["schema", "deed", "-id"], name="audit_deeds"),
            models.Index(fields=["schema", "about"], name="audit_about"),
            models.Index(fields=["schema", "at"], name="audit_days"),
        ]

    def __str__(self) -> str:
        return f"{self.deed} {self.about} {self.at:%Y-%m-%d %H:%M}"

    def content_digest(self) -> str:
        """What ``digest`` must be, from the other columns."""
        return digest_of(
            {
                "about": self.about,
                "actor": {"id": self.actor_id, "kind": self.actor_kind},
                "at": instant(self.at),
                "correlation_id": self.correlation_id,
                "deed": self.deed,
                "detail": self.detail,
                "particulars": self.particulars_digest,
                "schema": self.schema,
                "uid": str(self.uid),
            }
        )


class Link(models.Model):
    """The entry's place in its chain: written by PostgreSQL when the transaction commits, and by nobody else."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True, related_name="link")
    schema = models.CharField(max_length=63)
    sequence = models.BigIntegerField(_("number"))
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("link of the audit's chain")
        verbose_name_plural = _("links of the audit's chain")
        constraints = [models.UniqueConstraint(fields=["schema", "sequence"], name="audit_one_chain")]

    def __str__(self) -> str:
        return f"{self.schema} {self.sequence}"


class Particulars(models.Model):
    """What of a deed is personal: forgotten by deleting the row. Its salted digest, in the entry, then says nothing."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True, related_name="particulars")
    schema = models.CharField(max_length=63)
    salt = models.CharField(max_length=32)
    values = models.JSONField()

    class Meta:
        verbose_name = _("particulars")
        verbose_name_plural = _("particulars")

    def __str__(self) -> str:
        return str(self.entry_id)

    def content_digest(self) -> str:
        """What the entry's ``particulars_digest`` must be."""
        return digest_of({"salt": self.salt, "values": self.values})
