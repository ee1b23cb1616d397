"""What was read in from files: each file, and what it did to which row."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from datetime import datetime

TAKEN_FOR_DEAD_AFTER = timedelta(minutes=10)
"""Twice what the tasks of an import are given."""


class ImportState(models.TextChoices):
    READING = "reading", _("Being looked over")
    READY = "ready", _("Waits for your yes")
    REFUSED = "refused", _("Cannot be imported as it is")
    APPLYING = "applying", _("Being imported")
    DONE = "done", _("Imported")
    UNDONE = "undone", _("Undone")
    DROPPED = "dropped", _("Let go")
    FAILED = "failed", _("Failed, nothing was changed")


class ImportOrigin(models.TextChoices):
    FILE = "file", _("From a file")
    WORD = "word", _("Said to the assistant")


UNFINISHED = (ImportState.READING, ImportState.READY, ImportState.APPLYING)
AT_WORK = (ImportState.READING, ImportState.APPLYING)


class RowChange(models.TextChoices):
    NEW = "new", _("New")
    CHANGED = "changed", _("Changed")
    REMOVED = "removed", _("Removed")


class CatalogueImport(models.Model):
    """Rows of the catalogue from a file, or as somebody said: shown first, done at a yes to what it would do.

    ``content`` goes once it is of no more use. ``counts`` are rows by table and what becomes of them; ``preview`` and
    ``problems`` the first of what is shown; ``digest`` is of everything that was shown: only that is done.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("file"), max_length=120)
    origin = models.CharField(_("how"), max_length=6, choices=ImportOrigin.choices, default=ImportOrigin.FILE)
    table = models.CharField(_("of"), max_length=20, blank=True)
    content = models.BinaryField(null=True, editable=False)
    size = models.PositiveIntegerField(_("bytes"), default=0)
    state = models.CharField(_("state"), max_length=10, choices=ImportState.choices, default=ImportState.READING)
    language = models.CharField(max_length=10, blank=True, editable=False)
    requested_by = models.CharField(_("uploaded by"), max_length=160)
    requested_at = models.DateTimeField(_("uploaded"))
    started_at = models.DateTimeField(_("begun"), null=True, blank=True)
    imported_at = models.DateTimeField(_("imported"), null=True, blank=True)
    counts = models.JSONField(_("rows"), default=dict, editable=False)
    preview = models.JSONField(default=list, editable=False)
    problems = models.JSONField(default=list, editable=False)
    digest = models.CharField(max_length=64, blank=True, editable=False)
    trouble = models.CharField(_("what is wrong"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        indexes = [models.Index(fields=["-requested_at"], name="import_newest")]

    def __str__(self) -> str:
        return self.name

    def is_at_work(self, now: datetime) -> bool:
        """Whether a task has it, or will: one that has begun and died is taken for dead after a while."""
        since = self.started_at or self.requested_at
        return self.state in AT_WORK and since > now - TAKEN_FOR_DEAD_AFTER

    def in_all(self, what: str) -> int:
        """Rows of every table that become this; ``unchanged`` and ``refused`` are counted too."""
        return sum(of_table.get(what, 0) for of_table in self.counts.values())


class ImportedRow(models.Model):
    """What an import did to a row: every column as files tell it, before and after; empty where there was no row."""

    catalogue_import = models.ForeignKey(CatalogueImport, on_delete=models.CASCADE, related_name="rows")
    table = models.CharField(max_length=20)
    model = models.CharField(max_length=40)
    key = models.BigIntegerField()
    called = models.CharField(max_length=200)
    what = models.CharField(max_length=10, choices=RowChange.choices)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("imported row")
        verbose_name_plural = _("imported rows")
        indexes = [models.Index(fields=["model", "key"], name="imported_row_of")]

    def __str__(self) -> str:
        return f"{self.model} {self.key} {self.what}"
