"""What a message was read as, as staff read it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, time
from functools import singledispatch
from typing import TYPE_CHECKING, Any

from django.utils import dateformat
from django.utils.translation import gettext as _
from pydantic import ValidationError

from agents.catalogue import record
from agents.desk import VOCABULARY, called
from businesses.clock import day_with_year, page_clock, spoken
from conversations.engine import commands as c
from conversations.engine.state import COMMANDS
from tenants.context import current_business

if TYPE_CHECKING:
    from collections.abc import Iterable

    from businesses.desk import Desk


ANYTHING = "ask_fact"
"""The intent of questions that are like no other."""


@dataclass(frozen=True, slots=True)
class Line:
    """One command. ``like`` is a sentence of its intent, ``words`` the customer's, ``details`` what was given with it:
    label, value, and the words it was read from.
    """

    label: str
    like: str = ""
    words: str = ""
    details: tuple[tuple[str, str, str], ...] = ()


def read_as(kept: Any, desk: Desk) -> tuple[Line, ...] | None:
    """None for what an earlier version of the product kept in another form."""
    try:
        commands = COMMANDS.validate_python(kept)
    except ValidationError:
        return None
    return tuple(line_of(command, desk) for command in commands)


@singledispatch
def line_of(command: Any, desk: Desk) -> Line:
    return Line(plain_labels()[command.kind])


def plain_labels() -> dict[str, str]:
    """Of commands that are all said with their kind."""
    return {
        "let_go": _("What is being arranged is to be dropped"),
        "keep": _("What was to be changed stays as it is"),
        "anew": _("A new booking, not the one asked about"),
        "lack_reference": _("The reference is not at hand"),
        "about_me": _("About what is remembered of them"),
        "call_person": _("A person is wanted"),
    }


@line_of.register(c.Open)
def _open(command: c.Open, desk: Desk) -> Line:
    return Line(_("Something is to be done"), like(command.intent), command.words, told(command.details, desk))


@line_of.register(c.Ask)
def _ask(command: c.Ask, desk: Desk) -> Line:
    about = [c.Detail(name, value) for name, values in command.about.items() for value in values if value is not None]
    known = "" if command.intent == ANYTHING else like(command.intent)
    return Line(_("A question"), known, command.words, told(about, desk))


@line_of.register(c.Give)
def _give(command: c.Give, desk: Desk) -> Line:
    label = _("A detail in place of another") if command.detail.is_correction else _("A detail")
    return Line(label, details=told((command.detail,), desk))


@line_of.register(c.Fill)
def _fill(command: c.Fill, desk: Desk) -> Line:
    items = {str(each.id): each.name for each in desk.items}
    lines = [(str(each.quantity), items.get(each.item, "-"), "") for each in command.basket.lines]
    unknown = [(_("not on the menu"), each, "") for each in command.unknown]
    return Line(_("An order, as it is after the message"), details=(*lines, *unknown, *told(command.details, desk)))


@line_of.register(c.Withdraw)
def _withdraw(command: c.Withdraw, desk: Desk) -> Line:
    return Line(_("A detail turned down"), details=told((c.Detail(command.name, command.value),), desk))


@line_of.register(c.Choose)
def _choose(command: c.Choose, desk: Desk) -> Line:
    return Line(_("One of what was offered"), words=str(command.which))


@line_of.register(c.Agree)
def _agree(command: c.Agree, desk: Desk) -> Line:
    said = {"yes": _("A yes"), "no": _("A no"), "wait": _("Not yet")}[command.answer]
    return Line(_("%(answer)s, with a condition") % {"answer": said} if command.is_conditional else said)


@line_of.register(c.Remark)
def _remark(command: c.Remark, desk: Desk) -> Line:
    return Line(_("Something staff should know"), words=command.words)


@line_of.register(c.Alarm)
def _alarm(command: c.Alarm, desk: Desk) -> Line:
    return Line(_("Somebody may be in danger"))


@line_of.register(c.Courtesy)
def _courtesy(command: c.Courtesy, desk: Desk) -> Line:
    return Line(_("A courtesy"), like(command.intent))


def like(intent: str) -> str:
    """How such a thing is said, in the language of the page; of what an owner taught its name."""
    known = record(intent)
    if known is None:
        return intent
    return next(iter((*known.examples(spoken()), *known.examples("en"))), intent)


def told(details: Iterable[c.Detail], desk: Desk) -> tuple[tuple[str, str, str], ...]:
    return tuple((detail_labels().get(each.name, each.name), valued(each, desk), each.text) for each in details)


def detail_labels() -> dict[str, str]:
    return {
        "service": _("Service"),
        "item": _("Dish or product"),
        "staff": _("With"),
        "resource": _("Place"),
        "people": _("People"),
        "date": _("Day"),
        "time": _("Time"),
        "name": _("Name"),
        "phone": _("Phone"),
        "email": _("E-mail"),
        "address": _("Address"),
        "reference": _("Reference"),
        "note": _("Note"),
        "way": _("How it reaches the customer"),
        "table": _("Table"),
    }


def valued(detail: c.Detail, desk: Desk) -> str:
    """The value as read, or those it may be; a dash where it is none that can be."""
    found = detail.alternatives if detail.value is None else (detail.value,)
    return " / ".join(written(detail.name, each, desk) for each in found) or "-"


def written(name: str, value: object, desk: Desk) -> str:
    """Days and hours as the page writes them, rows by their names; a stretch of days or hours as it is kept."""
    if isinstance(value, str) and name in FORMS:
        with suppress(ValueError):
            return FORMS[name](value)
    return str(called(name, value, VOCABULARY.of(desk)))


def _hour(value: str) -> str:
    return dateformat.time_format(time.fromisoformat(value), page_clock(current_business().country))


def _day(value: str) -> str:
    return day_with_year(date.fromisoformat(value))


FORMS = {"date": _day, "time": _hour}
