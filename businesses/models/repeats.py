from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class IdempotencyKey(models.Model):
    """A request that took effect, and what was answered: stored in the transaction of the effect.

    ``response`` never holds the secret parts of the answer; those are made anew when it is repeated.
    """

    scope = models.CharField(max_length=120)
    key = models.CharField(max_length=128)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    response = models.JSONField(null=True)
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = _("repeated request")
        verbose_name_plural = _("repeated requests")
        constraints = [models.UniqueConstraint(fields=["scope", "key"], name="one_effect_per_idempotency_key")]

    def __str__(self) -> str:
        return f"{self.scope} {self.key}"
