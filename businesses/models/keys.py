from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class DataKey(models.Model):
    """A key of this business's sealed columns, itself sealed by a master key that no database holds.

    The newest seals; retired ones still open what a write that was under way sealed with them, until the next rotation.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    wrapped = models.BinaryField()
    master = models.CharField(max_length=16)
    created_at = models.DateTimeField(auto_now_add=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("data key")
        verbose_name_plural = _("data keys")

    def __str__(self) -> str:
        return f"{str(self.uid)[:8]} ({self.created_at:%Y-%m-%d})"
