"""What there is to tell customers, from rows: a closing day, a price to come, a dish; as a mail and as a post."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from artifacts.blocks import heading
from artifacts.errors import NothingToSay
from artifacts.kinds import Kind
from artifacts.recipes.rows import details_source, hours_source, how_to_reach, mark, menu_source, signature
from artifacts.recipes.values import Made, Recipe
from businesses.qr.menu import allergens_told, marks_of
from businesses.wording import moments
from conversations.wording import facts

if TYPE_CHECKING:
    from collections.abc import Callable

    from artifacts.recipes.values import Setting
    from artifacts.sources import Source
    from businesses.desk import ItemFacts

LOOKED_AHEAD = 60
"""Days in which the door opens again."""


@dataclass(frozen=True, slots=True)
class News:
    """``lines`` are paragraphs, without a mark of where they are from."""

    title: str
    lines: tuple[str, ...]
    source: Source


def closing_day(setting: Setting) -> News:
    """The day named, or the next that is entered as closed, with those right after it; and when it opens again."""
    hours, today = setting.desk.hours, setting.today
    closed = sorted(day for day, spans in hours.exceptions.items() if not spans and day >= today)
    wanted = setting.wish.first
    if wanted is not None and wanted not in closed:
        told = {"day": moments.day(wanted)}
        raise NothingToSay(_("%(day)s is not entered as closed. Enter it under hours first.") % told)
    if not closed:
        raise NothingToSay(_("No closing day is entered. Enter it under hours first."))
    first = last = wanted or closed[0]
    while (following := last + timedelta(days=1)) in closed:
        last = following
    note = f" ({hours.notes[first]})" if hours.notes.get(first) else ""
    days = {"first": moments.day(first), "last": moments.day(last), "note": note}
    said = (
        _("We are closed on %(first)s%(note)s.")
        if first == last
        else _("We are closed from %(first)s to %(last)s%(note)s.")
    )
    lines = [said % days]
    again = next((at for step in range(1, LOOKED_AHEAD) if hours.on(at := last + timedelta(days=step))), None)
    if again is not None:
        told = {"day": moments.day(again), "hours": moments.spans(hours.on(again), setting.desk.business.country)}
        lines.append(_("From %(day)s we are here for you again: %(hours)s.") % told)
    title = _("Closed on %(day)s") if first == last else _("Closed from %(day)s")
    return News(title % {"day": moments.day(first)}, tuple(lines), hours_source())


def offer(setting: Setting) -> News:
    """A price that is entered from a day on: of the dish named, or the next that begins."""
    business = setting.desk.business
    coming = [
        (price.first, item.name, item, price)
        for item in setting.desk.items
        for price in item.coming
        if not setting.wish.items or item.id in setting.wish.items
    ]
    if not coming:
        raise NothingToSay(_("No price is entered that begins on a later day. Enter it at the dish first."))
    _first, _name, item, price = min(coming, key=lambda each: each[:2])
    told = {
        "dish": item.name,
        "price": facts.price(price.price, business),
        "first": moments.day(price.first),
        "last": moments.day(price.last) if price.last else "",
        "usual": facts.price(item.price, business),
    }
    said = (
        _("%(dish)s for %(price)s, from %(first)s to %(last)s (today: %(usual)s).")
        if price.last
        else _("%(dish)s for %(price)s, from %(first)s on (today: %(usual)s).")
    )
    title = _("%(dish)s for %(price)s") % told
    return News(title, tuple(filter(None, (said % told, item.description))), menu_source())


def dish(setting: Setting) -> News:
    item = next((each for each in map(setting.desk.item, setting.wish.items) if each is not None), None)
    if item is None:
        raise NothingToSay(_("Say which dish: by its name on the menu."))
    return News(item.name, tuple(_of_dish(item, setting)), menu_source())


def _of_dish(item: ItemFacts, setting: Setting) -> list[str]:
    told = {"dish": item.name, "price": facts.price(item.price, setting.desk.business)}
    lines = [item.description, _("%(dish)s: %(price)s.") % told]
    marks = [*map(capfirst, marks_of(item)), allergens_told(item.allergens)]
    return [*filter(None, lines), ". ".join(marks) + "."]


def as_post(news: Callable[[Setting], News], setting: Setting) -> Made:
    found = news(setting)
    desk, source, details = setting.desk, found.source, details_source(2)
    lines = [heading(found.title), *(f"{line} {mark(source)}" for line in found.lines)]
    reached = how_to_reach(desk)
    closing = f"{desk.business.name}: {reached}" if reached else desk.business.name
    return Made(found.title, "\n\n".join([*lines, f"{closing} {mark(details)}"]), (source, details))


def as_mail(news: Callable[[Setting], News], setting: Setting) -> Made:
    found = news(setting)
    source, details = found.source, details_source(2)
    return mail_of(found.title, [f"{line} {mark(source)}" for line in found.lines], setting, (source, details))


def mail_of(title: str, lines: list[str], setting: Setting, sources: tuple[Source, ...]) -> Made:
    """``sources`` end with the details that the signature is from."""
    parts = [heading(title), _("Dear customers,"), *lines, _("Kind regards"), signature(setting.desk)]
    return Made(title, "\n\n".join([*parts[:-1], f"{parts[-1]} {mark(sources[-1])}"]), sources)


ABOUT = (
    ("closing", gettext_lazy("A closing day"), closing_day, ("closing_day",)),
    ("offer", gettext_lazy("A price to come"), offer, ("offer",)),
    ("dish", gettext_lazy("A dish"), dish, ("dish",)),
)
POSTS = tuple(
    Recipe(
        key=f"{key}_post",
        kind=Kind.SOCIAL_POST,
        label=label,
        compose=partial(as_post, news),
        words=words,
        is_of_items=key == "dish",
    )
    for key, label, news, words in ABOUT
)
MAILS = tuple(
    Recipe(
        key=f"{key}_mail",
        kind=Kind.MAIL,
        label=label,
        compose=partial(as_mail, news),
        words=words,
        is_of_items=key == "dish",
    )
    for key, label, news, words in ABOUT
)
