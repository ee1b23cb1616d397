"""Another table for a booking, by a drag or by choice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from businesses.board.forms import version_shown
from businesses.errors import BookingNotFound
from businesses.operations import reseat_booking
from tenants.actors import actor_of
from tenants.errors import AppError
from tenants.permissions import Permission
from tenants.rules import member_required

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

LONGEST_KEY = 12


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
