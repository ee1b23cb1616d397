"""What staff change of a booking beside its time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from businesses.board.forms import AmendForm, version_shown
from businesses.errors import BookingError, ContactNotValid
from businesses.models import Booking
from businesses.operations import amend_booking, places_that_fit, report_late
from businesses.queries import business_date_at
from tenants.actors import actor_of
from tenants.context import current_business
from tenants.permissions import Permission
from tenants.rules import member_required

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@member_required(Permission.BOOKINGS_CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def amend(request: HttpRequest, reference: str) -> HttpResponse:
    """Name, note, address and how late they come; the POST writes what is other than it was."""
    booking = Booking.objects.detailed().filter(reference=reference).first()
    if booking is None:
        raise Http404
    form = AmendForm(request.POST if request.method == "POST" else None, booking=booking)
    if request.method != "POST":
        return _show(request, booking, form)
    if not form.is_valid():
        return _show(request, booking, form, status=422)
    return _write(request, booking, form)


def _write(request: HttpRequest, booking: Booking, form: AmendForm) -> HttpResponse:
    said: dict[str, Any] = {name: form.cleaned_data[name] for name in form.changed_data}
    late, by = said.pop("late_minutes", None), actor_of(request.user)
    version = version_shown(request)
    try:
        with transaction.atomic():
            if said:
                version = amend_booking(reference=booking.reference, by=by, version=version, **said).version
            if late is not None:
                report_late(reference=booking.reference, minutes=late, by=by, version=version)
    except ContactNotValid as refusal:
        form.add_error("name", str(refusal.errors.get("name", refusal.detail)))
        return _show(request, booking, form, status=refusal.status)
    except BookingError as refusal:
        return _show(request, booking, form, refusal=refusal, status=refusal.status)
    messages.success(request, _("%(reference)s is changed.") % {"reference": booking.reference})
    return redirect(f"{reverse('board-day', args=[_day_of(booking)])}#b-{booking.reference}")


def _day_of(booking: Booking) -> str:
    return business_date_at(booking.during.lower).isoformat()


def _show(
    request: HttpRequest, booking: Booking, form: AmendForm, *, refusal: BookingError | None = None, status: int = 200
) -> HttpResponse:
    context = {"section": "board", "booking": booking, "form": form, "refusal": refusal, "its_day": _day_of(booking)}
    context["places"] = places_that_fit(booking) if booking.is_active(timezone.now()) else []
    with timezone.override(current_business().zone):
        return render(request, "board/amend.html", context, status=status)
