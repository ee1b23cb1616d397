"""What a person or a program is let in by, once it has shown who it is."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from tenants.models.people import User


class TokenFamily(models.Model):
    """The refresh tokens that came from one sign-in to the API: each is used once, and only the newest is good.

    One that comes again was copied, by whoever: then the family ends, for both.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="token_families")
    newest = models.CharField(max_length=32)
    used_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("token family")
        verbose_name_plural = _("token families")

    def __str__(self) -> str:
        return f"{self.user} {self.used_at:%Y-%m-%d}"
