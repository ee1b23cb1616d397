"""What customers were told about their data, and what they agreed to: who, when, by what means, to which words."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from businesses.models.customers import Customer


class PrivacyNotice(models.Model):
    """What the business tells customers about their data. Each change is a new version; none is ever changed.

    ``marketing_question`` is what the booking form asks beside a box that nobody has ticked yet; empty: nothing.
    ``asks_to_remember``: the chat asks whether what a customer usually chooses may be remembered.
    """

    version = models.PositiveIntegerField(_("version"), unique=True, editable=False)
    text = models.TextField(_("text"), max_length=20_000)
    marketing_question = models.CharField(
        _("question about news and offers"),
        max_length=300,
        blank=True,
        help_text=_("Such as “Send me news and offers by e-mail.” Leave empty to ask nothing."),
    )
    asks_to_remember = models.BooleanField(
        _("ask in the chat whether to remember what they usually choose"),
        default=False,
        help_text=_("Once, after a booking or an order. Say in the text what you remember, and for how long."),
    )
    published_at = models.DateTimeField(_("published"))
    published_by = models.CharField(_("by"), max_length=160)

    class Meta:
        verbose_name = _("privacy notice")
        verbose_name_plural = _("privacy notice")

    def __str__(self) -> str:
        return f"v{self.version} ({self.published_at:%Y-%m-%d})"


class Purpose(models.TextChoices):
    NOTICE = "notice", _("Was shown the notice")
    MARKETING = "marketing", _("News and offers")
    REMEMBER = "remember", _("Remembering what they usually choose")


class Consent(models.Model):
    """One answer of a customer; withdrawn, it stays as the record of when it held.

    ``evidence`` is where it was given, such as ``booking:K7F-2QM``. To be remembered somebody may have agreed more than
    once: who types a name and a contact is not known by them, so what they agree to stays their own.
    """

    customer = models.ForeignKey(
        Customer, on_delete=models.CASCADE, related_name="consents", verbose_name=_("customer")
    )
    purpose = models.CharField(_("to what"), max_length=10, choices=Purpose.choices)
    notice = models.ForeignKey(
        PrivacyNotice, on_delete=models.PROTECT, related_name="+", verbose_name=_("privacy notice")
    )
    means = models.CharField(_("by what means"), max_length=10)
    evidence = models.CharField(_("where"), max_length=120)
    given_at = models.DateTimeField(_("given"))
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    withdrawn_by = models.CharField(_("withdrawn by"), max_length=160, blank=True)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints = [
            models.UniqueConstraint(
                fields=["customer", "purpose", "notice"],
                condition=models.Q(withdrawn_at=None) & ~models.Q(purpose="remember"),
                name="one_standing_consent",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} {self.notice}"
