"""From a clause of an owner's message to what it would change."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from agents.understanding.owner.amounts import amounts_in, priced
from agents.understanding.owner.days import days_in, hours_in, mentions_in
from agents.understanding.owner.naming import new_dish, section_in
from agents.understanding.owner.reports import of_report, report_in
from agents.understanding.owner.said import NOTHING, Said, together
from agents.understanding.owner.words import Phrases

if TYPE_CHECKING:
    from collections.abc import Sequence

    from agents.understanding.owner.said import Matter
    from agents.understanding.types import Context, Slot

MATTERS: dict[str, Matter] = {
    "owner_change_hours": "hours",
    "owner_change_price": "price",
    "owner_change_menu": "dish",
    "owner_change_staff": "off",
}
"""What an intent of the catalogue changes."""
_DAYS = ("first", "last", "weekdays", "since", "opens", "closes", "at")
_MONEY = ("amount", "by", "percent")
_REPORT = ("days", "every", "form")
OF_MATTER: dict[Matter, tuple[str, ...]] = {
    "": (*_DAYS, *_MONEY, "items", "services", "staff", "section", *_REPORT),
    "hours": (*_DAYS, "is_closed"),
    "price": (*_MONEY, "items", "services", "section"),
    "off": (*_DAYS, "staff"),
}
"""What is of a change; where that is not told, all may be the answer to what was asked."""
ENOUGH = 0.4
"""How sure an intent must be to count; of one that is less so, the words themselves must tell."""


def read_change(
    text: str,
    slots: Sequence[Slot],
    intent: tuple[str, float],
    context: Context,
    language: str,
    requested: tuple[str, ...] = (),
) -> Said:
    """What the clause changes. ``matter`` is "" where it tells only details, and all is empty where it says nothing.

    ``slots`` are those that stand in it, their offsets into ``text``; ``requested`` what was asked for.
    """
    phrases = Phrases(text, language, context.locale)
    if phrases.has("undo"):
        return Said(matter="undo")
    if (report := report_in(phrases, context)) != NOTHING:
        return report
    found = _details(phrases, slots, context, requested)
    matter = _matter(phrases, found, intent)
    if matter == "dish":
        return _of_dish(phrases, found, context)
    if matter == "hours":
        found = replace(found, is_closed=phrases.has("closed") and not (found.opens or found.closes or found.at))
    if not matter:
        found = replace(found, **of_report(phrases, context))
    return replace(NOTHING, matter=matter, **{name: getattr(found, name) for name in OF_MATTER[matter]})


def _details(phrases: Phrases, slots: Sequence[Slot], context: Context, requested: tuple[str, ...]) -> Said:
    """Everything that may be of a change, whatever of."""
    rows = {name: _keys(slots, name) for name in ("item", "service", "staff")}
    mentions = mentions_in(phrases, context, tuple(name for name in ("date", "time") if name in requested))
    days = days_in(phrases, context, mentions)
    found = together(days, hours_in(phrases, context, mentions, days))
    found = together(found, priced(phrases, [(slot.start, slot.end) for slot in slots if slot.name in rows]))
    section, _place = section_in(phrases, context.vocabulary.sections)
    return replace(found, items=rows["item"], services=rows["service"], staff=rows["staff"], section=section)


def _keys(slots: Sequence[Slot], name: str) -> tuple[int, ...]:
    keys = (str(slot.value) for slot in slots if slot.name == name and slot.role != "rejected")
    return tuple(dict.fromkeys(int(key) for key in keys if key.isdigit()))


def _matter(phrases: Phrases, found: Said, intent: tuple[str, float]) -> Matter:
    """What is changed, where the words say of it what can be changed here: not who works which shift."""
    matter = _likely(phrases, found, intent)
    told = {"off": ("off",), "dish": ("sold_out", "on_sale", "adds")}.get(matter)
    return matter if told is None or any(map(phrases.has, told)) else ""


def _likely(phrases: Phrases, found: Said, intent: tuple[str, float]) -> Matter:
    """By the intent where it is sure, else by what the words name and say of it."""
    name, confidence = intent
    is_new = phrases.has("adds") and not (found.items or found.services)
    if confidence >= ENOUGH and name in MATTERS:
        return "dish" if is_new and MATTERS[name] == "price" else MATTERS[name]
    has_amount = found.amount is not None or found.by is not None or found.percent is not None
    if has_amount and (found.items or found.services) and (phrases.has("costs") or phrases.has("raises")):
        return "price"
    if phrases.has("adds") and (has_amount or found.section):
        return "dish"
    if found.items and (phrases.has("sold_out") or phrases.has("on_sale")):
        return "dish"
    if found.staff and phrases.has("off"):
        return "off"
    has_days = found.first is not None or bool(found.weekdays)
    return "hours" if has_days and phrases.has("closed") else ""


def _of_dish(phrases: Phrases, found: Said, context: Context) -> Said:
    """Whether a dish can be had, or a new one: what is on the menu already is not added."""
    if found.items and phrases.has("on_sale") and not phrases.has("sold_out"):
        return Said(matter="dish", items=found.items, is_available=True)
    if found.items and not phrases.has("adds"):
        return Said(matter="dish", items=found.items, is_available=False)
    cost = priced(phrases)
    if found.items and phrases.has("adds"):  # it is on the menu already
        return (
            replace(cost, matter="price", items=found.items)
            if cost != NOTHING
            else Said(matter="dish", items=found.items, is_available=True)
        )
    taken = [(each.start, each.end) for each in amounts_in(phrases)]
    named = new_dish(phrases, context.vocabulary.sections, taken) if phrases.has("adds") else NOTHING
    if not named.name:
        return Said(matter="dish", items=found.items, section=named.section)
    return replace(together(named, cost), matter="new_dish")
