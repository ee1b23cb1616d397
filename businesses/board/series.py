"""Several dates in one go: looked at one by one, then booked together; and the page of a series."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from businesses.board.forms import RepeatForm, version_shown
from businesses.clock import page_clock
from businesses.contacts import CustomerDetails
from businesses.errors import BookingError, BookingNotFound, ContactNotValid
from businesses.explanations import explain
from businesses.models import Booking, BookingSeries, BookingSource
from businesses.operations import book_series, cancel_following
from businesses.queries.series import planned_series
from businesses.tokens import read_slot
from tenants.actors import actor_of
from tenants.context import current_business
from tenants.errors import AppError
from tenants.permissions import Permission
from tenants.rules import member_required

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from businesses.board.forms import DeskContactForm, DeskWishForm
    from businesses.queries.series import PlannedDate

LEFT_OUT = "none"
"""What stands for a date that is not to be booked: it is chosen as the others are, never by silence."""


def choose_dates(
    request: HttpRequest, wish: DeskWishForm, contact: DeskContactForm, repeat: RepeatForm
) -> HttpResponse:
    """Shows every date with its time, or what is free near it; sent with a choice for each, books what was chosen.

    Raises ``SlotNotValid`` where the first time was offered too long ago, ``ContactNotValid``.
    """
    dates = planned_series(
        service=wish.cleaned_data["service"],
        claim=read_slot(contact.cleaned_data["slot"]),
        rhythm=repeat.rhythm,
        now=timezone.now(),
        is_for_staff=True,
    )
    if "dates" not in request.POST:
        return _show(request, wish, contact, repeat, dates)
    chosen = [request.POST.get(f"date-{number}", "") for number in range(len(dates))]
    if "" in chosen:
        return _show(request, wish, contact, repeat, dates, told=_("Please choose for each date."), status=422)
    try:
        series = _book([token for token in chosen if token != LEFT_OUT], contact, repeat, request)
    except ContactNotValid:
        raise
    except BookingError as refusal:
        told = " ".join((str(refusal.detail), _("Nothing has been booked.")))
        return _show(request, wish, contact, repeat, dates, told=told, status=refusal.status)
    count = series.bookings.count()
    told = ngettext("%(count)d date is booked for %(name)s.", "%(count)d dates are booked for %(name)s.", count)
    messages.success(request, told % {"count": count, "name": contact.cleaned_data["name"]})
    return redirect("board-series", key=series.pk)


def _book(tokens: list[str], contact: DeskContactForm, repeat: RepeatForm, request: HttpRequest) -> BookingSeries:
    said = contact.cleaned_data
    return book_series(
        slot_tokens=tokens,
        every_weeks=repeat.rhythm.every_weeks,
        customer=CustomerDetails(name=said["name"], phone=said["phone"], email=said["email"]),
        note=said["note"],
        address=said.get("address", ""),
        key=f"form:{said['key']}",
        by=actor_of(request.user),
        source=BookingSource.STAFF,
    )


def _show(
    request: HttpRequest,
    wish: DeskWishForm,
    contact: DeskContactForm,
    repeat: RepeatForm,
    dates: list[PlannedDate],
    *,
    told: str = "",
    status: int = 200,
) -> HttpResponse:
    clock = page_clock(current_business().country)
    context: dict[str, Any] = {
        "section": "board",
        "wish": wish,
        "contact": contact,
        "repeat": repeat,
        "rows": [(each, explain(each.reason, clock=clock) if each.reason else "") for each in dates],
        "free": sum(each.slot is not None for each in dates),
        "left_out": LEFT_OUT,
        "clock": clock,
        "told": told,
    }
    return render(request, "board/series_new.html", context, status=status)


@member_required(Permission.BOOKINGS_VIEW)
@require_GET
def series(request: HttpRequest, key: int) -> HttpResponse:
    """All dates of a series, past ones and cancelled ones too."""
    found = get_object_or_404(BookingSeries, pk=key)
    rows = Booking.objects.detailed().filter(series=found).order_by("starts_at", "reference")
    context = {
        "section": "board",
        "series": found,
        "bookings": rows,
        "now": timezone.now(),
        "clock": page_clock(current_business().country),
    }
    with timezone.override(current_business().zone):
        return render(request, "board/series.html", context)


@member_required(Permission.BOOKINGS_CHANGE)
@require_POST
def cancel_from(request: HttpRequest, reference: str) -> HttpResponse:
    """Cancel a date of a series and all after it."""
    booking = Booking.objects.filter(reference=reference).exclude(series=None).first()
    if booking is None:
        raise Http404
    try:
        ended = cancel_following(reference=reference, by=actor_of(request.user), version=version_shown(request))
    except BookingNotFound:
        raise Http404 from None
    except AppError as error:
        messages.error(request, f"{reference}: {error.detail}")
    else:
        told = ngettext("%(count)d booking is cancelled.", "%(count)d bookings are cancelled.", len(ended))
        messages.success(request, told % {"count": len(ended)})
    return redirect("board-series", key=booking.series_id)
