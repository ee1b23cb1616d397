"""What can be asked about a business."""

from businesses.queries.bookings import booking_by_contact, bookings_by_contact
from businesses.queries.catalogue import MenuLine, MenuPart, ServiceOffer, menu, services
from businesses.queries.hours import (
    DayHours,
    HoursLine,
    coming_exceptions,
    hours_book,
    hours_summary,
    is_open_at,
    next_opening,
    opening_hours_on,
)
from businesses.queries.refusals import why_unavailable
from businesses.queries.slots import find_slots, nearest_slots
from businesses.queries.vocabulary import Name, Names, vocabulary

__all__ = [
    "DayHours",
    "HoursLine",
    "MenuLine",
    "MenuPart",
    "Name",
    "Names",
    "ServiceOffer",
    "booking_by_contact",
    "bookings_by_contact",
    "coming_exceptions",
    "find_slots",
    "hours_book",
    "hours_summary",
    "is_open_at",
    "menu",
    "nearest_slots",
    "next_opening",
    "opening_hours_on",
    "services",
    "vocabulary",
    "why_unavailable",
]
