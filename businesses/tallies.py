"""What an organisation's page tells of bookings in each of its businesses."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from businesses.models import Booking, BookingStatus
from businesses.queries.hours import business_day, business_today
from tenants.organisations.tallies import Tally
from tenants.permissions import Permission

COME = (BookingStatus.CONFIRMED, BookingStatus.ARRIVED, BookingStatus.COMPLETED)


def bookings_today() -> int:
    """Of the business day that runs, those to come and those that came."""
    day = business_day(business_today())
    return Booking.objects.filter(status__in=COME, starts_at__gte=day.start, starts_at__lt=day.end).count()


BOOKINGS = Tally("bookings_today", _("Bookings today"), Permission.BOOKINGS_VIEW, bookings_today)
