"""What the front desk knows, as plain values: who reads these never sees a row."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from businesses.deposits.amounts import deposit_of
from businesses.ordering.serving import price_on

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal
    from zoneinfo import ZoneInfo

    from businesses.availability.openings import HoursBook
    from businesses.models import Service
    from businesses.ordering.baskets import SoldGroup
    from businesses.ordering.serving import DatedPrice, ServingWindow
    from businesses.queries.pages import Standing


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
class PolicyFacts:
    """How bookings are taken; ``max_party`` is the largest party taken without asking staff, None for any."""

    lead_minutes: int = 60
    horizon_days: int = 60
    step_minutes: int = 15
    hold_minutes: int = 5
    cancel_cutoff_minutes: int = 120
    max_party: int | None = None
    keeps_waiting_list: bool = True


@dataclass(frozen=True, slots=True)
class ServiceFacts:
    """``aliases`` are all it is called beside its name, in any language; ``staff`` and ``resources`` who and what
    performs it; ``longer`` the minutes from each larger party on, in order. A visit is at the customer's address.
    ``price`` is today's.
    """

    id: int
    name: str
    minutes: int
    needs_party: bool
    description: str = ""
    price: Decimal | None = None
    aliases: tuple[str, ...] = ()
    staff: tuple[int, ...] = ()
    resources: tuple[int, ...] = ()
    longer: tuple[tuple[int, int], ...] = ()
    is_visit: bool = False
    dated_prices: tuple[DatedPrice, ...] = ()
    coming: tuple[DatedPrice, ...] = ()
    deposit: Decimal | None = None
    deposit_is_per_person: bool = False

    def price_on(self, day: date) -> Decimal | None:
        return price_on(self.price, self.dated_prices, day)

    def deposit_for(self, people: int) -> Decimal | None:
        """As ``Service.deposit_for``."""
        return deposit_of(self.deposit, people, is_per_person=self.deposit_is_per_person)

    def minutes_for(self, people: int) -> int:
        """How long a party of so many stays."""
        reached = [minutes for from_party, minutes in self.longer if from_party <= people]
        return reached[-1] if reached else self.minutes


@dataclass(frozen=True, slots=True)
class StaffFacts:
    """A person customers may ask for; ``services`` are those they perform."""

    id: int
    name: str
    title: str = ""
    aliases: tuple[str, ...] = ()
    services: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ResourceFacts:
    id: int
    name: str
    kind: str
    area: str = ""
    capacity: int = 1
    min_party: int = 1


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """``allergens`` is None while nobody has recorded them: never told as "none".

    ``price`` is today's, ``coming`` are those that begin later; ``windows`` are when it is served, none: always.
    """

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
    aliases: tuple[str, ...] = ()
    groups: tuple[int, ...] = ()
    windows: tuple[ServingWindow, ...] = ()
    coming: tuple[DatedPrice, ...] = ()


@dataclass(frozen=True, slots=True)
class ZoneFacts:
    """Where orders are brought; ``postcodes`` are none where that is everywhere."""

    name: str
    postcodes: tuple[str, ...]
    fee: Decimal
    minimum: Decimal
    minutes: int


@dataclass(frozen=True, slots=True)
class OrderingFacts:
    """How orders reach their customers, the usual way first; none where no orders are taken. ``minutes`` is what the
    kitchen needs for one.
    """

    ways: tuple[str, ...] = ()
    groups: tuple[SoldGroup, ...] = ()
    minutes: int = 0
    zones: tuple[ZoneFacts, ...] = ()

    def group(self, key: int) -> SoldGroup | None:
        return next((group for group in self.groups if group.id == key), None)


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything about the business that does not change from one message to the next.

    ``added`` is what apps above know of it beside, by provider; ask the provider (``Provider.of``).
    """

    business: BusinessFacts
    hours: HoursBook
    policy: PolicyFacts = PolicyFacts()
    services: tuple[ServiceFacts, ...] = ()
    staff: tuple[StaffFacts, ...] = ()
    items: tuple[ItemFacts, ...] = ()
    resources: tuple[ResourceFacts, ...] = ()
    ordering: OrderingFacts = OrderingFacts()
    standing: Standing | None = None
    """As the availability queries need it, so that they ask for the bookings alone."""
    rows: dict[int, Service] = field(default_factory=dict)
    """The services as rows with their durations, for the availability queries; nobody changes them."""
    added: Mapping[str, object] = field(default_factory=dict)

    def service(self, key: int) -> ServiceFacts | None:
        return next((service for service in self.services if service.id == key), None)

    def member(self, key: int) -> StaffFacts | None:
        return next((member for member in self.staff if member.id == key), None)

    def item(self, key: int) -> ItemFacts | None:
        return next((item for item in self.items if item.id == key), None)

    def performers(self, service: int) -> tuple[StaffFacts, ...]:
        """The people who perform a service, by name."""
        return tuple(member for member in self.staff if service in member.services)
