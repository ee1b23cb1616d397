"""The mails a business sent, and when it wants them sent.  A row is written before anything leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from reports.models import Report
from workflows.querysets import SentMailQuerySet

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

WEEK_IN_HOURS = 7 * 24


class MailKind(models.TextChoices):
    """As in ``workflows.definitions``, which must not import Django, and what no workflow sends; a test holds that."""

    CONFIRMATION = "confirmation", _("Confirmation")
    RESCHEDULED = "rescheduled", _("New time")
    CANCELLATION = "cancellation", _("Cancellation")
    REMINDER = "reminder", _("Reminder")
    FOLLOW_UP = "follow_up", _("Thank you")
    UNKEPT = "unkept", _("Asked for another time")
    DEPOSIT_ASKED = "deposit_asked", _("Deposit asked for")
    DEPOSIT_LATE = "deposit_late", _("Deposit came too late")
    SERIES_BOOKED = "series_booked", _("Several dates booked")
    SERIES_MOVED = "series_moved", _("Several dates moved")
    SERIES_CANCELLED = "series_cancelled", _("Several dates cancelled")
    CHANGED = "changed", _("Change of the business, to its people")
    REPORT = "report", _("Report, to the business's people")
    ORDER_UNPAID = "order_unpaid", _("Order waits to be paid")
    ORDER_LAPSED = "order_lapsed", _("Order was not paid in time")
    ORDER_PAID_LATE = "order_paid_late", _("Payment of an order came too late")
    ORDER_REFUNDED = "order_refunded", _("Order is paid back")
    ORDER_PLACED = "order_placed", _("Order received")
    ORDER_ACCEPTED = "order_accepted", _("Order accepted")
    ORDER_READY = "order_ready", _("Order ready")
    ORDER_REJECTED = "order_rejected", _("Order turned down")
    ORDER_CANCELLED = "order_cancelled", _("Order cancelled")
    ORDER_FEEDBACK = "order_feedback", _("How was the order")
    ORDER_OVERDUE = "order_overdue", _("Order is late, to the business")
    WAITING_JOINED = "waiting_joined", _("On the waiting list")
    WAITING_OFFER = "waiting_offer", _("A place came free")
    WAITING_OVER = "waiting_over", _("Nothing came free")


class MailState(models.TextChoices):
    SENDING = "sending", _("On its way")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Not sent")
    NO_ADDRESS = "no_address", _("No address")


class SentMail(models.Model):
    """One mail about one version of a booking, order or place on the list: unique, so that it goes out once.

    While ``state`` is sending, whoever holds the claim until ``claimed_until`` is sending it. The mail keeps its
    ``message_id`` over attempts, so that a receiver drops what a killed attempt had handed over already. A ``report``
    goes along as a file while it is kept.
    """

    reference = models.CharField(_("reference"), max_length=7)
    kind = models.CharField(_("kind"), max_length=20, choices=MailKind.choices)
    name = models.CharField(max_length=20, blank=True)
    version = models.PositiveIntegerField(_("version"))
    to = models.EmailField(_("to"), blank=True)
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("text"))
    html = models.TextField()
    calendar = models.TextField(blank=True)
    report = models.ForeignKey(
        Report, on_delete=models.SET_NULL, null=True, blank=True, related_name="mails", verbose_name=_("report")
    )
    message_id = models.CharField(max_length=120)
    state = models.CharField(_("state"), max_length=10, choices=MailState.choices, default=MailState.SENDING)
    error = models.CharField(_("what went wrong"), max_length=300, blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(_("written"), auto_now_add=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    objects = SentMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        constraints = [
            models.UniqueConstraint(fields=["reference", "kind", "name", "version"], name="one_mail_of_a_kind")
        ]
        indexes = [models.Index(fields=["-created_at", "-id"], name="mail_newest")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.reference}"


def _hours(
    label: _StrPromise, default: int, help_text: _StrPromise
) -> models.PositiveSmallIntegerField[int | None, int | None]:
    return models.PositiveSmallIntegerField(
        label,
        default=default,
        null=True,
        blank=True,
        validators=[MaxValueValidator(WEEK_IN_HOURS)],
        help_text=help_text,
    )


class MailSettings(models.Model):
    """When this business writes to its customers: one row at most, the defaults while there is none."""

    first_reminder_hours = _hours(
        _("first reminder, hours before"), 24, _("Whole days keep the time of day. Leave empty for none.")
    )
    last_reminder_hours = _hours(_("last reminder, hours before"), 2, _("Leave empty for none."))
    follow_up_hours = _hours(_("thank you, hours after"), 20, _("Leave empty for none."))

    class Meta:
        verbose_name = _("mail settings")
        verbose_name_plural = _("mail settings")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_mail_settings")]

    def __str__(self) -> str:
        return str(_("Mail settings"))

    @classmethod
    def current(cls) -> MailSettings:
        """The business's settings, or an unsaved row with the defaults."""
        return cls.objects.first() or cls(pk=1)


class StoppedAppointment(models.Model):
    """Somebody stopped the mails of a booking or order; a booking's stay stopped until it is moved."""

    reference = models.CharField(_("booking"), max_length=7, unique=True)
    stopped_at = models.DateTimeField()

    class Meta:
        verbose_name = _("stopped appointment")
        verbose_name_plural = _("stopped appointments")

    def __str__(self) -> str:
        return self.reference
