"""Set logic of the rows."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models.functions import Lower

if TYPE_CHECKING:
    from businesses.models import Booking, Customer, Order, Resource, Service, Waiting  # noqa: F401  # type arguments below

LONGEST_STAY = timedelta(days=2)
"""A service may last a day, and the time kept free after it another."""


class ResourceQuerySet(models.QuerySet["Resource"]):
    def bookable(self, service_id: int) -> ResourceQuerySet:
        """In use and able to provide the service, best fit first."""
        return self.filter(is_active=True, services=service_id).order_by("capacity", "position", "id")


class ServiceQuerySet(models.QuerySet["Service"]):
    def offered(self) -> ServiceQuerySet:
        """What customers are told of: offered by the owner, and performed by something that is in use."""
        performed = self.model.resources.through.objects.filter(resource__is_active=True, resource__trashed_at=None)
        return self.filter(is_active=True, pk__in=performed.values("service")).order_by("position", "name")


class CustomerQuerySet(models.QuerySet["Customer"]):
    def same(self, *, name: str, phone: str, email: str) -> CustomerQuerySet:
        """Case apart, in the words of ``one_customer_per_name_and_contact``, whose index then serves."""
        return self.alias(lower_name=Lower("name"), lower_email=Lower("email")).filter(
            lower_name=Lower(models.Value(name)),
            phone=phone,
            lower_email=Lower(models.Value(email)),
            erased_at=None,
        )


class BookingQuerySet(models.QuerySet["Booking"]):
    def taking(self, now: datetime) -> BookingQuerySet:
        """Those that take their resource: confirmed, there already, or held and not run out."""
        # The first condition repeats the second in the words of the exclusion constraint, whose index then serves.
        running = models.Q(status__in=("confirmed", "arrived")) | models.Q(status="held", expires_at__gt=now)
        return self.filter(running, status__in=("held", "confirmed", "arrived"))

    def sitting(self) -> BookingQuerySet:
        """Those whose customers are here now, over their time too."""
        return self.filter(status="arrived")

    def lapsed(self, now: datetime) -> BookingQuerySet:
        """Holds that have run out and still stand in the way of others."""
        return self.filter(status="held", expires_at__lte=now)

    def meeting(self, start: datetime, end: datetime) -> BookingQuerySet:
        return self.filter(during__overlap=DateTimeTZRange(start, end))

    def detailed(self) -> BookingQuerySet:
        """With everything a reader of a booking shows, in one query."""
        return self.select_related("service", "resource", "customer", "deposit")

    def move(self, booking: Booking, *, to: str, **fields: Any) -> bool:
        """Change the booking if it still has the state and version that were read; whether it had."""
        unchanged = self.filter(pk=booking.pk, version=booking.version, status=booking.status)
        return unchanged.update(status=to, version=models.F("version") + 1, **fields) == 1


class OrderQuerySet(models.QuerySet["Order"]):
    def detailed(self) -> OrderQuerySet:
        """With everything a reader of an order shows: two queries."""
        return self.select_related("customer", "table", "deposit").prefetch_related("lines")

    def move(self, order: Order, *, to: str, **fields: Any) -> bool:
        """Change the order if it still has the state and version that were read; whether it had."""
        unchanged = self.filter(pk=order.pk, version=order.version, status=order.status)
        return unchanged.update(status=to, version=models.F("version") + 1, **fields) == 1


class WaitingQuerySet(models.QuerySet["Waiting"]):
    def on_the_list(self) -> WaitingQuerySet:
        """Who still waits, first in line first: by priority, then by age."""
        return self.filter(status__in=("waiting", "offered")).order_by("-priority", "created_at", "id")

    def in_line(self, now: datetime) -> WaitingQuerySet:
        """Who could be offered something: waits without an offer, for a time that is to come."""
        return self.on_the_list().filter(status="waiting", latest_at__gt=now)

    def near(self, start: datetime) -> WaitingQuerySet:
        """Those whom the place may suit of a stay that was to begin then."""
        return self.filter(earliest_at__lt=start + LONGEST_STAY, latest_at__gt=start - LONGEST_STAY)

    def detailed(self) -> WaitingQuerySet:
        """With everything a reader shows, in one query."""
        return self.select_related("service", "staff", "customer")

    def move(self, waiting: Waiting, *, to: str, **fields: Any) -> bool:
        """Change the row if it still has the state and version that were read; whether it had."""
        unchanged = self.filter(pk=waiting.pk, version=waiting.version, status=waiting.status)
        return unchanged.update(status=to, version=models.F("version") + 1, **fields) == 1
