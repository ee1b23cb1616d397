"""Who is here, late, gone or never came: one tap each, and taking the last one back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from businesses.board.forms import version_shown
from businesses.board.words import lateness, stands
from businesses.errors import BookingNotFound
from businesses.models import BookingStatus
from businesses.operations import cancel_booking, move_booking, report_late, take_back
from businesses.operations.lateness import LATEST
from tenants.actors import actor_of
from tenants.errors import AppError
from tenants.permissions import Permission
from tenants.rules import member_required

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from businesses.models import Booking

MOVES = {
    "arrive": BookingStatus.ARRIVED,
    "complete": BookingStatus.COMPLETED,
    "no-show": BookingStatus.NO_SHOW,
    "await": BookingStatus.CONFIRMED,
}
LONGEST_MINUTES = 4


@member_required(Permission.BOOKINGS_CHANGE)
@require_POST
def move(request: HttpRequest, reference: str, verb: str) -> HttpResponse:
    """Note that they are here, have left, or did not come; take that back; or cancel."""
    by, version = actor_of(request.user), version_shown(request)
    if verb == "cancel":
        back = True if "gives_back" in request.POST else None
        return _done(
            request, reference, lambda: cancel_booking(reference=reference, by=by, version=version, gives_back=back)
        )
    if verb not in MOVES:
        raise Http404
    return _done(request, reference, lambda: move_booking(reference=reference, to=MOVES[verb], by=by, version=version))


@member_required(Permission.BOOKINGS_CHANGE)
@require_POST
def late(request: HttpRequest, reference: str) -> HttpResponse:
    """Note that they come so many minutes later, or in time after all."""
    said = request.POST.get("minutes", "")
    if not (said.isascii() and said.isdecimal() and len(said) <= LONGEST_MINUTES and int(said) <= LATEST):
        raise Http404
    minutes, by, version = int(said), actor_of(request.user), version_shown(request)
    return _done(
        request,
        reference,
        lambda: report_late(reference=reference, minutes=minutes, by=by, version=version),
        told=lambda booking: lateness(booking.late_minutes),
    )


@member_required(Permission.BOOKINGS_CHANGE)
@require_POST
def undo(request: HttpRequest, reference: str) -> HttpResponse:
    """Take back the change that led to the version shown."""
    version = version_shown(request)
    if version is None:
        raise Http404
    return _done(
        request,
        reference,
        lambda: take_back(reference=reference, version=version, by=actor_of(request.user)),
        told=lambda booking: _("taken back"),
    )


def _done(
    request: HttpRequest, reference: str, deed: Callable[[], Booking], told: Callable[[Booking], str] = stands
) -> HttpResponse:
    """Do it, say how it stands now or why not, and go back to its day."""
    try:
        booking = deed()
    except BookingNotFound:
        raise Http404 from None
    except AppError as error:
        messages.error(request, f"{reference}: {error.detail}")
    else:
        said = {"name": booking.customer.name, "status": told(booking)}
        messages.success(request, _("%(name)s: %(status)s") % said)
    return redirect("board-booking", reference=reference)
