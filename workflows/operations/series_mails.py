"""One mail about several dates of a series, from what their rows say when it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from businesses.events import SERIES_BOOKED, SERIES_CANCELLED, SERIES_MOVED
from businesses.models import Booking, BookingStatus
from tenants.context import current_business
from workflows.definitions.messages import MailOutcome
from workflows.errors import MailHeldBack
from workflows.mail.series import render_series
from workflows.models import MailKind
from workflows.operations.mails import send_once

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tenants.actors import Actor

KINDS = {
    SERIES_BOOKED: MailKind.SERIES_BOOKED,
    SERIES_MOVED: MailKind.SERIES_MOVED,
    SERIES_CANCELLED: MailKind.SERIES_CANCELLED,
}


def send_series_mail(*, event: str, references: Sequence[str], version: int, by: Actor) -> MailOutcome:
    """Send the mail once, about those that are still to come and still as the event left them.

    ``version`` is the first one's. Raises as ``send_booking_mail``.
    """
    if current_business().is_suspended:
        raise MailHeldBack
    kind = KINDS[event]
    status = BookingStatus.CANCELLED if kind is MailKind.SERIES_CANCELLED else BookingStatus.CONFIRMED
    rows = Booking.objects.detailed().filter(reference__in=references, status=status, starts_at__gt=timezone.now())
    bookings = list(rows.order_by("starts_at", "reference"))
    if not bookings:
        return MailOutcome(sent=False, reason="none of them is left")
    key = {"reference": references[0], "kind": kind.value, "name": "", "version": version}
    address = bookings[0].customer.email
    return send_once(key, lambda now: (address, render_series(bookings, kind, written_at=now)), by=by)
