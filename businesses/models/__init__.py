"""What a business is: its hours, what can be booked, what is sold, who comes, and the bookings."""

from businesses.models.allergens import Allergen
from businesses.models.bookings import Booking, BookingChange, BookingSource
from businesses.models.catalogue import PartyDuration, Service
from businesses.models.consents import Consent, PrivacyNotice, Purpose
from businesses.models.customers import Customer
from businesses.models.hours import HoursException, WeeklyHours
from businesses.models.keys import DataKey
from businesses.models.menu import MenuItem, MenuSection
from businesses.models.policy import BookingPolicy
from businesses.models.privacy import Erasure, Export, ExportState
from businesses.models.repeats import IdempotencyKey
from businesses.models.resources import Resource, ResourceKind, StaffMember
from businesses.models.retention import RetentionPolicy
from businesses.models.statuses import ACTIVE, TRANSITIONS, BookingStatus

__all__ = [
    "ACTIVE",
    "TRANSITIONS",
    "Allergen",
    "Booking",
    "BookingChange",
    "BookingPolicy",
    "BookingSource",
    "BookingStatus",
    "Consent",
    "Customer",
    "DataKey",
    "Erasure",
    "Export",
    "ExportState",
    "HoursException",
    "IdempotencyKey",
    "MenuItem",
    "MenuSection",
    "PartyDuration",
    "PrivacyNotice",
    "Purpose",
    "Resource",
    "ResourceKind",
    "RetentionPolicy",
    "Service",
    "StaffMember",
    "WeeklyHours",
]
