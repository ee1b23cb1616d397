"""What is offered: dishes, services, who performs them, what they cost, take and include."""

from __future__ import annotations

from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from agents.desk import MENU
from agents.understanding.keywords import keywords, subject
from agents.understanding.orders.asking import made_as_asked
from agents.understanding.topics import topics_of
from conversations.engine.answers.place import described, on_topic
from conversations.engine.baskets import basket_of
from conversations.engine.performers import performed
from conversations.engine.questions import is_sold, items_meant, service_meant, services_named
from conversations.wording import facts, ordered, orders

if TYPE_CHECKING:
    from collections.abc import Callable

    from businesses.desk import ItemFacts
    from conversations.engine.commands import Ask
    from conversations.engine.scene import Scene

ITEMS_TOLD, ITEMS_NAMED = 24, 6
PAYING = frozenset({"payment"})
"""The topic that a question for a price touches without being about it: "what do I pay?"."""
BESIDE = frozenset({"fee", "gift_card", "discount", "guarantee"})
"""Topics that go with a service and are none: "gift cards for a haircut"."""
SOLD_BY_DIET = frozenset({"vegan", "vegetarian"})
"""Topics of a question that the menu answers; of any other, such as a discount, the owner's words tell."""


def menu(question: Ask, scene: Scene) -> str:
    """A dish, the dishes of a diet, or the menu; what is asked for and is not there is said not to be."""
    if told := diet(question, scene):
        return told
    if items := items_meant(question, scene):
        return "\n".join(facts.item_told(item, scene.business) for item in items)
    if not scene.desk.items:
        return services(question, scene)
    asked = keywords(question.words, scene.context.locale)
    found = [each for each in scene.desk.items if asked & keywords(each.section)] or [
        each for each in scene.desk.items if asked & keywords(f"{each.name} {each.description}")
    ]
    sections = groupby((found or scene.desk.items)[:ITEMS_TOLD], key=lambda each: each.section)
    told = facts.menu([(name, list(items)) for name, items in sections], scene.business)
    sought = "" if found else subject(question.words, question.intent, scene.context.locale)
    return f"{facts.not_on_menu(sought)}\n{told}" if sought else told


def diet(question: Ask, scene: Scene) -> str:
    """What is recorded as vegan or vegetarian, of the dishes named or of all, where the question is about that."""
    is_recorded: Callable[[ItemFacts], bool]
    topics = topics_of(question.words)
    if not scene.desk.items:
        return ""
    if "vegan" in topics:
        name, is_recorded = _("vegan"), is_vegan
    elif "vegetarian" in topics:
        name, is_recorded = _("vegetarian"), is_vegetarian
    else:
        return ""
    if items := items_meant(question, scene):
        return " ".join(facts.item_diet(item, name, is_recorded=is_recorded(item)) for item in items)
    asked = keywords(question.words, scene.context.locale)
    found = [each for each in scene.desk.items if is_recorded(each)]
    found = [each for each in found if asked & keywords(each.section)] or found
    on_offer = [each for each in found if each.is_available][:ITEMS_NAMED]
    return facts.diet_found(name, on_offer, scene.business) if on_offer else facts.diet_missing(name)


def is_vegan(item: ItemFacts) -> bool:
    return item.is_vegan


def is_vegetarian(item: ItemFacts) -> bool:
    return item.is_vegetarian or item.is_vegan


def prices(question: Ask, scene: Scene) -> str:
    """Of what is named, each; of what was spoken of; else of everything. Of something not offered that is said."""
    if told := as_made(question, scene):
        return told
    if items_meant(question, scene):
        return menu(question, scene)
    if total := of_the_order(question, scene):
        return total
    topics = topics_of(question.words)
    if topics - SOLD_BY_DIET - PAYING and not services_named(question, scene):
        return described(question, scene)
    if named := services_named(question, scene):
        return " ".join(f"{facts.service_line(each, scene.business)}." for each in named)
    if is_elsewhere(question, scene) and not topics:
        return f"{not_found(question, scene)} {listed(scene)}" if not scene.desk.items else menu(question, scene)
    if service := service_meant(question, scene):
        return f"{facts.service_line(service, scene.business)}."
    return menu(question, scene) if scene.desk.items else listed(scene)


def as_made(question: Ask, scene: Scene) -> str:
    """The price of dishes in the size, or with what, they are asked for: those named, else the last in the basket;
    empty where nothing is said of that. "It" is as the message has it: "is there a gluten-free one? is it dearer?".
    """
    if not scene.desk.ordering.groups:
        return ""
    found = []
    basket = basket_of(scene.memory)
    words = scene.heard.text if "pronoun" in question.cues else question.words
    for key, picked in made_as_asked(words, MENU.of(scene.desk), scene.context.locale, basket.lines[-1:]):
        item = scene.desk.item(int(key))
        groups = scene.desk.ordering.groups
        options = [option for group in groups for option in group.options if str(option.id) in picked]
        if item is not None and options:
            price = sum((option.price for option in options), item.price or Decimal(0))
            found.append(orders.made_for(item.name, [option.name for option in options], price, scene.business))
    return " ".join(found)


def of_the_order(question: Ask, scene: Scene) -> str:
    """ "How much is that?" while an order is arranged, or after one was made, is its total."""
    if services_named(question, scene) or is_elsewhere(question, scene) or topics_of(question.words):
        return ""
    if scene.task is not None and scene.task.quote is not None:
        return ordered.total(scene.task.quote.total, scene.business)
    if not scene.memory.ordered:
        return ""
    return ordered.total(scene.context.repository.orders.own(scene.memory.ordered).total, scene.business)


def is_elsewhere(question: Ask, scene: Scene) -> bool:
    """Whether a thing is named that is none of ours: "whitening price"."""
    return bool(subject(question.words, question.intent, scene.context.locale)) and "pronoun" not in question.cues


def duration(question: Ask, scene: Scene) -> str:
    """How long what is meant takes; how long a table is kept where there is nothing else to take time."""
    tables = [each for each in scene.desk.services if each.needs_party]
    service = service_meant(question, scene) or next(iter(tables), None)
    if on_topic(question, scene) or service is None:
        return on_topic(question, scene) or listed(scene)
    told = next((each for each in question.about.get("people", ()) if isinstance(each, int)), None)
    people = told or (scene.task.form.people if scene.task is not None else None)
    return facts.takes(service, people, scene.business)


def included(question: Ask, scene: Scene) -> str:
    """What the service's own description says."""
    if topics_of(question.words) & BESIDE:
        return described(question, scene)
    service = service_meant(question, scene)
    if service is None or not service.description:
        return ""
    return f"{facts.service_line(service, scene.business)}. {service.description}"


def services(question: Ask, scene: Scene) -> str:
    """What is offered of what is named; a question of what goes with it, such as a fee, is the owner's words'."""
    if topics_of(question.words) & BESIDE:
        return described(question, scene)
    if named := services_named(question, scene):
        lines = [f"{facts.service_line(each, scene.business)}. {each.description}".strip() for each in named]
        return "\n".join([*lines, *(performed(named[0], scene) if question.about.get("staff") else [])])
    told = listed(scene)
    if not told:
        return ""
    return f"{not_found(question, scene)} {told}" if is_elsewhere(question, scene) else told


def not_found(question: Ask, scene: Scene) -> str:
    return facts.not_offered(subject(question.words, question.intent, scene.context.locale))


def listed(scene: Scene) -> str:
    offered = [each for each in scene.desk.services if is_sold(each)]
    return facts.services(offered, scene.business) if offered else ""


def compared(question: Ask, scene: Scene) -> str:
    """The services or dishes named beside each other, and what the prices differ by."""
    named = services_named(question, scene)
    items = items_meant(question, scene)
    if len(named) > 1:
        return facts.compared([(each.name, each.price, each.minutes) for each in named], scene.business)
    if len(items) > 1:
        return facts.compared([(each.name, each.price, None) for each in items], scene.business)
    return prices(question, scene)


def staff(question: Ask, scene: Scene) -> str:
    """Who serves the booking that is talked about, else who can be booked."""
    if scene.memory.bookings and scene.task is None:
        found = scene.context.repository.own_booking(scene.memory.bookings[-1])
        if found.staff:
            return facts.served_by(found.staff)
    if told := on_topic(question, scene):
        return told
    if (named := services_named(question, scene)) and (told_of := performed(named[0], scene)):
        return told_of[0]
    task = scene.task
    if task is not None and task.chosen is not None and (name := scene.context.repository.who_serves(task.chosen)):
        return facts.served_by(name)
    names = [member.name for member in scene.desk.staff]
    return facts.staff(names) if names else ""


ANSWERS = {
    "menu": menu,
    "prices": prices,
    "duration": duration,
    "included": included,
    "services": services,
    "comparison": compared,
    "staff": staff,
}
ROWS = {
    **dict.fromkeys(("menu", "prices", "services", "comparison"), ("businesses.MenuItem", "businesses.Service")),
    **dict.fromkeys(("duration", "included"), ("businesses.Service", "tenants.Business")),
    "staff": ("businesses.StaffMember", "businesses.Service"),
}
