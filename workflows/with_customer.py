"""The mails to a customer, for their page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from businesses.customers.sections import MOST, Section
from businesses.models import Booking, Order
from tenants.permissions import Permission
from workflows.models import SentMail

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence


def mails_to(customers: Collection[int]) -> Sequence[SentMail]:
    """About their bookings and orders, the newest first."""
    booked = Booking.objects.filter(customer__in=customers).values("reference")
    ordered = Order.objects.filter(customer__in=customers).values("reference")
    mails = SentMail.objects.without_bodies().filter(Q(reference__in=booked) | Q(reference__in=ordered))
    return list(mails.newest_first()[:MOST])


SECTION = Section("mails", _("Mails"), Permission.MAIL_VIEW, "workflows/_of_customer.html", mails_to)
