"""Days, times and durations as people say them."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

from django.utils import dateformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from businesses import clock as clocks

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from zoneinfo import ZoneInfo

# Cities whose names change with the language; the others are called the same in all of them.
CITIES = {
    "Athens": pgettext_lazy("city", "Athens"),
    "Berlin": pgettext_lazy("city", "Berlin"),
    "Brussels": pgettext_lazy("city", "Brussels"),
    "Copenhagen": pgettext_lazy("city", "Copenhagen"),
    "Dublin": pgettext_lazy("city", "Dublin"),
    "Lisbon": pgettext_lazy("city", "Lisbon"),
    "London": pgettext_lazy("city", "London"),
    "Luxembourg": pgettext_lazy("city", "Luxembourg"),
    "New York": pgettext_lazy("city", "New York"),
    "Paris": pgettext_lazy("city", "Paris"),
    "Prague": pgettext_lazy("city", "Prague"),
    "Rome": pgettext_lazy("city", "Rome"),
    "Vienna": pgettext_lazy("city", "Vienna"),
    "Warsaw": pgettext_lazy("city", "Warsaw"),
    "Zurich": pgettext_lazy("city", "Zurich"),
}


def day(value: date) -> str:
    """Such as "Sunday 22 November"."""
    return clocks.day_of(value)


def clock(value: time | datetime, country: str) -> str:
    """Wall time as the language and the country write it: "7:30 pm" or "19:30"."""
    if not clocks.has_twelve_hours(country):
        return dateformat.time_format(value, clocks.clock_format(country))
    half = _("am") if value.hour < 12 else _("pm")
    minutes = f":{value.minute:02d}" if value.minute else ""
    return f"{value.hour % 12 or 12}{minutes} {half}"


def zone(value: ZoneInfo) -> str:
    """Such as "Rome time": whose clock is meant."""
    place = value.key.rsplit("/", 1)[-1].replace("_", " ")
    return _("%(place)s time") % {"place": CITIES.get(place, place)}


def moment(value: datetime, country: str) -> str:
    return _("%(day)s at %(time)s") % {"day": day(value), "time": clock(value, country)}


def spans(intervals: Iterable[tuple[time | datetime, time | datetime]], country: str) -> str:
    return joined([f"{clock(opens, country)}\N{EN DASH}{clock(closes, country)}" for opens, closes in intervals])


def duration(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    told_hours = ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}
    told_minutes = ngettext("%(n)d minute", "%(n)d minutes", rest) % {"n": rest}
    if not hours:
        return told_minutes
    return told_hours if not rest else f"{told_hours} {told_minutes}"


def joined(things: list[str], last: str = "") -> str:
    """Such as "a, b and c"."""
    if len(things) < 2:
        return "".join(things)
    link = last or _("and")
    return f"{', '.join(things[:-1])} {link} {things[-1]}"
