"""Codes people scan: at a table, for the menu, of a campaign; and how often, day by day."""

from __future__ import annotations

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from businesses.models.resources import Resource

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
LENGTH = 12
"""Of 31 letters: 59 bits, which nobody guesses over the network."""


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _each in range(LENGTH))


class QrPurpose(models.TextChoices):
    TABLE = "table", _("A table")
    MENU = "menu", _("The menu")
    CAMPAIGN = "campaign", _("A campaign")


class QrOpens(models.TextChoices):
    CHAT = "chat", _("The chat")
    MENU = "menu", _("The menu")
    BOOK = "book", _("The booking form")


class QrCode(models.Model):
    """What its address (``/q/<code>/``) opens; one that was withdrawn says so, and is never given out again."""

    code = models.CharField(_("code"), max_length=LENGTH, unique=True, default=new_code, editable=False)
    purpose = models.CharField(_("for"), max_length=10, choices=QrPurpose.choices)
    table = models.ForeignKey(
        Resource, on_delete=models.CASCADE, null=True, blank=True, related_name="qr_codes", verbose_name=_("table")
    )
    name = models.CharField(
        _("name"), max_length=80, blank=True, help_text=_("Such as “Flyer in May”; customers do not see it.")
    )
    opens = models.CharField(_("opens"), max_length=10, choices=QrOpens.choices, default=QrOpens.CHAT)
    created_at = models.DateTimeField(_("made"), auto_now_add=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        verbose_name = _("QR code")
        verbose_name_plural = _("QR codes")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(purpose=QrPurpose.TABLE, table__isnull=False)
                | ~models.Q(purpose=QrPurpose.TABLE) & models.Q(table=None),
                name="qr_code_of_a_table_names_it",
                violation_error_message=_("Choose the table of a code for a table, and none for other codes."),
            ),
            models.UniqueConstraint(
                fields=["table"],
                condition=models.Q(withdrawn_at=None),
                name="one_qr_code_per_table",
                violation_error_message=_("This table has a code already. Withdraw that one first."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or (str(self.table) if self.table else self.get_purpose_display())


class QrScan(models.Model):
    """How often a code was scanned on a day of the business: a number, and nothing of who."""

    qr_code = models.ForeignKey(QrCode, on_delete=models.CASCADE, related_name="scans", verbose_name=_("QR code"))
    day = models.DateField(_("day"))
    count = models.PositiveIntegerField(_("scans"), default=0)

    class Meta:
        verbose_name = _("scans of a day")
        verbose_name_plural = _("scans by day")
        constraints = [models.UniqueConstraint(fields=["qr_code", "day"], name="one_count_per_code_and_day")]

    def __str__(self) -> str:
        return f"{self.day}: {self.count}"
