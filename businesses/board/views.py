"""Staff pages of the booking board."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_GET

from businesses.availability.walltime import reckonable
from businesses.board.queries import board_of, bookings_found
from businesses.board.week import week_of
from businesses.board.words import undo_of
from businesses.clock import page_clock
from businesses.models import Booking, BookingStatus
from businesses.queries import business_date_at, business_today
from businesses.queries.customers import cleaned
from tenants.actors import actor_of
from tenants.context import current_business
from tenants.permissions import Permission
from tenants.rules import member_required

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest, HttpResponse

LATE_CHOICES = (10, 20, 30, 60)
"""Minutes that one tap notes; others are under *Change*."""


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
            "late_choices": LATE_CHOICES,
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
