"""What a business is: its hours, what can be booked, what is sold, who comes, and what they book and order."""

from businesses.models.allergens import Allergen
from businesses.models.bookings import Booking, BookingChange, BookingSource
from businesses.models.catalogue import PartyDuration, Service
from businesses.models.consents import Consent, PrivacyNotice, Purpose
from businesses.models.customers import Customer
from businesses.models.deposits import CardAccount, Deposit, DepositState, PaidFor
from businesses.models.guide import SetupGuide
from businesses.models.hours import HoursException, WeeklyHours
from businesses.models.imports import CatalogueImport, ImportedRow, ImportOrigin, ImportState, RowChange
from businesses.models.keys import DataKey
from businesses.models.menu import MenuItem, MenuSection
from businesses.models.modifiers import ModifierGroup, ModifierOption
from businesses.models.order_policy import DeliveryZone, OrderPolicy
from businesses.models.order_statuses import (
    IN_THE_KITCHEN,
    OPEN_ORDERS,
    ORDER_MOVES,
    UNEATEN_ORDERS,
    UNFINISHED_ORDERS,
    OrderStatus,
    OrderWay,
    PaidWhen,
)
from businesses.models.orders import Order, OrderChange, OrderLine
from businesses.models.policy import BookingPolicy
from businesses.models.privacy import Erasure, Export, ExportState
from businesses.models.qr_codes import QrCode, QrOpens, QrPurpose, QrScan
from businesses.models.remembered import Relation, RememberedBy, RememberedFact, RememberedKind, RememberedUse
from businesses.models.repeats import IdempotencyKey
from businesses.models.resources import Resource, ResourceKind, StaffMember
from businesses.models.retention import RetentionPolicy
from businesses.models.series import BookingSeries
from businesses.models.statuses import ACTIVE, TRANSITIONS, BookingStatus
from businesses.models.time_off import TimeOff
from businesses.models.trash import Trashable
from businesses.models.waiting import OfferOutcome, Waiting, WaitingOffer
from businesses.models.waiting_statuses import ON_THE_LIST, WaitingStatus

__all__ = [
    "ACTIVE",
    "IN_THE_KITCHEN",
    "ON_THE_LIST",
    "OPEN_ORDERS",
    "ORDER_MOVES",
    "TRANSITIONS",
    "UNEATEN_ORDERS",
    "UNFINISHED_ORDERS",
    "Allergen",
    "Booking",
    "BookingChange",
    "BookingPolicy",
    "BookingSeries",
    "BookingSource",
    "BookingStatus",
    "CardAccount",
    "CatalogueImport",
    "Consent",
    "Customer",
    "DataKey",
    "DeliveryZone",
    "Deposit",
    "DepositState",
    "Erasure",
    "Export",
    "ExportState",
    "HoursException",
    "IdempotencyKey",
    "ImportOrigin",
    "ImportState",
    "ImportedRow",
    "MenuItem",
    "MenuSection",
    "ModifierGroup",
    "ModifierOption",
    "OfferOutcome",
    "Order",
    "OrderChange",
    "OrderLine",
    "OrderPolicy",
    "OrderStatus",
    "OrderWay",
    "PaidFor",
    "PaidWhen",
    "PartyDuration",
    "PrivacyNotice",
    "Purpose",
    "QrCode",
    "QrOpens",
    "QrPurpose",
    "QrScan",
    "Relation",
    "RememberedBy",
    "RememberedFact",
    "RememberedKind",
    "RememberedUse",
    "Resource",
    "ResourceKind",
    "RetentionPolicy",
    "RowChange",
    "Service",
    "SetupGuide",
    "StaffMember",
    "TimeOff",
    "Trashable",
    "Waiting",
    "WaitingOffer",
    "WaitingStatus",
    "WeeklyHours",
]
