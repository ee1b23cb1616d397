"""The menu as people read it: sections, dishes, prices, what is in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from businesses.models import Allergen
from businesses.wording.money import amount
from businesses.wording.serving import served

if TYPE_CHECKING:
    from businesses.desk import Desk
    from businesses.desk.facts import BusinessFacts, ItemFacts


@dataclass(frozen=True, slots=True)
class Dish:
    """``allergens`` is what can be told of them: also that nobody knows."""

    name: str
    description: str
    price: str
    allergens: str
    marks: tuple[str, ...]
    is_available: bool
    served: str


def menu_sections(desk: Desk) -> list[tuple[str, list[Dish]]]:
    """In the order of the menu; what is sold out today is on it, and marked."""
    sections: dict[str, list[Dish]] = {}
    for item in desk.items:
        sections.setdefault(item.section, []).append(dish(item, desk.business))
    return list(sections.items())


def dish(item: ItemFacts, business: BusinessFacts) -> Dish:
    return Dish(
        name=item.name,
        description=item.description,
        price="" if item.price is None else amount(item.price, business.currency),
        allergens=allergens_told(item.allergens),
        marks=marks_of(item),
        is_available=item.is_available,
        served=served(item.windows, business.country),
    )


def allergens_told(allergens: tuple[str, ...] | None) -> str:
    """Unknown is never told as none."""
    if allergens is None:
        return _("Allergens not recorded: please ask us")
    if not allergens:
        return _("None of the fourteen allergens recorded")
    return _("Allergens: %(names)s") % {"names": ", ".join(str(Allergen(each).label) for each in allergens)}


def marks_of(item: ItemFacts) -> tuple[str, ...]:
    if item.is_vegan:
        return (_("vegan"),)
    return (_("vegetarian"),) if item.is_vegetarian else ()
