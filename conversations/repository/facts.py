"""What the front desk knows, as plain values: the engine sees these and never a row."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from datetime import date, datetime, time
    from decimal import Decimal
    from zoneinfo import ZoneInfo

    from agents.understanding.intents import IntentModel
    from agents.understanding.types import OpeningHours, Vocabulary
    from businesses.models import Service


@dataclass(frozen=True, slots=True)
class BusinessFacts:
    name: str
    category: str
    country: str
    currency: str
    zone: ZoneInfo
    locale: str = "en"
    phone: str = ""
    email: str = ""
    address: str = ""
    website: str = ""
    about: str = ""
    greeting: str = ""


@dataclass(frozen=True, slots=True)
class ServiceFacts:
    id: int
    name: str
    minutes: int
    needs_party: bool
    description: str = ""
    price: Decimal | None = None


@dataclass(frozen=True, slots=True)
class StaffFacts:
    id: int
    name: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """``allergens`` is None while nobody has recorded them: never told as "none"."""

    id: int
    section: str
    name: str
    description: str = ""
    price: Decimal | None = None
    allergens: tuple[str, ...] | None = None
    recorded_on: date | None = None
    is_vegetarian: bool = False
    is_vegan: bool = False
    is_available: bool = True


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything about the business that does not change from one message to the next."""

    business: BusinessFacts
    hours: OpeningHours
    notes: dict[date, str] = field(default_factory=dict)
    services: tuple[ServiceFacts, ...] = ()
    staff: tuple[StaffFacts, ...] = ()
    items: tuple[ItemFacts, ...] = ()
    vocabulary: Vocabulary | None = None
    rows: dict[int, Service] = field(default_factory=dict)
    """The services as rows with their durations, for the availability queries; nobody changes them."""
    taught: IntentModel | None = None
    """What the owner taught to recognise, and ``taught_answers`` what to say to it."""
    taught_answers: dict[str, str] = field(default_factory=dict)

    def service(self, key: int) -> ServiceFacts | None:
        return next((service for service in self.services if service.id == key), None)

    def member(self, key: int) -> StaffFacts | None:
        return next((member for member in self.staff if member.id == key), None)

    def item(self, key: int) -> ItemFacts | None:
        return next((item for item in self.items if item.id == key), None)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a time is looked for: local day and wall time of the business."""

    service: int
    people: int
    day: date
    at: time | None = None
    staff: int | None = None


class Offer(TypedDict):
    """A time that can be booked, with the signed token that books it; ``start`` and ``end`` are ISO in local time."""

    start: str
    end: str
    resource: str
    token: str


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class BookingFacts:
    """A booking as committed; times are in the business's zone."""

    reference: str
    status: str
    version: int
    service: int
    service_name: str
    needs_party: bool
    resource: str
    people: int
    starts_at: datetime
    ends_at: datetime
    cancel_by: datetime
    name: str
    staff: str = ""
