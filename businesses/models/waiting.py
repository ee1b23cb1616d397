"""The waiting list: who wants a time that is taken, and what they were offered of what came free."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from businesses.models.bookings import Booking, BookingSource, new_nonce
from businesses.models.catalogue import Service
from businesses.models.customers import Customer
from businesses.models.resources import StaffMember
from businesses.models.waiting_statuses import ON_THE_LIST, WaitingStatus
from businesses.querysets import WaitingQuerySet
from businesses.references import new_reference

if TYPE_CHECKING:
    from datetime import datetime


class Waiting(models.Model):
    """A customer's place on the waiting list: for a service, on one day, starting between two instants.

    ``staff`` where they wait for one person. ``priority`` goes before age: the larger comes first. ``day`` is the
    business day that was asked for, ``earliest_at`` and ``latest_at`` are the first and the last start that suits.
    """

    reference = models.CharField(_("reference"), max_length=7, unique=True, default=new_reference, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+", verbose_name=_("service"))
    staff = models.ForeignKey(
        StaffMember, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("with whom")
    )
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="waits", verbose_name=_("customer"))
    party_size = models.PositiveSmallIntegerField(_("how many"), default=1)
    day = models.DateField(_("day"))
    earliest_at = models.DateTimeField(_("from"))
    latest_at = models.DateTimeField(_("until"))
    priority = models.SmallIntegerField(_("priority"), default=0, db_default=0)
    status = models.CharField(_("status"), max_length=10, choices=WaitingStatus.choices, default=WaitingStatus.WAITING)
    source = models.CharField(_("source"), max_length=10, choices=BookingSource.choices)
    note = models.TextField(_("note"), max_length=500, blank=True)
    address = models.TextField(_("address"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    manage_nonce = models.CharField(max_length=32, default=new_nonce, editable=False)
    created_at = models.DateTimeField(_("waits since"), default=timezone.now, editable=False)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now, editable=False)

    objects = WaitingQuerySet.as_manager()

    class Meta:
        verbose_name = _("place on the waiting list")
        verbose_name_plural = _("waiting list")
        constraints = [
            models.CheckConstraint(condition=models.Q(party_size__gte=1), name="waiting_is_for_someone"),
            models.CheckConstraint(
                condition=models.Q(latest_at__gte=models.F("earliest_at")), name="waiting_window_has_an_end"
            ),
        ]
        indexes = [
            models.Index(
                fields=["-priority", "created_at"],
                condition=models.Q(status__in=["waiting", "offered"]),
                name="waiting_in_line",
            )
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_on_the_list(self) -> bool:
        return self.status in ON_THE_LIST


class OfferOutcome(models.TextChoices):
    OPEN = "open", _("Waits for an answer")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    LAPSED = "lapsed", _("Not answered in time")
    WITHDRAWN = "withdrawn", _("Taken back")


class WaitingOffer(models.Model):
    """A time that came free, held for somebody on the list by ``booking`` until ``expires_at``."""

    waiting = models.ForeignKey(
        Waiting, on_delete=models.CASCADE, related_name="offers", verbose_name=_("place on the waiting list")
    )
    booking = models.OneToOneField(Booking, on_delete=models.PROTECT, related_name="offer", verbose_name=_("booking"))
    offered_at = models.DateTimeField(_("offered"))
    expires_at = models.DateTimeField(_("held until"))
    outcome = models.CharField(_("answer"), max_length=10, choices=OfferOutcome.choices, default=OfferOutcome.OPEN)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    class Meta:
        verbose_name = _("offer to who waits")
        verbose_name_plural = _("offers to who waits")
        constraints = [
            models.UniqueConstraint(
                fields=["waiting"], condition=models.Q(outcome="open"), name="one_open_offer_for_who_waits"
            )
        ]

    def __str__(self) -> str:
        return f"{self.waiting_id}: {self.booking_id} {self.outcome}"

    def is_running(self, now: datetime) -> bool:
        return self.outcome == OfferOutcome.OPEN and self.expires_at > now
