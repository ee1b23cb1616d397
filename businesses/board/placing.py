"""Another place or another time for a booking, by a drag or by choice."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from businesses.board.forms import version_shown
from businesses.errors import BookingNotFound
from businesses.models import Booking
from businesses.operations import reschedule_booking, reseat_booking
from businesses.queries.pages import wish_for
from businesses.tokens import SlotClaim, sign_slot
from tenants.actors import actor_of
from tenants.errors import AppError
from tenants.permissions import Permission
from tenants.rules import member_required

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

LONGEST_KEY, LONGEST_INSTANT = 12, 40
FARTHEST = timedelta(days=2)
"""A drag stays on the day that is shown."""


@member_required(Permission.BOOKINGS_CHANGE)
@require_POST
def place(request: HttpRequest, reference: str) -> HttpResponse:
    """Move a booking to the resource that is named, and to the time where one is; back to its day either way."""
    resource = request.POST.get("resource", "")
    if not (resource.isascii() and resource.isdecimal() and len(resource) <= LONGEST_KEY):
        raise Http404
    try:
        moved = _moved(request, reference, int(resource))
    except BookingNotFound:
        raise Http404 from None
    except AppError as error:
        messages.error(request, f"{reference}: {error.detail}")
    else:
        told = _("%(reference)s: %(resource)s") % {"reference": moved.reference, "resource": moved.resource.name}
        messages.success(request, told)
    return redirect("board-booking", reference=reference)


def _moved(request: HttpRequest, reference: str, resource_id: int) -> Booking:
    by, version = actor_of(request.user), version_shown(request)
    start = _instant(request.POST.get("start", ""))
    booking = Booking.objects.detailed().filter(reference=reference).first()
    if booking is None:
        raise BookingNotFound
    if start is None or start == booking.during.lower:
        return reseat_booking(reference=reference, resource_id=resource_id, by=by, version=version)
    if abs(start - booking.during.lower) > FARTHEST:
        raise Http404
    token = _offer(booking, resource_id, start)
    return reschedule_booking(reference=reference, slot_token=token, by=by, version=version)


def _offer(booking: Booking, resource_id: int, start: datetime) -> str:
    """Staff's own offer of that time at that place: whether it can be had is for the operation to say."""
    claim = SlotClaim(
        service_id=booking.service_id,
        resource_id=resource_id,
        start=start,
        end=start + wish_for(booking.service, booking.party_size).duration,
        party_size=booking.party_size,
        is_pinned=True,
    )
    return sign_slot(claim)


def _instant(text: str) -> datetime | None:
    if not text:
        return None
    try:
        found = parse_datetime(text[:LONGEST_INSTANT])
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise Http404
    return found
