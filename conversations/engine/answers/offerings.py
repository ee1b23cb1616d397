from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from conversations.wording import facts

if TYPE_CHECKING:
    from conversations.engine.state import Reading
    from conversations.engine.turn import TurnContext
    from conversations.repository.facts import ItemFacts, ServiceFacts

ITEMS_TOLD = 24
ITEMS_NAMED = 6
VEGAN = re.compile(r"\bv[eé]gan", re.IGNORECASE)
VEGETARIAN = re.compile(r"\b(v[eé]g[eé]tari|vegetarisch|veggie)", re.IGNORECASE)


def named_item(reading: Reading, context: TurnContext) -> ItemFacts | None:
    return context.desk.item(_key(reading, "item"))


def named_service(reading: Reading, context: TurnContext) -> ServiceFacts | None:
    service = context.desk.service(_key(reading, "service"))
    return service if service and is_sold(service) else None


def is_sold(service: ServiceFacts) -> bool:
    """Whether it is something with a price: a table is reserved, not sold."""
    return service.price is not None or not service.needs_party


def _key(reading: Reading, name: str) -> int:
    slot = reading["slots"].get(name)
    value = slot["value"] if slot else None
    return int(value) if isinstance(value, int | str) and str(value).isdigit() else 0


def menu(reading: Reading, context: TurnContext) -> str:
    """A dish, the dishes of a diet, or the menu."""
    if diet := diet_asked(reading, context):
        return diet
    if item := named_item(reading, context):
        return facts.item_told(item, context.business)
    if not context.desk.items:
        return services(reading, context)
    sections = groupby(context.desk.items[:ITEMS_TOLD], key=lambda each: each.section)
    return facts.menu([(name, list(items)) for name, items in sections], context.business)


def diet_asked(reading: Reading, context: TurnContext) -> str:
    """What is recorded as vegan or vegetarian, where the question is about that."""
    if VEGAN.search(reading["text"]):
        name, found = _("vegan"), [each for each in context.desk.items if each.is_vegan]
    elif VEGETARIAN.search(reading["text"]):
        name, found = _("vegetarian"), [each for each in context.desk.items if each.is_vegetarian]
    else:
        return ""
    on_offer = [each for each in found if each.is_available][:ITEMS_NAMED]
    return facts.diet_found(name, on_offer, context.business) if on_offer else facts.diet_missing(name)


def prices(reading: Reading, context: TurnContext) -> str:
    if item := named_item(reading, context):
        return facts.item_told(item, context.business)
    if service := named_service(reading, context):
        return f"{facts.service_line(service, context.business)}."
    return menu(reading, context) if context.desk.items else services(reading, context)


def services(reading: Reading, context: TurnContext) -> str:
    if service := named_service(reading, context):
        line = f"{facts.service_line(service, context.business)}."
        return f"{line} {service.description}" if service.description else line
    offered = [each for each in context.desk.services if is_sold(each)]
    return facts.services(offered, context.business) if offered else ""
