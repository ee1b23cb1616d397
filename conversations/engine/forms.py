"""Details into a form: what replaces what, and what stays open."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from conversations.engine.commands import Detail
    from conversations.engine.state import Form, Person

MOST_DAYS = 31
LONGEST = 200
NOTE = 300
"""Characters of a note; a booking's has room for more."""
NUMBERS = frozenset({"service", "people", "staff", "minutes", "table"})
PERSON = ("name", "phone", "email")


def filled(form: Form, details: Iterable[Detail]) -> Form:
    for detail in details:
        form = put(form, detail)
    return form


def put(form: Form, detail: Detail) -> Form:
    """With one detail set. A value that stays ambiguous is kept with its readings, to be asked about."""
    name, value = detail.name, detail.value
    if name == "note":
        return noted(form, str(value))
    if value is None:
        return left_open(form, detail)
    if isinstance(value, dict):
        return in_range(form, name, value)
    plain = of_kind(name, value)
    if plain is None or not hasattr(form, name):
        return form
    if name == "time":
        form = replace(form, times=(), between=None, soonest=False)
    elif name == "date":
        form = replace(form, dates=(), soonest=False)
    return with_value(form, name, plain)


def with_value(form: Form, name: str, value: Any) -> Form:
    changed: dict[str, Any] = {name: value}
    return replace(form, **changed)


def left_open(form: Form, detail: Detail) -> Form:
    readings = tuple(str(each) for each in detail.alternatives)
    if not readings:
        return form
    if detail.name == "date":
        return replace(form, date="", dates=readings)
    return replace(form, time="", times=readings) if detail.name == "time" else form


def noted(form: Form, words: str) -> Form:
    """With a note more; one that says no more than another is left out."""
    said = words.strip()[:NOTE]
    if not said or any(said.casefold() in note.casefold() for note in form.notes):
        return form
    kept = tuple(note for note in form.notes if note.casefold() not in said.casefold())
    return replace(form, notes=(*kept, said))


def withdrawn(form: Form, name: str, value: Any) -> Form:
    """Without what was turned down; another value that stands stays."""
    stands = getattr(form, name, None)
    if name == "date" and isinstance(value, str) and value in form.dates:
        return replace(form, dates=tuple(each for each in form.dates if each != value))
    if value is not None and stands not in (None, "", of_kind(name, value)):
        return form
    if not hasattr(form, name):
        return form
    return with_value(form, name, "" if isinstance(stands, str) else None)


def in_range(form: Form, name: str, value: dict[str, Any]) -> Form:
    """A stretch of days becomes the days to choose from, a stretch of the day the time to look in."""
    if name == "time":
        return in_stretch(form, value)
    if name != "date" or not isinstance(value.get("from"), str):
        return form
    first = date.fromisoformat(value["from"])
    last = date.fromisoformat(value["to"]) if isinstance(value.get("to"), str) else first
    days = tuple((first + timedelta(days=each)).isoformat() for each in range(min((last - first).days + 1, MOST_DAYS)))
    return replace(form, date="", dates=days) if len(days) > 1 else replace(form, date=first.isoformat(), dates=())


def in_stretch(form: Form, value: dict[str, Any]) -> Form:
    """ "In the evening" settles which of two times was meant, and else narrows what is looked for."""
    first, last = value.get("from") or "00:00", value.get("to") or "24:00"
    if last <= first:  # a night ends on the next day
        last = "24:00"
    fitting = [each for each in form.times if first <= each < last]
    if len(fitting) == 1:
        return replace(form, time=fitting[0], times=(), between=None)
    return replace(form, time="", times=(), between=(first, last))


def of_kind(name: str, value: Any) -> int | str | None:
    """The value as the form keeps it; None where it is not of the kind the form can hold."""
    try:
        if name in NUMBERS:
            return int(value)
        if name == "date":
            return date.fromisoformat(value).isoformat()
        if name == "time":
            return f"{time.fromisoformat(value):%H:%M}"
    except (TypeError, ValueError):
        return None
    return str(value)[:LONGEST]


def known_of(person: Person, details: Iterable[Detail]) -> Person:
    """Who the customer is, with what they have said of it now."""
    said = {detail.name: str(detail.value)[:LONGEST] for detail in details if detail.name in PERSON and detail.value}
    return replace(person, **said)
