"""Questions that nothing answers."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge.models.sources import Source


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
