"""The lists that figures of bookings and orders open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from businesses.dashboard.bookings import KEPT
from businesses.dashboard.orders import FALLEN_THROUGH
from businesses.dashboard.registry import Rows
from businesses.models import Booking, BookingSource, BookingStatus, Order
from tenants.permissions import Permission

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet

    from businesses.dashboard.periods import Stretch


def _bookings(**fields: Any) -> Callable[[Stretch], QuerySet[Booking]]:
    def find(stretch: Stretch) -> QuerySet[Booking]:
        rows = Booking.objects.detailed().filter(starts_at__gte=stretch.start, starts_at__lt=stretch.end, **fields)
        return rows.order_by("-starts_at", "-pk")

    return find


def _orders(stretch: Stretch) -> QuerySet[Order]:
    rows = Order.objects.select_related("customer").filter(placed_at__gte=stretch.start, placed_at__lt=stretch.end)
    return rows.exclude(status__in=FALLEN_THROUGH).order_by("-placed_at", "-pk")


def _list(key: str, title: Any, **fields: Any) -> Rows:
    return Rows(
        key=key,
        title=title,
        permission=Permission.BOOKINGS_VIEW,
        find=_bookings(**fields),
        at="starts_at",
        template="dashboard/_booking.html",
    )


LISTS = (
    _list("bookings", _("Bookings"), status__in=KEPT),
    _list("booked_by_chat", _("Booked by chat"), status__in=KEPT, source=BookingSource.CHAT),
    _list("no_shows", _("Did not come"), status=BookingStatus.NO_SHOW),
    _list("cancelled", _("Cancelled"), status=BookingStatus.CANCELLED),
    Rows(
        key="orders",
        title=_("Orders"),
        permission=Permission.ORDERS_VIEW,
        find=_orders,
        at="placed_at",
        template="dashboard/_order.html",
    ),
)
