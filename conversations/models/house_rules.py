from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Answer(models.TextChoices):
    """What is done about a message that treats the business badly; each does what those before it do."""

    NOTHING = "nothing", _("Nothing")
    MARK = "mark", _("Mark it for staff")
    CALM = "calm", _("Answer calmly")
    END = "end", _("Answer calmly, then end it")


def answer_field(name: _StrPromise, default: Answer) -> models.CharField[str, str]:
    return models.CharField(name, max_length=7, choices=Answer.choices, default=default)


class HouseRules(models.Model):
    """How the assistant answers swearing, insults, hatred, threats and what is sexual: one row at most, the defaults
    while there is none.
    """

    profanity_mild = answer_field(_("swearing, mild"), Answer.NOTHING)
    profanity_severe = answer_field(_("swearing, severe"), Answer.MARK)
    insult_mild = answer_field(_("insults, mild"), Answer.MARK)
    insult_severe = answer_field(_("insults, severe"), Answer.CALM)
    hate_mild = answer_field(_("hatred of groups, mild"), Answer.MARK)
    hate_severe = answer_field(_("hatred of groups, severe"), Answer.CALM)
    threat_mild = answer_field(_("threats, mild"), Answer.MARK)
    threat_severe = answer_field(_("threats, severe"), Answer.CALM)
    sexual_mild = answer_field(_("sexual remarks, mild"), Answer.MARK)
    sexual_severe = answer_field(_("sexual remarks, severe"), Answer.CALM)
    ends_after = models.PositiveSmallIntegerField(
        _("messages after which a conversation is ended"),
        default=3,
        validators=[MaxValueValidator(50)],
        help_text=_("Of those that are answered so that it ends. Never while something is being booked or ordered."),
    )

    class Meta:
        verbose_name = _("house rules")
        verbose_name_plural = _("house rules")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_house_rules")]

    def __str__(self) -> str:
        return str(_("House rules"))

    @classmethod
    def current(cls) -> HouseRules:
        """The business's rules, or an unsaved row with the defaults."""
        return cls.objects.first() or cls(pk=1)

    def answer_to(self, category: str, severity: str) -> Answer:
        return Answer(getattr(self, f"{category}_{severity}"))
