"""See, confirm, move and cancel a booking, in plain pages that need no script."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from businesses.availability.walltime import reckonable
from businesses.clock import clock_format
from businesses.errors import BookingError, BookingNotFound, SeriesNotFree, SlotUnavailable
from businesses.explanations import explain
from businesses.languages import language_for, language_of, wanted_by
from businesses.manage.door import for_holder, may_try, opened, proven, remember
from businesses.manage.remembered import is_remembered
from businesses.models import Booking, DepositState, StaffMember
from businesses.operations import (
    cancel_booking,
    cancel_following,
    confirm_booking,
    move_following,
    reschedule_booking,
)
from businesses.operations.deposits.paying import page_to_pay
from businesses.operations.following import following
from businesses.privacy.consenting import wants_marketing, withdraw_marketing
from businesses.privacy.holdings import BOOKING
from businesses.queries import business_date_at, find_slots, nearest_slots, why_unavailable
from businesses.queries.series import bookings_of_series
from businesses.references import parse_reference
from businesses.rules import is_in_time
from businesses.tokens import manage_token
from businesses.wording import deposits
from payments.errors import PaymentError
from tenants.actors import Actor
from tenants.context import current_business

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from businesses.offered import OfferedSlot
    from tenants.errors import AppError

WRONG_PROOF = 403
TOO_MANY = 429
CONFLICT = 409


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def manage(request: HttpRequest, reference: str) -> HttpResponse:
    """The booking for whoever has proved it theirs; for all others the same door, whether there is a booking or not."""
    canonical = parse_reference(reference)
    if canonical and canonical != reference:
        return redirect("manage", reference=canonical)
    booking = None if request.method == "POST" else opened(request, reference)
    language = language_for(booking) if booking else language_of(current_business(), *wanted_by(request))
    with translation.override(language):
        if request.method == "POST":
            return _prove(request, reference)
        return _page(request, booking) if booking else _door(request, reference)


def _prove(request: HttpRequest, reference: str) -> HttpResponse:
    if not may_try(request):
        return _door(request, reference, _("Too many tries. Please wait a minute."), status=TOO_MANY)
    try:
        booking = proven(reference=reference, proof=request.POST.get("proof", ""))
    except BookingNotFound as refusal:
        return _door(request, reference, str(refusal), status=WRONG_PROOF)
    response = redirect("manage", reference=booking.reference)
    remember(response, booking, is_secure=request.is_secure())
    return response


@require_POST
@for_holder
def confirm(request: HttpRequest, booking: Booking) -> HttpResponse:
    try:
        confirm_booking(reference=booking.reference, by=_holder(booking))
    except BookingError as refusal:
        return _page(request, booking, refusal)
    return redirect("manage", reference=booking.reference)


@require_POST
@for_holder
def pay(request: HttpRequest, booking: Booking) -> HttpResponse:
    """To where the deposit is paid, by a link: a form of ours may be answered by our own pages alone."""
    try:
        address = page_to_pay(booking=booking, now=timezone.now())
    except (BookingError, PaymentError) as refusal:
        return _page(request, booking, refusal)
    return render(request, "manage/pay.html", {**_facts(booking), "address": address})


@require_POST
@for_holder
def withdraw(request: HttpRequest, booking: Booking) -> HttpResponse:
    """No news any more; the booking stays."""
    withdraw_marketing(customer=booking.customer, by=_holder(booking), now=timezone.now())
    return redirect("manage", reference=booking.reference)


@require_http_methods(["GET", "HEAD", "POST"])
@for_holder
def cancel(request: HttpRequest, booking: Booking) -> HttpResponse:
    """Asks once more; the POST cancels."""
    if request.method != "POST":
        return render(
            request,
            "manage/cancel.html",
            {**_facts(booking), "later": following(booking)[1:], "deposit_back": _back(booking)},
        )
    said: dict[str, Any] = {
        "reference": booking.reference,
        "by": _holder(booking),
        "reason": request.POST.get("reason", ""),
    }
    try:
        if "following" in request.POST:
            cancel_following(**said)
        else:
            cancel_booking(**said)
    except BookingError as refusal:
        return _page(request, booking, refusal)
    return redirect("manage", reference=booking.reference)


@require_http_methods(["GET", "HEAD", "POST"])
@for_holder
def move(request: HttpRequest, booking: Booking) -> HttpResponse:
    """The times of a day; the POST moves the booking to the chosen one."""
    if request.method != "POST":
        return _times(request, booking)
    said: dict[str, Any] = {
        "reference": booking.reference,
        "slot_token": request.POST.get("slot", ""),
        "by": _holder(booking),
    }
    try:
        if "following" in request.POST:
            move_following(**said, leaving=request.POST.getlist("leaving"))
        else:
            reschedule_booking(**said)
    except (SlotUnavailable, SeriesNotFree) as refusal:
        return _times(request, booking, refusal)
    except BookingError as refusal:
        return _page(request, booking, refusal)
    return redirect("manage", reference=booking.reference)


def _holder(booking: Booking) -> Actor:
    return Actor("customer", f"booking:{booking.reference}", booking.customer.name)


def _facts(booking: Booking) -> dict[str, Any]:
    now, business = timezone.now(), current_business()
    owed = booking.owed_deposit(now)
    return {
        "booking": booking,
        "zone": business.timezone,
        "clock": clock_format(business.country),
        "is_active": booking.is_active(now),
        "can_change": booking.is_active(now) and is_in_time(booking, now),
        "can_confirm": booking.status in {"held", "expired"} and booking.during.lower > now and not owed,
        "owed": owed,
        "deposit_told": deposits.held(booking, now) or _of_deposit(booking),
    }


def _of_deposit(booking: Booking) -> str:
    deposit = booking.deposit
    if deposit is None or deposit.paid_at is None:
        return ""
    told = deposit.amount, deposit.currency, deposit.state
    return deposits.ended(*told) or deposits.stands(*told)


def _page(request: HttpRequest, booking: Booking, refusal: AppError | None = None) -> HttpResponse:
    gets_news = wants_marketing(booking.customer)
    context = {
        **_facts(booking),
        "gets_news": gets_news,
        "is_remembered": is_remembered(booking, BOOKING),
        "dates": [(each, manage_token(each)) for each in bookings_of_series(booking)],
        "refusal": refusal.detail if refusal else "",
    }
    return render(request, "manage/booking.html", context, status=refusal.status if refusal else 200)


def _door(request: HttpRequest, reference: str, refusal: str = "", status: int = 200) -> HttpResponse:
    # The reference is shown as the visitor wrote it: it tells nothing they did not know.
    return render(request, "manage/door.html", {"reference": reference[:20], "refusal": refusal}, status=status)


def _times(
    request: HttpRequest, booking: Booking, refusal: SlotUnavailable | SeriesNotFree | None = None
) -> HttpResponse:
    now = timezone.now()
    day = _asked_day(request, booking, now)
    asked = _asked(booking, now)
    slots = find_slots(**asked, day=day, by_openings=True)
    reason = None if slots else why_unavailable(**asked, day=day, by_openings=True)
    context = {
        **_facts(booking),
        "day": day,
        "slots": slots,
        "reason": explain(reason, clock=clock_format(current_business().country)) if reason else "",
        "nearest": _nearest(asked, booking, day, refusal) if refusal or not slots else [],
        "later": following(booking)[1:],
        "leaving": request.POST.getlist("leaving"),
        "is_following": "following" in request.POST,
        "refusal": refusal.detail if refusal else "",
    }
    return render(request, "manage/move.html", context, status=CONFLICT if refusal else 200)


def _back(booking: Booking) -> str:
    """That they would get it back: later than the notice, nobody can cancel here."""
    deposit = booking.deposit
    if deposit is None or deposit.state != DepositState.PAID:
        return ""
    return deposits.ended(deposit.amount, deposit.currency, DepositState.DUE_BACK)


def _asked(booking: Booking, now: datetime) -> dict[str, Any]:
    person = StaffMember.objects.filter(resource=booking.resource_id, is_active=True).first()
    return {
        "service": booking.service,
        "party_size": booking.party_size,
        "now": now,
        "staff": person,
        "moving": booking,
    }


def _nearest(
    asked: dict[str, Any], booking: Booking, day: date, refusal: SlotUnavailable | SeriesNotFree | None
) -> list[OfferedSlot]:
    if isinstance(refusal, SlotUnavailable):
        return refusal.alternatives
    usual: datetime = booking.during.lower.astimezone(current_business().zone)
    return nearest_slots(**asked, around=usual + timedelta(days=(day - usual.date()).days))


def _asked_day(request: HttpRequest, booking: Booking, now: datetime) -> date:
    try:
        asked = parse_date(request.GET.get("day", "")[:10])
    except ValueError:
        asked = None
    return reckonable(asked or business_date_at(max(booking.during.lower, now)))
