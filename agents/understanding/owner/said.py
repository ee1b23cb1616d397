"""What was said of a change, as far as it was said; rows by their keys in the vocabulary."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date, time
from decimal import Decimal
from typing import Literal

Matter = Literal["", "hours", "price", "dish", "new_dish", "off", "undo", "report", "report_stop"]
"""What is changed. ``dish`` is whether one can be had, ``off`` that somebody does not work, ``report`` that one is
sent."""
Unit = Literal["", "day", "week", "month"]


@dataclass(frozen=True, slots=True)
class Said:
    """``opens`` and ``closes`` are wall times; one hour whose edge was not said stands in ``at``.

    ``first`` and ``last`` are the days meant, ``weekdays`` (ISO) every such day; ``since``: new hours begin then.

    Of a report: ``report`` is what it is of, ``days`` the days as people call them ("last_week"), ``every`` how often
    it is sent, ``form`` the kind of file.

    ``amount`` is a price, ``by`` and ``percent`` what one changes by, less than nothing where it goes down.
    """

    matter: Matter = ""
    is_closed: bool = False
    opens: time | None = None
    closes: time | None = None
    at: time | None = None
    first: date | None = None
    last: date | None = None
    weekdays: tuple[int, ...] = ()
    since: bool = False
    staff: tuple[int, ...] = ()
    items: tuple[int, ...] = ()
    services: tuple[int, ...] = ()
    is_available: bool | None = None
    name: str = ""
    section: str = ""
    amount: Decimal | None = None
    by: Decimal | None = None
    percent: Decimal | None = None
    report: str = ""
    days: str = ""
    every: Unit = ""
    form: str = ""


NOTHING = Said()
DAYS = ("first", "last", "weekdays", "since")
OF_REPORT = ("first", "last", "days")
RHYTHM = ("every", "weekdays")
HOURS = ("opens", "closes", "at", "is_closed")
MONEY = ("amount", "by", "percent")


def together(before: Said, now: Said) -> Said:
    """With what was said since; of what hangs together (days, hours, amounts) the new in place of the old."""
    told = {each.name for each in fields(Said) if getattr(now, each.name) != getattr(NOTHING, each.name)}
    groups = (OF_REPORT, RHYTHM) if before.matter == "report" else (DAYS, MONEY)
    for group in groups:
        if told & set(group):
            told |= set(group)
    if now.is_closed or (now.opens and now.closes):
        told |= set(HOURS)
    elif told & set(HOURS):
        told |= {"at", "is_closed"}
    return replace(before, **{name: getattr(now, name) for name in told if name != "matter"})
