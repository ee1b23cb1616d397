from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

YEAR = 365


def _days(
    label: _StrPromise, default: int, help_text: _StrPromise
) -> models.PositiveSmallIntegerField[int | None, int | None]:
    return models.PositiveSmallIntegerField(
        label, default=default, null=True, blank=True, validators=[MinValueValidator(1)], help_text=help_text
    )


class RetentionPolicy(models.Model):
    """For how many days what is kept of people: one row at most, the defaults while there is none. Empty: for good.

    The fields are called as what they are of is declared (``businesses.privacy.retention``).
    """

    memory_days = _days(
        _("what the assistant remembers, days"), 30, _("After the last message; a customer who returns begins anew.")
    )
    remembered_days = _days(
        _("what customers agreed to have remembered, days"),
        YEAR,
        _("After they were last here; their agreement ends with it."),
    )
    conversations_days = _days(
        _("what was said, days"), YEAR, _("After the last message. That there was a conversation is still counted.")
    )
    mails_days = _days(_("what mails said, and to whom, days"), 180, _("That a mail went out is still known."))
    customers_days = _days(
        _("customers, with notes and addresses of bookings, days"),
        3 * YEAR,
        _("After their last visit. What they booked is still counted, without a name."),
    )
    admin_log_days = _days(
        _("who did what, and from where, days"), YEAR, _("That something was done stays on record, without names.")
    )
    reports_days = _days(_("reports that were made, days"), YEAR, _("Their files go with them."))

    class Meta:
        verbose_name = _("how long data is kept")
        verbose_name_plural = _("how long data is kept")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_retention_policy")]

    def __str__(self) -> str:
        return str(_("How long data is kept"))

    @classmethod
    def current(cls) -> RetentionPolicy:
        """The business's choice, or an unsaved row with the defaults."""
        return cls.objects.first() or cls(pk=1)
