"""Staff pages of the booking board."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from businesses.availability.walltime import reckonable
from businesses.board.forms import version_shown
from businesses.board.placing import undo_of
from businesses.board.queries import board_of, bookings_found
from businesses.board.week import week_of
from businesses.clock import page_clock
from businesses.models import Booking, BookingStatus
from businesses.operations import cancel_booking, complete_booking, mark_no_show
from businesses.queries import business_date_at, business_today
from businesses.queries.customers import cleaned
from tenants.actors import actor_of
from tenants.context import current_business
from tenants.errors import AppError
from tenants.permissions import Permission
from tenants.rules import member_required

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest, HttpResponse

MOVES = {"complete": complete_booking, "no-show": mark_no_show, "cancel": cancel_booking}


@member_required(Permission.BOOKINGS_VIEW)
@require_GET
def day(request: HttpRequest, day: str = "") -> HttpResponse:
    """The board of one day of the business's own calendar, today unless the path names another, or the picker does."""
    if picked := request.GET.get("date", ""):
        return redirect("board-day", day=f"{_day(picked[:10]):%Y-%m-%d}")
    shows_cancelled = "cancelled" in request.GET
    with timezone.override(current_business().zone):
        shown = _day(day)
        board = board_of(shown, now=timezone.now(), shows_cancelled=shows_cancelled)
        context = {
            "board": board,
            "section": "board",
            "shows_cancelled": shows_cancelled,
            "undo": undo_of(by=actor_of(request.user), now=timezone.now()),
            "today": business_today(),
            "now": timezone.now(),
            "clock": page_clock(current_business().country),
        }
        return render(request, "board/day.html", context)


@member_required(Permission.BOOKINGS_VIEW)
@require_GET
def week(request: HttpRequest, day: str = "") -> HttpResponse:
    """Seven days at a glance, each leading to its board."""
    with timezone.override(current_business().zone):
        context = {
            "section": "board",
            "week": week_of(_day(day), now=timezone.now()),
            "today": business_today(),
            "clock": page_clock(current_business().country),
        }
        return render(request, "board/week.html", context)


@member_required(Permission.BOOKINGS_VIEW)
@require_GET
def booking(request: HttpRequest, reference: str) -> HttpResponse:
    """From a booking to its place on the board of its day."""
    found = get_object_or_404(Booking, reference=reference)
    cancelled = "?cancelled=1" if found.status == BookingStatus.CANCELLED else ""
    day = f"{business_date_at(found.during.lower):%Y-%m-%d}"
    return redirect(f"{reverse('board-day', args=[day])}{cancelled}#b-{found.reference}")


@member_required(Permission.BOOKINGS_VIEW)
@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Bookings of any day, by name, contact or reference; those to come first."""
    text = cleaned(request.GET.get("q", ""))
    with timezone.override(current_business().zone):
        found = bookings_found(text, now=timezone.now()) if text else []
        return render(request, "board/search.html", {"section": "board", "found": found, "search": text})


@member_required(Permission.BOOKINGS_CHANGE)
@require_POST
def move(request: HttpRequest, reference: str, verb: str) -> HttpResponse:
    """Complete, cancel or mark a booking as not come, and go back to its day."""
    if verb not in MOVES:
        raise Http404
    try:
        booking = MOVES[verb](reference=reference, by=actor_of(request.user), version=version_shown(request))
    except AppError as error:
        messages.error(request, str(error.detail))
        return redirect("board")
    messages.success(
        request,
        _("%(reference)s: %(status)s") % {"reference": booking.reference, "status": booking.get_status_display()},
    )
    return redirect("board-day", day=f"{business_date_at(booking.during.lower):%Y-%m-%d}")


def _day(text: str) -> date:
    if not text:
        return business_today()
    try:
        parsed = parse_date(text)
    except ValueError:
        parsed = None
    if parsed is None:
        raise Http404
    return reckonable(parsed)
