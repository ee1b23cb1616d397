"""What can go wrong with bookings, in words for the person who booked."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from django.utils.formats import time_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from businesses.clock import clock_format, short_day
from tenants.errors import AppError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from businesses.offered import OfferedSlot
    from tenants.models import Business


class BookingError(AppError):
    code = "booking"
    title = _("That booking cannot be made")
    status = 409


class SlotUnavailable(BookingError):
    """The time cannot be had; ``alternatives`` are times that could be when this was raised, nearest first."""

    def __init__(self, alternatives: Sequence[OfferedSlot] = ()) -> None:
        self.alternatives = list(alternatives)
        super().__init__(errors={"alternatives": [slot.as_json() for slot in alternatives]})


class SlotTaken(SlotUnavailable):
    code = "slot-taken"
    title = _("Someone else has just taken that time")


class SlotWithdrawn(SlotUnavailable):
    code = "slot-withdrawn"
    title = _("That time is no longer offered")


class NoPlaceNow(SlotUnavailable):
    """Nothing is free from this moment for the usual time; ``alternatives`` are when staff could give a place next."""

    code = "no-place-now"
    title = _("Nothing is free right now for so many")


class HoldExpired(SlotUnavailable):
    code = "hold-expired"
    title = _("The place was not confirmed in time and someone else has it now")


class SeriesNotFree(BookingError):
    """Some dates of a series cannot be had: ``dates`` has each, in the business's zone, with what is free near it.

    Nothing was booked or moved.
    """

    code = "series-not-free"
    title = _("Some of these dates are not free")

    def __init__(self, refused: Sequence[tuple[datetime, SlotUnavailable]], business: Business) -> None:
        self.dates = [(start.astimezone(business.zone), refusal.alternatives) for start, refusal in refused]
        clock = clock_format(business.country)
        told = ", ".join(f"{short_day(start)} {time_format(start, clock)}" for start, _nearest in self.dates)
        errors = [
            {"start": start.isoformat(), "alternatives": [slot.as_json() for slot in nearest]}
            for start, nearest in self.dates
        ]
        super().__init__(_("Not free: %(dates)s.") % {"dates": told}, errors={"dates": errors})


class SeriesNotValid(BookingError):
    status = 422
    code = "series-not-valid"
    title = _("A series has two to 26 different dates, every week, every two or every four weeks")


class NotOfSeries(BookingError):
    """There is nothing after it: the booking is of no series, or the last of it."""

    code = "not-of-series"
    title = _("No later dates belong to this booking")


class SlotNotValid(BookingError):
    """A token that was forged, has expired, or is of another business, service or party."""

    status = 422
    code = "slot-not-valid"
    title = _("That time was offered too long ago. Please look for a time again")


class PartyNotValid(BookingError):
    status = 422
    code = "party-not-valid"
    title = _("Please say for how many people, from one up")


class PartyTooSmall(BookingError):
    """What is free is kept for larger parties; ``smallest`` is the smallest that is taken."""

    status = 422
    code = "party-too-small"
    title = _("The group is too small for what is free")

    def __init__(self, smallest: int) -> None:
        self.smallest = smallest
        super().__init__(errors={"smallest": smallest})


class PartyTooLarge(BookingError):
    """Nothing here takes so many; ``largest`` is the largest party that can be booked."""

    status = 422
    code = "party-too-large"
    title = _("The group is too large to be booked here")

    def __init__(self, largest: int) -> None:
        self.largest = largest
        detail = ngettext(
            "We can take one person at a time.", "We can take up to %(largest)d people together.", largest
        ) % {"largest": largest}
        super().__init__(detail, errors={"largest": largest})


class PartyNeedsStaff(BookingError):
    """So many are a request to staff, not a booking; up to ``largest`` are booked at once."""

    status = 422
    code = "party-needs-staff"
    title = _("Groups of this size are arranged with our staff")

    def __init__(self, largest: int) -> None:
        self.largest = largest
        super().__init__(errors={"largest": largest})


class ContactNotValid(BookingError):
    """A name, phone or e-mail that cannot be used; ``errors`` says which and why."""

    status = 422
    code = "contact-not-valid"
    title = _("Please check your contact details")


class TooManyBookings(ContactNotValid):
    """The contact has its share of places; ``errors`` says so at the phone number or e-mail address."""

    status = 429
    code = "too-many-bookings"
    title = _("There are too many bookings with this contact already")

    def __init__(self, field: str, told: str) -> None:
        super().__init__(told, errors={field: told})


class BookingNotFound(BookingError):
    """No such booking, or no proof that it is yours: deliberately the same."""

    status = 404
    code = "booking-not-found"
    title = _("We cannot find that booking with those details")


class TransitionNotAllowed(BookingError):
    code = "transition-not-allowed"
    title = _("That is not possible any more for this booking")

    def __init__(self, *, status: str, to: str) -> None:
        self.status_now = status
        super().__init__(errors={"status": status, "to": to})


class TooLateToChange(BookingError):
    """The notice agreed when booking has passed; staff may still do it."""

    code = "too-late-to-change"
    title = _("It is too late to change this booking here")

    def __init__(self, *, cancel_by: datetime, phone: str) -> None:
        self.cancel_by = cancel_by
        self.phone = phone
        detail = (
            _("It is too late to change this booking here. Please call us: %(phone)s") % {"phone": phone}
            if phone
            else _("It is too late to change this booking here. Please contact us directly.")
        )
        super().__init__(detail, errors={"cancel_by": cancel_by.isoformat(), "phone": phone})


class NotYetStarted(BookingError):
    code = "not-yet-started"
    title = _("This booking has not begun yet")


class PlaceOccupied(BookingError):
    """Somebody else still sits there, over their time or early; ``errors`` has the reference of their booking."""

    code = "place-occupied"
    title = _("Somebody else still sits there")

    def __init__(self, *, name: str, resource: str, reference: str) -> None:
        told = _("%(name)s still sit at %(resource)s: note that they have left, or choose another place")
        super().__init__(told % {"name": name, "resource": resource}, errors={"reference": reference})


class TooLateToTakeBack(BookingError):
    code = "too-late-to-take-back"
    title = _("That can no longer be taken back")


class BookingBusy(BookingError):
    """Many people want the same place at this moment: nothing was changed, and trying again is right."""

    status = 503
    code = "booking-busy"
    title = _("Many people are booking at this moment. Nothing was booked yet; please try again")
    permanent = False


class BookingsTooFast(BookingBusy):
    """More bookings in a while than customers make; ``wait`` is seconds."""

    status = 429
    code = "bookings-too-fast"
    title = _("Too many bookings were made in a short time. Nothing was booked; please try again later, or call us")

    def __init__(self, wait: float) -> None:
        super().__init__()
        self.retry_after = math.ceil(wait)


class KeyReused(BookingError):
    status = 422
    code = "idempotency-key-reused"
    title = _("This Idempotency-Key was used for a different request")


class KeyMissing(BookingError):
    status = 400
    code = "idempotency-key-missing"
    title = _("Send an Idempotency-Key header, so that a repeated request has one effect")


class KeyInUse(BookingError):
    code = "idempotency-key-in-use"
    title = _("The first request with this Idempotency-Key is still running")
    permanent = False


class ResourceNotFit(BookingError):
    code = "resource-not-fit"
    title = _("That is too small, or not for this service")


class SpotTaken(AppError):
    """Two places would be drawn at one spot of the floor plan; nothing was moved."""

    status = 409
    code = "spot-taken"
    title = _("Two places would stand at one spot")


class BookingChangedMeanwhile(BookingError):
    code = "booking-changed-meanwhile"
    title = _("A colleague has changed this booking meanwhile; look at it as it is now")


class CustomerNotFound(AppError):
    status = 404
    code = "customer-not-found"
    title = _("There is no such customer")


class SamePerson(AppError):
    status = 409
    code = "same-person"
    title = _("That is the same row already")


class CustomerChanged(AppError):
    status = 409
    code = "customer-changed"
    title = _("A colleague has changed the notes meanwhile: nothing was written")
