"""What is sold: services and menu, with prices as money."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Prefetch

from businesses.models import MenuItem, MenuSection, Service, StaffMember
from businesses.money import Money
from tenants.context import current_business

LONGEST_KEY = 18  # digits that surely fit PostgreSQL's bigint


@dataclass(frozen=True, slots=True)
class ServiceOffer:
    """A service as told to customers; no price means "on request"."""

    id: int
    name: str
    description: str
    duration_minutes: int
    price: Money | None
    needs_party: bool


@dataclass(frozen=True, slots=True)
class MenuLine:
    """A dish. ``allergens`` is ``None`` while unknown: that is not the same as none."""

    id: int
    name: str
    description: str
    price: Money | None
    allergens: tuple[str, ...] | None
    allergens_recorded_on: date | None
    is_vegetarian: bool
    is_vegan: bool
    is_available: bool


@dataclass(frozen=True, slots=True)
class MenuPart:
    name: str
    lines: tuple[MenuLine, ...]


def money(amount: Decimal | None, currency: str) -> Money | None:
    return None if amount is None else Money(amount, currency)


def services() -> list[ServiceOffer]:
    currency = current_business().currency
    return [
        ServiceOffer(
            id=each.pk,
            name=each.name,
            description=each.description,
            duration_minutes=each.duration_minutes,
            price=money(each.price, currency),
            needs_party=each.needs_party,
        )
        for each in Service.objects.offered()
    ]


def _line(item: MenuItem, currency: str) -> MenuLine:
    return MenuLine(
        id=item.pk,
        name=item.name,
        description=item.description,
        price=money(item.price, currency),
        allergens=None if item.allergens is None else tuple(item.allergens),
        allergens_recorded_on=item.allergens_recorded_on,
        is_vegetarian=item.is_vegetarian or item.is_vegan,
        is_vegan=item.is_vegan,
        is_available=item.is_available,
    )


def menu() -> list[MenuPart]:
    """The menu in the owner's order, sold-out dishes included and marked; sections without dishes left out."""
    currency = current_business().currency
    in_order = Prefetch("items", MenuItem.objects.order_by("position", "name"))
    sections = MenuSection.objects.order_by("position", "name").prefetch_related(in_order)
    parts = [MenuPart(each.name, tuple(_line(item, currency) for item in each.items.all())) for each in sections]
    return [part for part in parts if part.lines]


def service_called(text: str) -> Service | None:
    """The service offered under this id or name."""
    offered = Service.objects.offered()
    return (offered.filter(pk=int(text)) if is_key(text) else offered.filter(name__iexact=text.strip())).first()


def staff_called(text: str) -> StaffMember | None:
    """The person who works here under this id or name."""
    active = StaffMember.objects.filter(is_active=True)
    return (active.filter(pk=int(text)) if is_key(text) else active.filter(name__iexact=text.strip())).first()


def is_key(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= LONGEST_KEY
