"""Cancelling several bookings at once: first how many and whose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from businesses.board.forms import version_in
from businesses.clock import page_clock
from businesses.models import Booking, BookingStatus
from businesses.operations import cancel_booking
from businesses.queries import business_date_at
from tenants.actors import actor_of
from tenants.context import current_business
from tenants.errors import AppError
from tenants.permissions import Permission
from tenants.rules import member_required

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest, HttpResponse

MOST = 100


@member_required(Permission.BOOKINGS_CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def cancel_chosen(request: HttpRequest) -> HttpResponse:
    """Asks whether those chosen shall be cancelled; the POST does it, each by itself."""
    said = request.POST if request.method == "POST" else request.GET
    rows = Booking.objects.detailed().filter(reference__in=said.getlist("chosen")[:MOST])
    bookings = list(rows.filter(status=BookingStatus.CONFIRMED).order_by("starts_at", "reference"))
    if not bookings:
        return redirect("board")
    if request.method == "POST":
        _cancel(request, bookings)
        return redirect(_day_of(bookings[0]))
    business = current_business()
    context = {
        "section": "board",
        "bookings": bookings,
        "its_day": _day_of(bookings[0]),
        "clock": page_clock(business.country),
    }
    with timezone.override(business.zone):
        return render(request, "board/cancel.html", context)


def _cancel(request: HttpRequest, bookings: Iterable[Booking]) -> None:
    """One that refuses is told with its reason and does not stop the others."""
    done = 0
    for booking in bookings:
        version = version_in(request.POST.get(f"version-{booking.reference}", ""))
        try:
            cancel_booking(reference=booking.reference, by=actor_of(request.user), version=version)
        except AppError as error:
            messages.error(request, f"{booking.customer.name}, {booking.reference}: {error.detail}")
        else:
            done += 1
    if done:
        told = ngettext("%(count)d booking is cancelled.", "%(count)d bookings are cancelled.", done)
        messages.success(request, told % {"count": done})


def _day_of(booking: Booking) -> str:
    return reverse("board-day", args=[f"{business_date_at(booking.during.lower):%Y-%m-%d}"])
