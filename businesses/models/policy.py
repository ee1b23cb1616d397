from __future__ import annotations

from datetime import timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class BookingPolicy(models.Model):
    """How this business takes bookings: one row at most, the defaults while there is none."""

    lead_minutes = models.PositiveIntegerField(
        _("shortest notice in minutes"), default=60, help_text=_("How long before the start a customer may still book.")
    )
    horizon_days = models.PositiveSmallIntegerField(
        _("days ahead"), default=60, validators=[MinValueValidator(1), MaxValueValidator(730)]
    )
    slot_step_minutes = models.PositiveSmallIntegerField(
        _("minutes between starts"), default=15, validators=[MinValueValidator(5), MaxValueValidator(240)]
    )
    hold_minutes = models.PositiveSmallIntegerField(
        _("minutes a place is held"), default=5, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    cancel_cutoff_minutes = models.PositiveIntegerField(
        _("notice to cancel in minutes"),
        default=120,
        help_text=_("Later than this before the start, customers are asked to call. Agreed when they book."),
    )
    max_party_auto = models.PositiveSmallIntegerField(
        _("largest party without asking"), null=True, blank=True, validators=[MinValueValidator(1)]
    )

    deposit_minutes = models.PositiveSmallIntegerField(
        _("minutes to pay a deposit"),
        default=30,
        db_default=30,
        validators=[MinValueValidator(5), MaxValueValidator(240)],
        help_text=_("So long a place is held until its deposit is paid."),
    )
    keeps_waiting_list = models.BooleanField(
        _("keeps a waiting list"),
        default=True,
        db_default=True,
        help_text=_("Who finds nothing free may wait for a place."),
    )
    offer_minutes = models.PositiveSmallIntegerField(
        _("minutes a place is held for who waits"),
        default=30,
        db_default=30,
        validators=[MinValueValidator(5), MaxValueValidator(240)],
        help_text=_("So long somebody on the waiting list may think about a place that came free."),
    )

    class Meta:
        verbose_name = _("booking policy")
        verbose_name_plural = _("booking policy")
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="one_booking_policy"),
            models.CheckConstraint(condition=models.Q(slot_step_minutes__gte=5), name="slots_are_five_minutes_apart"),
            models.CheckConstraint(condition=models.Q(hold_minutes__gte=1), name="holds_last_a_minute"),
            models.CheckConstraint(condition=models.Q(offer_minutes__range=(5, 240)), name="offers_last_a_while"),
            models.CheckConstraint(
                condition=models.Q(deposit_minutes__range=(5, 240)), name="deposits_may_take_a_while"
            ),
        ]

    def __str__(self) -> str:
        return str(_("Booking policy"))

    @classmethod
    def current(cls) -> BookingPolicy:
        """The business's policy, or an unsaved one with the defaults."""
        return cls.objects.first() or cls(pk=1)

    @property
    def hold_lifetime(self) -> timedelta:
        return timedelta(minutes=self.hold_minutes)

    @property
    def deposit_lifetime(self) -> timedelta:
        return timedelta(minutes=self.deposit_minutes)

    @property
    def offer_lifetime(self) -> timedelta:
        return timedelta(minutes=self.offer_minutes)
