"""Another table for a booking, by a drag or by choice, and taking that back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from businesses.board.forms import version_shown
from businesses.errors import BookingNotFound
from businesses.models import Booking, BookingChange
from businesses.operations import reseat_booking
from tenants.actors import actor_of
from tenants.errors import AppError
from tenants.permissions import Permission
from tenants.rules import member_required

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from tenants.actors import Actor

LONGEST_KEY = 12
UNDO_FOR = timedelta(seconds=30)
LATEST = 200
"""Changes among which the last of somebody is looked for: more than a business writes in that time."""


@dataclass(frozen=True, slots=True)
class Undo:
    """The last booking that whoever looks has given another place, and where it was."""

    booking: Booking
    resource_id: int
    resource: str
    seconds: int


@member_required(Permission.BOOKINGS_CHANGE)
@require_POST
def place(request: HttpRequest, reference: str) -> HttpResponse:
    """Move a booking to the resource that is named; back to its day either way."""
    resource = request.POST.get("resource", "")
    if not (resource.isascii() and resource.isdecimal() and len(resource) <= LONGEST_KEY):
        raise Http404
    try:
        moved = reseat_booking(
            reference=reference,
            resource_id=int(resource),
            by=actor_of(request.user),
            version=version_shown(request),
        )
    except BookingNotFound:
        raise Http404 from None
    except AppError as error:
        messages.error(request, f"{reference}: {error.detail}")
    else:
        told = _("%(reference)s: %(resource)s") % {"reference": moved.reference, "resource": moved.resource.name}
        messages.success(request, told)
    return redirect("board-booking", reference=reference)


def undo_of(*, by: Actor, now: datetime) -> Undo | None:
    """What the actor has moved within the last seconds, and nobody has changed since: two queries at most."""
    newest = BookingChange.objects.order_by("-pk").values("pk")[:LATEST]  # by the key: times and actors have no index
    recent = BookingChange.objects.filter(pk__in=newest, actor=str(by), at__gte=now - UNDO_FOR)
    last = recent.select_related("booking__customer").order_by("-at", "-pk").first()
    if last is None or last.detail.get("changed") != ["resource"] or last.version != last.booking.version:
        return None
    previous = last.detail["previous"]
    seconds = max(int((last.at + UNDO_FOR - now).total_seconds()), 1)
    return Undo(last.booking, previous["resource_id"], previous["resource"], seconds)
