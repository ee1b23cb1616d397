"""Experiments: what is tried against what, and which visitor was shown which of it."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from experiments.states import State

LONGEST_VISITOR = 64
LONGEST_TEXT = 1000


class Experiment(models.Model):
    """One thing (``subject`` and ``target``) in several variants; the first is how it was when the experiment began.

    ``measure`` is chosen before it starts, with ``effect``, the least difference that matters, in the measure's own
    unit (of one where it is a share). ``guards`` are measures that stop it when a variant does worse. ``size`` is how
    many visitors each variant needs, reckoned at the start. ``result`` are the tallies as they stood at the end, by
    measure and letter: with them who was shown what is not needed any more.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=80)
    subject = models.CharField(_("what is varied"), max_length=20)
    target = models.CharField(max_length=60, blank=True)
    measure = models.CharField(_("measured by"), max_length=20)
    effect = models.DecimalField(_("least difference that matters"), max_digits=12, decimal_places=6)
    guards = ArrayField(models.CharField(max_length=20), verbose_name=_("guard rails"), default=list, blank=True)
    size = models.PositiveIntegerField(_("visitors each variant needs"), null=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    reason = models.CharField(_("stopped because"), max_length=20, blank=True)
    winner = models.CharField(_("taken over"), max_length=1, blank=True)
    result: models.JSONField[Any, Any] = models.JSONField(null=True)
    created_by = models.CharField(_("by"), max_length=160)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    started_at = models.DateTimeField(_("started"), null=True)
    ended_at = models.DateTimeField(_("ended"), null=True)

    class Meta:
        verbose_name = _("experiment")
        verbose_name_plural = _("experiments")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "target"], condition=models.Q(state="running"), name="one_experiment_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Variant(models.Model):
    """``value`` is what visitors are shown; ``share`` percent of them are. Neither changes once it runs."""

    experiment = models.ForeignKey(Experiment, on_delete=models.CASCADE, related_name="variants")
    letter = models.CharField(_("variant"), max_length=1)
    value = models.TextField(_("is shown"), max_length=LONGEST_TEXT)
    share = models.PositiveSmallIntegerField(
        _("percent of visitors"), validators=[MinValueValidator(1), MaxValueValidator(99)]
    )

    class Meta:
        verbose_name = _("variant")
        verbose_name_plural = _("variants")
        ordering = ["letter"]
        constraints = [models.UniqueConstraint(fields=["experiment", "letter"], name="one_variant_a_letter")]

    def __str__(self) -> str:
        return self.letter


class Exposure(models.Model):
    """That a visitor was shown a variant, from then on: written once, when it is first shown, and gone at the end."""

    experiment = models.ForeignKey(Experiment, on_delete=models.CASCADE, related_name="exposures")
    variant = models.ForeignKey(Variant, on_delete=models.CASCADE, related_name="+")
    visitor = models.CharField(max_length=LONGEST_VISITOR)
    shown_at = models.DateTimeField()

    class Meta:
        verbose_name = _("exposure")
        verbose_name_plural = _("exposures")
        constraints = [models.UniqueConstraint(fields=["experiment", "visitor"], name="one_variant_a_visitor")]

    def __str__(self) -> str:
        return f"{self.experiment_id} {self.variant_id}"
