"""Booking for a customer at the desk or on the phone, and moving a booking."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from businesses.availability.walltime import reckonable
from businesses.board.forms import DeskContactForm, DeskWishForm, RepeatForm, version_shown
from businesses.board.series import choose_dates
from businesses.clock import page_clock
from businesses.contacts import CustomerDetails
from businesses.desk import current_desk
from businesses.errors import BookingError, ContactNotValid
from businesses.explanations import explain
from businesses.forms import LARGEST_PARTY
from businesses.models import Booking, BookingSource, StaffMember
from businesses.operations import book_at_once, move_following, reschedule_booking
from businesses.operations.following import following
from businesses.queries import business_date_at, business_today, find_slots, why_unavailable
from businesses.tokens import read_slot
from tenants.actors import actor_of
from tenants.context import current_business
from tenants.permissions import Permission
from tenants.rules import member_required

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest, HttpResponse


@member_required(Permission.BOOKINGS_CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """``/staff/new/?service=…&people=…&date=…``: the day's times and who comes; the POST books."""
    with timezone.override(current_business().zone):
        wish = DeskWishForm(_asked(request), today=business_today())
        if request.method != "POST":
            contact = DeskContactForm(initial={"key": uuid.uuid4()}, is_visit=_is_visit(wish))
            return _show(request, wish, contact, RepeatForm())
        contact, repeat = DeskContactForm(request.POST, is_visit=_is_visit(wish)), RepeatForm(request.POST)
        if not (wish.is_valid() and contact.is_valid() and repeat.is_valid()):
            return _show(request, wish, contact, repeat, status=422)
        return _book(request, wish, contact, repeat)


def _asked(request: HttpRequest) -> dict[str, Any]:
    """The wish of the address; what it leaves out is the first service, for two, today."""
    first = next(iter(current_desk().services), None)
    usual = {"service": first.id if first else None, "people": 2, "date": business_today().isoformat()}
    return {**usual, **{name: value for name, value in request.GET.items() if value}}


def _is_visit(wish: DeskWishForm) -> bool:
    return wish.is_valid() and wish.cleaned_data["service"].is_visit


def _book(request: HttpRequest, wish: DeskWishForm, contact: DeskContactForm, repeat: RepeatForm) -> HttpResponse:
    said = contact.cleaned_data
    try:
        if repeat.cleaned_data["every"]:
            return choose_dates(request, wish, contact, repeat)
        booking = book_at_once(
            slot_token=said["slot"],
            party_size=wish.party_size,
            customer=CustomerDetails(name=said["name"], phone=said["phone"], email=said["email"]),
            note=said["note"],
            address=said.get("address", ""),
            key=said["key"],
            by=actor_of(request.user),
            source=BookingSource.STAFF,
        )
    except ContactNotValid as refusal:
        for field, message in refusal.errors.items():
            contact.add_error(field, str(message))
        return _show(request, wish, contact, repeat, status=refusal.status)
    except BookingError as refusal:
        return _show(request, wish, contact, repeat, refusal=refusal, status=refusal.status)
    told = _("%(reference)s is booked for %(name)s.")
    messages.success(request, told % {"reference": booking.reference, "name": booking.customer.name})
    return _to_its_day(booking)


def _show(
    request: HttpRequest,
    wish: DeskWishForm,
    contact: DeskContactForm,
    repeat: RepeatForm,
    *,
    refusal: BookingError | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"section": "board", "wish": wish, "contact": contact, "repeat": repeat, "refusal": refusal}
    if wish.is_valid():
        said = wish.cleaned_data
        asked = {"service": said["service"], "party_size": wish.party_size, "staff": said.get("staff")}
        context |= _times(asked, said["date"]) | {"chosen": _start_of(contact["slot"].value())}
    return render(request, "board/new.html", context, status=status)


@member_required(Permission.BOOKINGS_CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def reschedule(request: HttpRequest, reference: str) -> HttpResponse:
    """The times of a day, for as many people as come now; the POST moves the booking to the chosen one."""
    booking = Booking.objects.detailed().filter(reference=reference).first()
    if booking is None:
        raise Http404
    with timezone.override(current_business().zone):
        if request.method != "POST":
            return _show_moves(request, booking)
        try:
            moved = _moved(request, reference)
        except BookingError as refusal:
            return _show_moves(request, booking, refusal)
        names = ", ".join(each.reference for each in moved)
        told = ngettext("%(reference)s is moved.", "%(reference)s are moved.", len(moved))
        messages.success(request, told % {"reference": names})
        return _to_its_day(moved[0])


def _moved(request: HttpRequest, reference: str) -> list[Booking]:
    """The booking at its new time; with it all after it in its series, but those that stay, where that is asked."""
    said: dict[str, Any] = {
        "reference": reference,
        "slot_token": request.POST.get("slot", ""),
        "by": actor_of(request.user),
        "version": version_shown(request),
    }
    if "following" in request.POST:
        return move_following(**said, leaving=request.POST.getlist("leaving"))
    return [reschedule_booking(**said)]


def _show_moves(request: HttpRequest, booking: Booking, refusal: BookingError | None = None) -> HttpResponse:
    day = _day_of(request, booking)
    people = _people_of(request, booking)
    person = StaffMember.objects.filter(resource=booking.resource_id, is_active=True).first()
    asked = {"service": booking.service, "party_size": people, "staff": person, "moving": booking}
    context = {
        "section": "board",
        "booking": booking,
        "people": people,
        "most": LARGEST_PARTY,
        "its_day": business_date_at(booking.during.lower),
        "refusal": refusal,
        "later": following(booking)[1:],
        "leaving": request.POST.getlist("leaving"),
        **_times(asked, day),
    }
    return render(request, "board/move.html", context, status=refusal.status if refusal else 200)


def _times(asked: dict[str, Any], day: date) -> dict[str, Any]:
    """The times of the day that staff may give, or why there are none."""
    clock = page_clock(current_business().country)
    now = timezone.now()
    slots = find_slots(**asked, day=day, now=now, is_for_staff=True, by_openings=True)
    reason = None if slots else why_unavailable(**asked, day=day, now=now, is_for_staff=True, by_openings=True)
    return {"day": day, "clock": clock, "slots": slots, "reason": explain(reason, clock=clock) if reason else ""}


def _start_of(token: str | None) -> object:
    """The time a token stands for: the same time is offered under a new token each time it is shown."""
    try:
        return read_slot(token or "").start
    except BookingError:
        return None


def _day_of(request: HttpRequest, booking: Booking) -> date:
    try:
        asked = parse_date(request.GET.get("date", "")[:10])
    except ValueError:
        asked = None
    return reckonable(asked or business_date_at(max(booking.during.lower, timezone.now())))


def _people_of(request: HttpRequest, booking: Booking) -> int:
    asked = request.GET.get("people", "")
    return min(max(int(asked), 1), LARGEST_PARTY) if asked.isdecimal() else booking.party_size


def _to_its_day(booking: Booking) -> HttpResponse:
    day = business_date_at(booking.during.lower)
    return redirect(f"{reverse('board-day', args=[f'{day:%Y-%m-%d}'])}#b-{booking.reference}")
