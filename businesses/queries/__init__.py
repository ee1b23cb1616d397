"""What can be asked about a business."""

from businesses.queries.bookings import booking_by_contact, bookings_by_contact
from businesses.queries.hours import (
    DayHours,
    business_date_at,
    business_day,
    business_today,
    hours_book,
    opening_hours_on,
)
from businesses.queries.refusals import why_unavailable
from businesses.queries.slots import find_slots, nearest_slots

__all__ = [
    "DayHours",
    "booking_by_contact",
    "bookings_by_contact",
    "business_date_at",
    "business_day",
    "business_today",
    "find_slots",
    "hours_book",
    "nearest_slots",
    "opening_hours_on",
    "why_unavailable",
]
