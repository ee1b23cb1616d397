"""Staff's page of the waiting list: who waits, add somebody, offer a time by hand, answer for them, remove."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from businesses.clock import clock_format
from businesses.desk import current_desk
from businesses.errors import BookingError
from businesses.models import BookingSource
from businesses.operations.waiting import (
    accept_offer,
    decline_offer,
    join_list,
    leave_list,
    offer_slot,
    rank_waiting,
)
from businesses.queries import business_today, find_slots
from businesses.queries.waiting import waiting_called, who_waits
from businesses.waiting.errors import WaitingNotFound
from businesses.waiting.forms import WaitForm
from businesses.wording.waiting import window
from tenants.actors import actor_of
from tenants.context import current_business
from tenants.permissions import Permission
from tenants.rules import member_required

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from businesses.models import Waiting
    from tenants.actors import Actor

FIRST, USUAL = 1, 0


def _take(reference: str, by: Actor) -> str:
    booking = accept_offer(reference=reference, by=by)
    return _("%(reference)s is booked for %(name)s.") % {"reference": booking.reference, "name": booking.customer.name}


def _let_go(reference: str, by: Actor) -> str:
    waiting = decline_offer(reference=reference, by=by)
    return _("%(name)s waits on, and the time goes to the next in line.") % {"name": waiting.customer.name}


def _remove(reference: str, by: Actor) -> str:
    waiting = leave_list(reference=reference, by=by)
    return _("%(name)s is off the waiting list.") % {"name": waiting.customer.name}


def _first(reference: str, by: Actor) -> str:
    waiting = rank_waiting(reference=reference, priority=FIRST, by=by)
    return _("%(name)s goes before the others now.") % {"name": waiting.customer.name}


def _usual(reference: str, by: Actor) -> str:
    waiting = rank_waiting(reference=reference, priority=USUAL, by=by)
    return _("%(name)s waits in turn again.") % {"name": waiting.customer.name}


MOVES: dict[str, Callable[[str, Actor], str]] = {
    "accept": _take,
    "decline": _let_go,
    "remove": _remove,
    "first": _first,
    "in-turn": _usual,
}


@member_required(Permission.BOOKINGS_VIEW)
@require_GET
def line(request: HttpRequest) -> HttpResponse:
    """Everybody who waits, first in line first."""
    business, now = current_business(), timezone.now()
    rows = [
        {
            "waiting": each,
            "wished": window(each, business.zone, business.country),
            "offer": next(iter(each.open_offers), None),  # type: ignore[attr-defined]  # prefetched by the query
        }
        for each in who_waits()
    ]
    context = {"section": "board", "rows": rows, "now": now, "clock": clock_format(business.country)}
    with timezone.override(business.zone):
        return render(request, "waiting/line.html", context)


@member_required(Permission.BOOKINGS_CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Who waits for what; the POST puts them on the list."""
    with timezone.override(current_business().zone):
        today = business_today()
        form = WaitForm(request.POST, today=today) if request.method == "POST" else _empty(request)
        if request.method != "POST":
            return _show_new(request, form)
        return _join(request, form) if form.is_valid() else _show_new(request, form, status=422)


def _empty(request: HttpRequest) -> WaitForm:
    first = next(iter(current_desk().services), None)
    asked = {name: value for name, value in request.GET.items() if value}
    usual = {"service": first.id if first else None, "people": 2, "date": business_today().isoformat()}
    return WaitForm(initial={**usual, **asked}, today=business_today())


def _join(request: HttpRequest, form: WaitForm) -> HttpResponse:
    try:
        waiting = join_list(
            wish=form.wish,
            customer=form.who,
            note=form.cleaned_data["note"],
            priority=FIRST if form.cleaned_data["is_first"] else USUAL,
            by=actor_of(request.user),
            source=BookingSource.STAFF,
        )
    except BookingError as refusal:
        form.refuse(refusal)
        return _show_new(request, form, status=refusal.status)
    messages.success(request, _("%(name)s is on the waiting list.") % {"name": waiting.customer.name})
    return redirect("waiting")


def _show_new(request: HttpRequest, form: WaitForm, status: int = 200) -> HttpResponse:
    return render(request, "waiting/new.html", {"section": "board", "form": form}, status=status)


@member_required(Permission.BOOKINGS_CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: HttpRequest, reference: str) -> HttpResponse:
    """The free times of their day; the POST offers the chosen one."""
    waiting = _waiting(reference)
    with timezone.override(current_business().zone):
        if request.method != "POST":
            return _show_times(request, waiting)
        try:
            offer_slot(reference=reference, slot_token=request.POST.get("slot", ""), by=actor_of(request.user))
        except BookingError as refusal:
            return _show_times(request, waiting, refusal)
        messages.success(request, _("%(name)s is offered the time.") % {"name": waiting.customer.name})
        return redirect("waiting")


def _show_times(request: HttpRequest, waiting: Waiting, refusal: BookingError | None = None) -> HttpResponse:
    business, now = current_business(), timezone.now()
    slots = find_slots(
        service=waiting.service,
        party_size=waiting.party_size,
        day=waiting.day,
        staff=waiting.staff,
        now=now,
        is_for_staff=True,
        by_openings=True,
    )
    context: dict[str, Any] = {
        "section": "board",
        "waiting": waiting,
        "wished": window(waiting, business.zone, business.country),
        "slots": [slot for slot in slots if slot.start > now],
        "clock": clock_format(business.country),
        "refusal": refusal,
    }
    return render(request, "waiting/offer.html", context, status=refusal.status if refusal else 200)


@member_required(Permission.BOOKINGS_CHANGE)
@require_POST
def move(request: HttpRequest, reference: str, verb: str) -> HttpResponse:
    """What they answered to staff, their turn in line, or off the list."""
    if verb not in MOVES:
        raise Http404
    try:
        told = MOVES[verb](reference, actor_of(request.user))
    except BookingError as refusal:
        messages.error(request, str(refusal.detail))
    else:
        messages.success(request, told)
    return redirect("waiting")


def _waiting(reference: str) -> Waiting:
    try:
        return waiting_called(reference)
    except WaitingNotFound as refusal:
        raise Http404 from refusal
