"""Somebody stands at the door: a place now, or when the next one is free."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from businesses.board.forms import WalkInForm
from businesses.clock import page_clock
from businesses.errors import BookingError, ContactNotValid
from businesses.operations import seat_walk_in
from businesses.queries import business_today
from tenants.actors import actor_of
from tenants.context import current_business
from tenants.permissions import Permission
from tenants.rules import member_required

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@member_required(Permission.BOOKINGS_CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def walk_in(request: HttpRequest) -> HttpResponse:
    """How many they are; the POST seats them."""
    if request.method != "POST":
        return _show(request, WalkInForm(initial={"key": uuid.uuid4(), "place": request.GET.get("place", "")[:12]}))
    form = WalkInForm(request.POST)
    return _seat(request, form) if form.is_valid() else _show(request, form, status=422)


def _seat(request: HttpRequest, form: WalkInForm) -> HttpResponse:
    said = form.cleaned_data
    try:
        booking = seat_walk_in(
            service=said["service"],
            party_size=form.party_size,
            name=said["name"],
            note=said["note"],
            key=said["key"],
            resource_id=said["place"].pk if said["place"] else None,
            by=actor_of(request.user),
        )
    except ContactNotValid as refusal:
        form.add_error("name", str(refusal.errors.get("name", refusal.detail)))
        return _show(request, form, status=refusal.status)
    except BookingError as refusal:
        return _show(request, form, refusal=refusal, status=refusal.status)
    told = _("%(name)s: %(resource)s") % {"name": booking.customer.name, "resource": booking.resource.name}
    messages.success(request, told)
    return redirect("board-booking", reference=booking.reference)


def _show(
    request: HttpRequest, form: WalkInForm, *, refusal: BookingError | None = None, status: int = 200
) -> HttpResponse:
    business = current_business()
    context = {
        "section": "board",
        "form": form,
        "refusal": refusal,
        "people": form.party_size if refusal else None,
        "service": form.cleaned_data["service"] if refusal else None,
        "today": business_today(),
        "clock": page_clock(business.country),
    }
    with timezone.override(business.zone):
        return render(request, "board/walk_in.html", context, status=status)
