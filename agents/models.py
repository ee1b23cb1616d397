"""What an owner teaches the assistant: intents by example, the models trained from them, and what agents are told.

Those of the gateway to language models are in ``agents/llm/models.py``, of programs in ``agents/learning/models.py``.
"""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from agents.learning.models import EvaluationExample, EvaluationSet, OptimisationRun, PaidAnswer, ProgramVersion
from agents.llm.models import Budget, BudgetMeter, KeptAnswer, LLMCall, ModelAccess
from agents.validators import validate_examples

__all__ = [
    "AgentVersion",
    "Budget",
    "BudgetMeter",
    "EvaluationExample",
    "EvaluationSet",
    "IntentModelVersion",
    "KeptAnswer",
    "LLMCall",
    "ModelAccess",
    "OptimisationRun",
    "PaidAnswer",
    "ProgramVersion",
    "TaughtIntent",
]


class TaughtIntent(models.Model):
    """A thing customers ask that only this business knows how to answer.

    ``examples`` are 5 to 100 sentences a customer might write. The answer is the owner's own, sent as it stands.
    """

    name = models.SlugField(
        _("short name"),
        max_length=40,
        unique=True,
        validators=[RegexValidator(r"^[a-z][a-z0-9_]*$", _("Use small letters, digits and _, such as gift_cards."))],
    )
    examples = models.JSONField(_("examples"), default=list, validators=[validate_examples])
    answer = models.TextField(_("answer"), max_length=1000)
    is_active = models.BooleanField(_("in use"), default=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("taught intent")
        verbose_name_plural = _("taught intents")

    def __str__(self) -> str:
        return self.name


class IntentModelVersion(models.Model):
    """A trained model as bytes; the newest one serves, older ones tell what was in use when."""

    data = models.BinaryField()
    intents = models.PositiveSmallIntegerField(_("intents"))
    examples = models.PositiveIntegerField(_("examples"))
    trained_by = models.CharField(_("by"), max_length=160)
    trained_at = models.DateTimeField(_("trained"), auto_now_add=True)

    class Meta:
        verbose_name = _("version of the taught model")
        verbose_name_plural = _("versions of the taught model")

    def __str__(self) -> str:
        return f"v{self.pk}: {self.intents} intents, {self.examples} examples"


class AgentVersion(models.Model):
    """What an agent is told in this business from then on: written once, never changed (``agents.roster.revising``).

    The highest ``number`` holds; without a row the agent is as it came. ``tools`` are kinds of tasks. ``restores`` is
    the number of the version that was brought back, 0 for what the agent came with, None for a new one.
    """

    agent = models.CharField(_("agent"), max_length=20)
    number = models.PositiveIntegerField(_("version"))
    role = models.CharField(_("role"), max_length=200)
    goal = models.TextField(_("goal"), max_length=500)
    tone = models.CharField(_("tone"), max_length=200)
    guardrails = models.JSONField(_("guardrails"), default=list)
    tools = models.JSONField(_("tools"), default=list)
    restores = models.PositiveIntegerField(_("brought back"), null=True)
    revised_by = models.CharField(_("by"), max_length=160)
    revised_at = models.DateTimeField(_("revised"), auto_now_add=True)

    class Meta:
        verbose_name = _("version of an agent")
        verbose_name_plural = _("versions of agents")
        constraints = [models.UniqueConstraint(fields=["agent", "number"], name="agent_version_once")]

    def __str__(self) -> str:
        return f"{self.agent} v{self.number}"
