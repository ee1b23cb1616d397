"""Bookings and their timeline."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from businesses.models.catalogue import Service
from businesses.models.customers import Customer
from businesses.models.deposits import Deposit, DepositState
from businesses.models.resources import Resource
from businesses.models.series import BookingSeries
from businesses.models.statuses import ACTIVE, BookingStatus
from businesses.querysets import BookingQuerySet
from businesses.references import new_reference


class BookingSource(models.TextChoices):
    CHAT = "chat", _("Chat")
    STAFF = "staff", _("Staff")
    FORM = "form", _("Booking page")
    API = "api", _("API")
    WALK_IN = "walk_in", _("Walk-in")
    IMPORT = "import", _("Import")


def new_nonce() -> str:
    return secrets.token_hex(16)


class Booking(models.Model):
    """A customer's claim on a resource.

    ``during`` is what the resource is taken for, the service's buffer included; the customer is told ``starts_at``
    and ``ends_at``. ``cancel_cutoff_minutes`` is the policy as agreed when booking. ``arrived_at`` and ``left_at``
    are when staff noted it, where they did; what is taken stays what was booked. ``deposit`` is the one that counts:
    the last one asked for, or the one that was paid.
    """

    reference = models.CharField(_("reference"), max_length=7, unique=True, default=new_reference, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="bookings", verbose_name=_("service"))
    resource = models.ForeignKey(
        Resource, on_delete=models.PROTECT, related_name="bookings", verbose_name=_("resource")
    )
    customer = models.ForeignKey(
        Customer, on_delete=models.PROTECT, related_name="bookings", verbose_name=_("customer")
    )
    series = models.ForeignKey(
        BookingSeries,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="bookings",
        editable=False,
        verbose_name=_("series"),
    )
    party_size = models.PositiveSmallIntegerField(_("how many"), default=1)
    during = DateTimeRangeField(_("taken"))
    starts_at = models.GeneratedField(
        expression=models.Func(models.F("during"), function="lower"),
        output_field=models.DateTimeField(_("starts")),
        db_persist=True,
        verbose_name=_("starts"),
    )
    buffer_minutes = models.PositiveSmallIntegerField(_("minutes kept free afterwards"), default=0)
    status = models.CharField(_("status"), max_length=10, choices=BookingStatus.choices, default=BookingStatus.HELD)
    expires_at = models.DateTimeField(_("held until"), null=True, blank=True)
    deposit = models.OneToOneField(
        Deposit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="booking",
        editable=False,
        verbose_name=_("deposit"),
    )
    cancel_cutoff_minutes = models.PositiveIntegerField(_("notice to cancel in minutes"), default=0)
    source = models.CharField(_("source"), max_length=10, choices=BookingSource.choices)
    note = models.TextField(_("note"), max_length=500, blank=True)
    address = models.TextField(
        _("address"), max_length=300, blank=True, help_text=_("Where the customer is visited, such as 12 Oak Street.")
    )
    late_minutes = models.PositiveSmallIntegerField(_("minutes late, as told"), default=0)
    arrived_at = models.DateTimeField(_("checked in"), null=True, blank=True, editable=False)
    left_at = models.DateTimeField(_("left"), null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    hold_key = models.CharField(
        max_length=64, unique=True, null=True, blank=True, editable=False
    )  # unique where present
    hold_fingerprint = models.CharField(max_length=64, blank=True, editable=False)
    manage_nonce = models.CharField(max_length=32, default=new_nonce, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = BookingQuerySet.as_manager()

    class Meta:
        verbose_name = _("booking")
        verbose_name_plural = _("bookings")
        constraints = [
            # No double booking. The resource is written as a range of one because the operator class for plain
            # equality in a GiST index is an extension (btree_gist) that not every server has.
            ExclusionConstraint(
                name="no_double_booking",
                index_type="GIST",
                expressions=[
                    (
                        models.Func(
                            models.F("resource"), models.F("resource"), models.Value("[]"), function="int8range"
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                    ("during", RangeOperators.OVERLAPS),
                ],
                condition=models.Q(status__in=[status.value for status in ACTIVE]),
                violation_error_message=_("Something else is booked there at that time."),
            ),
            models.CheckConstraint(
                condition=models.Q(during__isempty=False, during__lower_inf=False, during__upper_inf=False),
                name="booking_has_start_and_end",
            ),
            models.CheckConstraint(condition=models.Q(party_size__gte=1), name="booking_is_for_someone"),
            models.CheckConstraint(
                condition=~models.Q(status=BookingStatus.HELD) | models.Q(expires_at__isnull=False),
                name="hold_expires",
            ),
        ]
        indexes = [
            models.Index(fields=["starts_at"], name="booking_starts"),
            models.Index(fields=["expires_at"], condition=models.Q(status="held"), name="booking_holds"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def ends_at(self) -> datetime:
        """When the customer leaves; the resource stays taken for the buffer."""
        upper: datetime = self.during.upper
        return upper.astimezone(UTC) - timedelta(minutes=self.buffer_minutes)

    @property
    def cancel_by(self) -> datetime:
        """Until when the customer may cancel or move it without calling."""
        lower: datetime = self.during.lower
        return lower.astimezone(UTC) - timedelta(minutes=self.cancel_cutoff_minutes)

    def is_active(self, now: datetime) -> bool:
        """Whether it takes the resource: confirmed, with the customer here or not yet, or held and not run out."""
        if self.status == BookingStatus.HELD:
            return self.expires_at is not None and self.expires_at > now
        return self.status in ACTIVE

    def owed_deposit(self, now: datetime) -> Deposit | None:
        """What is asked for so that it is booked, while its place is held for that."""
        is_held = self.status == BookingStatus.HELD and self.is_active(now)
        return self.deposit if is_held and self.deposit and self.deposit.state == DepositState.ASKED else None

    def is_over_time(self, now: datetime) -> bool:
        """Whether the customer is still here after the time booked: the next ones may have to wait."""
        return self.status == BookingStatus.ARRIVED and self.ends_at < now


class BookingChange(models.Model):
    """One line of a booking's timeline."""

    booking = models.ForeignKey(Booking, on_delete=models.CASCADE, related_name="changes", verbose_name=_("booking"))
    at = models.DateTimeField(_("at"))
    actor = models.CharField(_("by"), max_length=160)
    actor_name = models.CharField(_("name"), max_length=120, blank=True)
    kind = models.CharField(_("what"), max_length=20)
    from_status = models.CharField(_("from"), max_length=10, choices=BookingStatus.choices, blank=True)
    to_status = models.CharField(_("to"), max_length=10, choices=BookingStatus.choices)
    version = models.PositiveIntegerField(_("version"))
    detail = models.JSONField(_("detail"), default=dict, blank=True)

    class Meta:
        verbose_name = _("booking change")
        verbose_name_plural = _("booking changes")
        constraints = [models.UniqueConstraint(fields=["booking", "version"], name="one_change_per_version")]

    def __str__(self) -> str:
        return f"{self.booking_id} v{self.version} {self.kind}"
