"""What a business says of language models, what it may spend on them, what was asked of them, and what was answered."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from pgvector.django import VectorField

from agents.llm.providers import model_providers
from agents.llm.values import CURRENCY
from businesses.sealing.fields import SealedTextField

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

MEANINGS = 512
"""Dimensions of ``encoding.encoder.meant``."""


def provider_choices() -> list[tuple[str, str]]:
    return [(each.key, each.label) for each in model_providers().values()]


def price_field(label: _StrPromise) -> models.DecimalField[Decimal | None, Decimal | None]:
    return models.DecimalField(
        label, max_digits=12, decimal_places=4, null=True, blank=True, validators=[MinValueValidator(Decimal(0))]
    )


class ModelAccess(models.Model):
    """Which models the business has of its own: one row at most. Without one in use, the platform's are asked.

    Prices are in dollars per million tokens, for models whose price no list holds.
    """

    provider = models.CharField(_("provider"), max_length=20, choices=provider_choices)
    address = models.URLField(_("address"), blank=True, max_length=300)
    key = SealedTextField(_("key"), blank=True, default="")
    small_model = models.CharField(_("small model"), max_length=120, blank=True)
    small_price_asked = price_field(_("its price for what it reads"))
    small_price_answered = price_field(_("its price for what it writes"))
    strong_model = models.CharField(_("strong model"), max_length=120, blank=True)
    strong_price_asked = price_field(_("its price for what it reads"))
    strong_price_answered = price_field(_("its price for what it writes"))
    answers_by = models.CharField(
        _("replies are worded by"),
        max_length=6,
        choices=[
            ("needed", _("the one each question needs")),
            ("small", _("the small model")),
            ("strong", _("the strong model")),
        ],
        default="needed",
        db_default="needed",
    )
    is_active = models.BooleanField(_("in use"), default=True)
    tried_at = models.DateTimeField(_("tried"), null=True, editable=False)

    class Meta:
        verbose_name = _("language model")
        verbose_name_plural = _("language models")

    def __str__(self) -> str:
        return f"{self.get_provider_display()}: {', '.join(filter(None, (self.small_model, self.strong_model)))}"


class Scope(models.TextChoices):
    BUSINESS = "business", _("everything")
    VISITOR = "visitor", _("each visitor")
    AGENT = "agent", _("an agent")
    PURPOSE = "purpose", _("a purpose")


class Period(models.TextChoices):
    DAY = "day", _("a day")
    MONTH = "month", _("a month")


class Budget(models.Model):
    """What may be spent in each period. ``name`` is the agent's or purpose's, empty for the other scopes."""

    scope = models.CharField(_("for"), max_length=10, choices=Scope.choices, default=Scope.BUSINESS)
    name = models.CharField(_("which"), max_length=40, blank=True)
    period = models.CharField(_("in"), max_length=5, choices=Period.choices, default=Period.MONTH)
    amount = models.DecimalField(
        _("dollars"), max_digits=12, decimal_places=4, validators=[MinValueValidator(Decimal(0))]
    )
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("model budget")
        verbose_name_plural = _("model budgets")
        constraints = [models.UniqueConstraint(fields=["scope", "name", "period"], name="budget_once")]

    def __str__(self) -> str:
        return " ".join(filter(None, (self.get_scope_display(), self.name, self.get_period_display())))


class BudgetMeter(models.Model):
    """What was spent, and is reserved by calls under way, of one budget in one period.

    ``key`` says whose and which: scope, name (of a visitor: theirs), period and its first day. Reserving, settling and
    expiring each change it in one statement (``agents.llm.budgets``).
    """

    key = models.CharField(max_length=160, unique=True)
    starts_on = models.DateField(db_index=True)
    spent = models.DecimalField(max_digits=20, decimal_places=9, default=Decimal(0))
    reserved = models.DecimalField(max_digits=20, decimal_places=9, default=Decimal(0))
    warned_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("budget meter")
        verbose_name_plural = _("budget meters")

    def __str__(self) -> str:
        return self.key


class LLMCall(models.Model):
    """One line of the ledger: one model that was asked once, or an answer that was used again.

    While the call is under way its ``outcome`` is ``open`` and it is the reservation of ``reserved`` on ``meters``; the
    process that made it may die, and then it is ``lost`` after ``expires_at``. ``reading`` compares what a model read
    in a message with what was read here. Nothing of what was said is kept.
    """

    OPEN, LOST, ANSWERED, CACHED = "open", "lost", "answered", "cached"

    created_at = models.DateTimeField(_("asked"), db_index=True)
    expires_at = models.DateTimeField(editable=False)
    purpose = models.CharField(_("purpose"), max_length=20)
    agent = models.CharField(_("agent"), max_length=20, blank=True)
    conversation = models.UUIDField(_("conversation"), null=True, db_index=True)
    rung = models.CharField(_("rung"), max_length=8, blank=True)
    provider = models.CharField(_("provider"), max_length=20, blank=True)
    model = models.CharField(_("model"), max_length=120)
    is_own_key = models.BooleanField(_("with a key of your own"), default=False)
    prompt = models.CharField(_("version of the prompt"), max_length=40, blank=True)
    outcome = models.CharField(_("outcome"), max_length=20, default=OPEN)
    cache = models.CharField(_("cache"), max_length=8, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    asked_tokens = models.PositiveIntegerField(_("tokens read"), default=0)
    answered_tokens = models.PositiveIntegerField(_("tokens written"), default=0)
    cached_tokens = models.PositiveIntegerField(_("of them read before"), default=0)
    is_estimated = models.BooleanField(_("estimated"), default=False)
    reserved = models.DecimalField(max_digits=18, decimal_places=9, default=Decimal(0), editable=False)
    meters = ArrayField(models.BigIntegerField(), default=list, editable=False)
    cost = models.DecimalField(_("cost"), max_digits=18, decimal_places=9, default=Decimal(0))
    saved = models.DecimalField(_("saved"), max_digits=18, decimal_places=9, default=Decimal(0))
    currency = models.CharField(_("currency"), max_length=3, default=CURRENCY)
    milliseconds = models.PositiveIntegerField(_("milliseconds"), default=0)
    reading = models.JSONField(_("compared with the local reading"), null=True)

    class Meta:
        verbose_name = _("call of a model")
        verbose_name_plural = _("calls of models")
        indexes = [
            models.Index(fields=["expires_at"], condition=models.Q(outcome="open"), name="llmcall_open"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} · {self.model} · {self.outcome}"


class KeptAnswer(models.Model):
    """An answer that serves again, in this business and under these versions of knowledge and prompt alone.

    ``key`` is the hash of the question as written, with all it depends on (``agents.llm.cache.answers``). ``cost`` is
    what it cost to make.
    """

    key = models.CharField(max_length=64, unique=True)
    family = models.CharField(max_length=64, db_index=True)
    question = models.TextField()
    meaning = VectorField(dimensions=MEANINGS)
    text = models.TextField()
    model = models.CharField(max_length=120)
    cost = models.DecimalField(max_digits=18, decimal_places=9)
    created_at = models.DateTimeField(db_index=True)
    expires_at = models.DateTimeField()

    class Meta:
        verbose_name = _("kept answer")
        verbose_name_plural = _("kept answers")

    def __str__(self) -> str:
        return self.question[:60]
