from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from conversations.engine.answers.place import stems
from conversations.wording import facts

if TYPE_CHECKING:
    from collections.abc import Callable

    from businesses.desk import ItemFacts, ServiceFacts
    from conversations.engine.state import Reading
    from conversations.engine.turn import TurnContext

ITEMS_TOLD = 24
ITEMS_NAMED = 6
HAS = re.compile(r"\b(?:have|serve|got|sell|make|any|do you do|is there|are there|offer)\b", re.IGNORECASE)
GENERIC = re.compile(r"services?|appointments?|treatments?", re.IGNORECASE)
VEGAN = re.compile(r"\bv[eé]gan", re.IGNORECASE)
VEGETARIAN = re.compile(r"\b(v[eé]g[eé]tari|vegetarisch|veggie)", re.IGNORECASE)

# Words a question about the menu is made of; any other names what is looked for.
MENU_WORDS = stems(
    """
    menu card list dishes dish meals food foods eat eating drink drinks recommend recommended recommendations popular
    best good specials special today tonight now dinner lunch breakfast cuisine kind kinds type types sort serve served
    serving options option things thing everything anything something else show send see look like want know tell
    dessert desserts starter starters appetizer appetizers mains side sides sweet sweets wine wines beer beers
    price prices cost costs cheap cheapest expensive more most main course courses children kids options great typical
    other people
    """
)


SERVICE_WORDS = stems(
    """
    service services treatment treatments appointment appointments offer offers have what which kind kinds sort type
    list price prices cost long take takes much book booking need want know else other things thing something anything
    show tell
    """
)


def named_item(reading: Reading, context: TurnContext) -> ItemFacts | None:
    return context.desk.item(_key(reading, "item"))


def named_items(reading: Reading, context: TurnContext) -> list[ItemFacts]:
    return [item for key in reading["items"] if (item := context.desk.item(key))]


def named_service(reading: Reading, context: TurnContext) -> ServiceFacts | None:
    """The service asked about; the bare word "services" names them all."""
    if GENERIC.fullmatch(reading["slots"].get("service", {"text": ""})["text"]):
        return None
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
    if items := named_items(reading, context):
        return "\n".join(facts.item_told(item, context.business) for item in items)
    if not context.desk.items:
        return services(reading, context)
    asked = stems(reading["text"]) - MENU_WORDS
    found = [each for each in context.desk.items if asked & stems(each.section)] or [
        each for each in context.desk.items if asked & stems(f"{each.name} {each.description}")
    ]
    sections = groupby((found or context.desk.items)[:ITEMS_TOLD], key=lambda each: each.section)
    told = facts.menu([(name, list(items)) for name, items in sections], context.business)
    is_missing = bool(asked) and not found and HAS.search(reading["text"])
    return f"{facts.not_on_menu()}\n{told}" if is_missing else told


def diet_asked(reading: Reading, context: TurnContext) -> str:
    """What is recorded as vegan or vegetarian, of the dishes named or of all, where the question is about that."""
    is_recorded: Callable[[ItemFacts], bool]
    if VEGAN.search(reading["text"]):
        name, is_recorded = _("vegan"), is_vegan
    elif VEGETARIAN.search(reading["text"]):
        name, is_recorded = _("vegetarian"), is_vegetarian
    else:
        return ""
    if items := named_items(reading, context):
        return " ".join(facts.item_diet(item, name, is_recorded=is_recorded(item)) for item in items)
    asked = stems(reading["text"])
    found = [each for each in context.desk.items if is_recorded(each)]
    found = [each for each in found if asked & stems(each.section)] or found
    on_offer = [each for each in found if each.is_available][:ITEMS_NAMED]
    return facts.diet_found(name, on_offer, context.business) if on_offer else facts.diet_missing(name)


def is_vegan(item: ItemFacts) -> bool:
    return item.is_vegan


def is_vegetarian(item: ItemFacts) -> bool:
    return item.is_vegetarian or item.is_vegan


def prices(reading: Reading, context: TurnContext) -> str:
    if reading["items"]:
        return menu(reading, context)
    if service := named_service(reading, context):
        return f"{facts.service_line(service, context.business)}."
    return menu(reading, context) if context.desk.items else services(reading, context)


def services(reading: Reading, context: TurnContext) -> str:
    if service := named_service(reading, context):
        line = f"{facts.service_line(service, context.business)}."
        return f"{line} {service.description}" if service.description else line
    offered = [each for each in context.desk.services if is_sold(each)]
    if not offered:
        return ""
    told = facts.services(offered, context.business)
    is_missing = bool(stems(reading["text"]) - SERVICE_WORDS) and HAS.search(reading["text"])
    return f"{facts.not_offered()} {told}" if is_missing else told


def staff(reading: Reading, context: TurnContext) -> str:
    names = [member.name for member in context.desk.staff]
    return facts.staff(names) if names else ""
