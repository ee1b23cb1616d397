"""The floor plan: how every place stands, and where the owner draws it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_time
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from businesses.availability.walltime import opening_instant, reckonable
from businesses.board.floor import areas_of, floor_at, places, spot_of
from businesses.board.views import LATE_CHOICES
from businesses.board.words import undo_of
from businesses.clock import page_clock
from businesses.models.resources import PLAN_COLUMNS, PLAN_ROWS
from businesses.operations.floor import arrange_floor, lay_out
from businesses.operations.reseating import places_that_fit
from tenants.actors import actor_of
from tenants.context import current_business
from tenants.errors import AppError
from tenants.permissions import Permission
from tenants.rules import member_required

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from businesses.models import Resource

LONGEST_NUMBER = 2


@member_required(Permission.BOOKINGS_VIEW)
@require_GET
def floor(request: HttpRequest) -> HttpResponse:
    """How it stands now, or at ``?date=…&time=…``; ``?place=…`` opens one place with its bookings."""
    business, now = current_business(), timezone.now()
    at = _asked(request, now)
    areas = floor_at(at, now=now)
    spots = [spot for area in areas for spot in (*area.placed, *area.unplaced)]
    chosen = next((spot for spot in spots if str(spot.resource.pk) == request.GET.get("place")), None)
    moving = chosen.booking if chosen else None
    with timezone.override(business.zone):
        context = {
            "section": "board",
            "areas": areas,
            "is_drawn": any(area.placed for area in areas),
            "chosen": chosen,
            "others": places_that_fit(moving).exclude(pk=moving.resource_id) if moving else [],
            "at": at,
            "now": now,
            "is_now": at == now,
            "undo": undo_of(by=actor_of(request.user), now=now),
            "late_choices": LATE_CHOICES,
            "clock": page_clock(business.country),
        }
        return render(request, "board/floor.html", context)


def _asked(request: HttpRequest, now: datetime) -> datetime:
    """The moment that is asked for; now where it is none."""
    try:
        day, at = parse_date(request.GET.get("date", "")[:10]), parse_time(request.GET.get("time", "")[:8])
    except ValueError:
        return now
    return opening_instant(reckonable(day), at, current_business().zone) if day and at else now


@member_required(Permission.CATALOGUE_CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def arrange(request: HttpRequest) -> HttpResponse:
    """Where every place stands, to be dragged, moved by arrow keys or given in figures; the POST keeps it."""
    rows = places()
    if request.method != "POST":
        return _show(request, rows)
    by = actor_of(request.user)
    try:
        if "lay_out" in request.POST:
            moved = lay_out(by=by)
        else:
            moved = arrange_floor(spots={row.pk: _spot(request, row) for row in rows}, by=by)
    except AppError as refusal:
        for row in rows:
            row.plan_column, row.plan_row = _spot(request, row) or (None, None)
        return _show(request, rows, told=str(refusal.detail), status=refusal.status)
    told = ngettext("%(count)d place was moved.", "%(count)d places were moved.", moved)
    messages.success(request, told % {"count": moved})
    return redirect("board-floor")


def _spot(request: HttpRequest, row: Resource) -> tuple[int, int] | None:
    """Column and row as people count them, from one; nowhere where either is missing or beyond the plan."""
    said = [request.POST.get(f"{name}-{row.pk}", "") for name in ("column", "row")]
    if not all(each.isascii() and each.isdecimal() and len(each) <= LONGEST_NUMBER for each in said):
        return None
    column, line = int(said[0]) - 1, int(said[1]) - 1
    return (column, line) if 0 <= column < PLAN_COLUMNS and 0 <= line < PLAN_ROWS else None


def _show(request: HttpRequest, rows: Sequence[Resource], *, told: str = "", status: int = 200) -> HttpResponse:
    now = timezone.now()
    context = {
        "section": "board",
        "areas": areas_of([spot_of(row, (), at=now, now=now) for row in rows]),
        "columns": range(1, PLAN_COLUMNS + 1),
        "rows": range(1, PLAN_ROWS + 1),
        "told": told or (_("There is nothing to draw yet: add tables, rooms or bays first.") if not rows else ""),
    }
    return render(request, "board/arrange.html", context, status=status)
