"""Longer texts: the menu as it is read at a table, and what the documents say about something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from artifacts.blocks import heading, one_line, quoted
from artifacts.errors import NothingToSay
from artifacts.kinds import Kind
from artifacts.looking import passages_about
from artifacts.recipes.news import mail_of
from artifacts.recipes.rows import details_source, mark, menu_source
from artifacts.recipes.values import Made, Recipe
from businesses.qr.menu import menu_sections

if TYPE_CHECKING:
    from artifacts.looking import Passage
    from artifacts.recipes.values import Setting
    from artifacts.sources import Source
    from businesses.qr.menu import Dish

LONGEST_TOPIC = 80


def menu(setting: Setting) -> Made:
    if not setting.desk.items:
        raise NothingToSay(_("There are no dishes on the menu yet. Add them first."))
    source = menu_source()
    parts = [heading(setting.desk.business.name)]
    for section, dishes in menu_sections(setting.desk):
        parts += [heading(section or _("Menu"), 2), *map(_of_dish, dishes)]
    return Made(_("Menu text"), "\n\n".join([*parts, f"{source.title} {mark(source)}"]), (source,))


def _of_dish(dish: Dish) -> str:
    name = " · ".join(filter(None, (dish.name, dish.price, *dish.marks)))
    said = [*filter(None, (dish.description, capfirst(dish.served))), dish.allergens]
    return "\n".join([heading(name, 3), *said])


def document(setting: Setting) -> Made:
    topic, found = _found(setting)
    sources = tuple(each.as_source(n) for n, each in enumerate(found, 1))
    parts = [heading(topic), _("What your documents say, word for word:")]
    for each, source in zip(found, sources, strict=True):
        parts += [heading(each.told, 2), f"{quoted(each.text)}\n\n{_place(source)}"]
    return Made(topic, "\n\n".join(parts), sources)


def mail(setting: Setting) -> Made:
    """With what the best passage says: a mail says one thing."""
    topic, found = _found(setting)
    source, details = found[0].as_source(1), details_source(2)
    return mail_of(topic, [f"{one_line(found[0].text)} {mark(source)}"], setting, (source, details))


def _found(setting: Setting) -> tuple[str, list[Passage]]:
    wish = setting.wish
    topic = one_line(wish.topic)[:LONGEST_TOPIC]
    if not topic:
        raise NothingToSay(_("Say what it should be about."))
    found = passages_about(topic, audience=wish.audience, session=wish.session)
    if not found:
        raise NothingToSay(_("Your documents say nothing about “%(topic)s”. Add one that does.") % {"topic": topic})
    return capfirst(topic), found


def _place(source: Source) -> str:
    page = ", " + _("page %(n)s") % {"n": source.page} if source.page else ""
    return f"{source.title}{page} {mark(source)}"


TEXTS = (
    Recipe(key="menu_text", kind=Kind.MENU_TEXT, label=gettext_lazy("The whole menu"), compose=menu, words=("menu",)),
    Recipe(
        key="document", kind=Kind.DOCUMENT, label=gettext_lazy("What your documents say"), compose=document, words=()
    ),
    Recipe(key="document_mail", kind=Kind.MAIL, label=gettext_lazy("What your documents say"), compose=mail, words=()),
)
