"""What was given out and erased of people's data: rows that name nobody, and stay when the people are gone."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from businesses.models.customers import Customer

if TYPE_CHECKING:
    from datetime import datetime


class ExportState(models.TextChoices):
    WAITING = "waiting", _("Waits")
    WRITING = "writing", _("Being written")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Failed")
    EXPIRED = "expired", _("Deleted")


class Export(models.Model):
    """A copy of one customer's data, or (without a customer) of the business's, as a file that goes after a while.

    ``file`` is its name in the storage of uploads, which nothing serves; ``started_at`` is the claim of who writes it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    customer = models.ForeignKey(
        Customer, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("customer")
    )
    is_of_customer = models.BooleanField(default=False, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=ExportState.choices, default=ExportState.WAITING)
    requested_by = models.CharField(_("asked for by"), max_length=160)
    requested_at = models.DateTimeField(_("asked for"))
    started_at = models.DateTimeField(_("begun"), null=True, blank=True)
    ready_at = models.DateTimeField(_("ready"), null=True, blank=True)
    expires_at = models.DateTimeField(_("deleted on"), null=True, blank=True)
    rows = models.PositiveBigIntegerField(_("rows"), default=0)
    file = models.CharField(max_length=200, blank=True, editable=False)
    size = models.PositiveBigIntegerField(_("bytes"), default=0)
    sha256 = models.CharField(_("SHA-256"), max_length=64, blank=True)
    downloads = models.PositiveIntegerField(_("downloads"), default=0)

    class Meta:
        verbose_name = _("export of data")
        verbose_name_plural = _("exports of data")

    def __str__(self) -> str:
        return f"{self.requested_at:%Y-%m-%d %H:%M} {self.get_state_display()}"

    def can_be_had(self, now: datetime) -> bool:
        return self.state == ExportState.READY and self.expires_at is not None and self.expires_at > now


class Erasure(models.Model):
    """The receipt of a customer's erasure: how much went from where, and by whose hand; nothing of whom.

    ``keys`` are the keys of the rows (customers, bookings, conversations) by which what lies outside the database is
    found, and what a process that was at work meanwhile has written since. ``erased_at`` is when every store had been
    seen to, ``checked_at`` when all of them were looked at once more, some minutes later.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    requested_by = models.CharField(_("asked for by"), max_length=160)
    requested_at = models.DateTimeField(_("asked for"))
    keys = models.JSONField(default=dict, editable=False)
    counts = models.JSONField(_("erased"), default=dict)
    trouble = models.CharField(_("still to be done"), max_length=300, blank=True)
    erased_at = models.DateTimeField(_("erased everywhere"), null=True, blank=True)
    checked_at = models.DateTimeField(_("looked at again"), null=True, blank=True)

    class Meta:
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")
        indexes = [models.Index(fields=["requested_at"], condition=models.Q(checked_at=None), name="erasure_open")]

    def __str__(self) -> str:
        return f"{self.requested_at:%Y-%m-%d} {str(self.pk)[:8]}"
