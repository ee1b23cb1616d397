"""The columns of a table in a file: how a cell is read, and how a row's value is told as one.

Reading and telling are each other's inverse, so that what was written out changes nothing when it is read in. All
reading raises ``ValidationError``, whose message is Django's own, in the reader's language; ``remedy`` says what
belongs there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from businesses.exchange.cells import clock, listed, parts_of
from businesses.exchange.remedies import DURATIONS
from businesses.models import PartyDuration

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.utils.functional import _StrOrPromise

YES = frozenset({"yes", "true", "1", "x", "y"})
NO = frozenset({"no", "false", "0", "n"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """``points_at`` is the table whose rows the cell names; ``in_json`` what JSON calls it, where that differs."""

    name: str
    read: Callable[[str], Any]
    tell: Callable[[Any], str]
    remedy: _StrOrPromise
    is_needed: bool = False
    points_at: str = ""
    names_many: bool = False
    in_json: str = ""

    def canonical(self, text: str) -> str:
        """The cell as we would write it. Raises ``ValidationError``."""
        return self.tell(self.read(text))


def of_field(model: type[models.Model], name: str, remedy: _StrOrPromise, **more: Any) -> Column:
    """A column of the model, read and refused as its field does."""
    field: Any = model._meta.get_field(name)
    reading, telling = READERS.get(type(field), plain), TELLERS.get(type(field), str)

    def read(text: str) -> Any:
        if text == "" and not more.get("is_needed"):
            return nothing(field)
        return field.clean(reading(field, text), None)

    def tell(value: Any) -> str:
        return "" if value is None else telling(value)

    return Column(name=name, read=read, tell=tell, remedy=remedy, **more)


def nothing(field: Any) -> Any:
    """What an empty cell says: no value where there may be none, else what a new row has."""
    if field.null:
        return None
    return field.get_default()


def plain(_field: Any, text: str) -> Any:
    return text


def number(_field: Any, text: str) -> str:
    """A comma before the last digits is a point; one that may mean thousands is not guessed at."""
    return text.replace(",", ".") if text.count(",") == 1 and "." not in text else text


def yes_or_no(field: Any, text: str) -> Any:
    if text.casefold() in YES:
        return True
    return False if text.casefold() in NO else field.to_python(text)


def choice(field: Any, text: str) -> Any:
    return chosen(field.flatchoices, text)


def chosen(choices: Any, text: str) -> Any:
    """By value, or as people are shown it."""
    sought = text.casefold()
    return next((value for value, label in choices if sought in {str(value).casefold(), str(label).casefold()}), text)


def text_or_choice(field: Any, text: str) -> Any:
    return choice(field, text) if field.choices else text


READERS: dict[type, Callable[[Any, str], Any]] = {
    models.DecimalField: number,
    models.BooleanField: yes_or_no,
    models.CharField: text_or_choice,
}
TELLERS: dict[type, Callable[[Any], str]] = {
    models.DecimalField: lambda value: f"{Decimal(value):.2f}",
    models.BooleanField: lambda value: "yes" if value else "no",
    models.TimeField: lambda value: clock(value if isinstance(value, time) else time.fromisoformat(value)),
    models.DateField: lambda value: value.isoformat() if isinstance(value, date) else str(value),
}


def names(model: type[models.Model], name: str, remedy: _StrOrPromise) -> Column:
    """Several names in a cell."""
    field: Any = model._meta.get_field(name)
    return Column(name=name, read=lambda text: field.clean(parts_of(text), None), tell=listed, remedy=remedy)


NONE = "none"


def several(model: type[models.Model], name: str, choices: Any, remedy: _StrOrPromise) -> Column:
    """Some of the choices; ``none`` says that it is none of them, an empty cell that nobody knows."""
    field: Any = model._meta.get_field(name)

    def read(text: str) -> list[str] | None:
        if text == "":
            return nothing(field)  # type: ignore[no-any-return]  # a list or None, as the field has it
        said = [] if text.casefold() == NONE else [chosen(choices, part) for part in parts_of(text.replace(",", ";"))]
        return sorted(set(field.clean(said, None) if said else said))

    def tell(value: list[str] | None) -> str:
        return "" if value is None else listed(sorted(value)) or (NONE if field.null else "")

    return Column(name=name, read=read, tell=tell, remedy=remedy)


def link(name: str, points_at: str, remedy: _StrOrPromise, **more: Any) -> Column:
    """The name of one row of another table."""
    return Column(name=name, read=str, tell=str, remedy=remedy, points_at=points_at, **more)


def links(name: str, points_at: str, remedy: _StrOrPromise) -> Column:
    """The names of rows of another table."""
    return Column(
        name=name,
        read=parts_of,
        tell=lambda value: listed(sorted(value)),
        remedy=remedy,
        points_at=points_at,
        names_many=True,
    )


def weekday(days: Any) -> Column:
    """A day by its name, English or as the reader's language has it, or its number: Monday is 1."""
    own = {day.name.casefold(): day.value for day in days}

    def read(text: str) -> int:
        found = own.get(text.casefold(), chosen(days.choices, text))
        if found not in days.values:
            raise ValidationError(_("“%(day)s” is no day of the week."), params={"day": text})
        return int(found)

    return Column(
        name="weekday", read=read, tell=lambda value: days(value).name.lower(), is_needed=True,
        remedy=_("A day such as monday, or its number: Monday is 1."),
    )  # fmt: skip


def party_durations() -> Column:
    sizes: Any = PartyDuration._meta.get_field("from_party")
    minutes: Any = PartyDuration._meta.get_field("duration_minutes")

    def read(text: str) -> dict[int, int]:
        found = {}
        for part in parts_of(text):
            size, colon, lasts = part.partition(":")
            if not colon:
                raise ValidationError(_("“%(part)s” has no colon."), params={"part": part})
            found[sizes.clean(size.strip(), None)] = minutes.clean(lasts.strip(), None)
        return found

    def tell(value: dict[int, int]) -> str:
        return listed(f"{size}: {lasts}" for size, lasts in sorted(value.items()))

    return Column(name="party_durations", read=read, tell=tell, remedy=DURATIONS)
