"""From what was said of a change to a wish that can be worked out, or to what is still to be asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from businesses.by_word.wishes import HoursOnDays, NewItem, Off, OnSale, OwnerWish, Prices, WeekHours
from conversations.engine.tasks.owner import reporting

if TYPE_CHECKING:
    from agents.understanding.owner import Said
    from conversations.engine.scene import Scene
    from conversations.needs import Need
    from conversations.repository.facts import MemberWish


def assembled(said: Said, scene: Scene) -> MemberWish | Need | None:
    """The wish, or the one thing that is missing; None where there is nothing that it could mean."""
    if said.matter == "report":
        return reporting.sending(said, scene)
    if said.matter == "report_stop":
        return reporting.stopping(said, scene)
    if said.matter == "hours":
        return of_hours(said)
    if said.matter == "price":
        return of_price(said, scene)
    if said.matter == "new_dish":
        return of_new_dish(said, scene)
    if said.matter == "dish":
        return OnSale(said.items, said.is_available is not False) if said.items else "item"
    return off(said)


def of_hours(said: Said) -> OwnerWish | Need:
    """An hour of which nobody said which edge it is, is the closing: hardly anybody tells of it otherwise."""
    opens, closes = said.opens, said.closes or said.at
    if not (said.is_closed or opens or closes):
        return "hours"
    opens, closes = (None, None) if said.is_closed else (opens, closes)
    if said.first and said.last and not said.since:
        return HoursOnDays(said.first, said.last, opens, closes)
    if said.is_closed and not said.weekdays:
        return "days"
    return WeekHours(said.weekdays, said.first if said.since else None, opens, closes)


def of_price(said: Said, scene: Scene) -> OwnerWish | Need:
    items = said.items
    if not (items or said.services) and said.section:
        items = tuple(item.id for item in scene.desk.items if item.section == said.section)
    if not (items or said.services):
        return "item"
    if said.amount is None and said.by is None and said.percent is None:
        return "price"
    return Prices(items, said.services, said.amount, said.by, said.percent)


def of_new_dish(said: Said, scene: Scene) -> OwnerWish | Need:
    """Where the menu has one section only, that is meant."""
    sections = list(dict.fromkeys(item.section for item in scene.desk.items))
    section = said.section or (sections[0] if len(sections) == 1 else "")
    if not section:
        return "section"
    return NewItem(said.name, section, said.amount)


def off(said: Said) -> OwnerWish | Need:
    if not said.staff:
        return "staff"
    if said.first is None:
        return "days"
    last = said.last or said.first
    starts, ends = (said.opens, said.closes) if said.first == last and said.opens and said.closes else (None, None)
    return Off(said.staff, said.first, last, starts, ends)
