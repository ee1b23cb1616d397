"""Days, times and durations as people say them."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

from django.utils import dateformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from zoneinfo import ZoneInfo

TWELVE_HOUR_COUNTRIES = frozenset({"US", "CA", "GB", "IE", "AU", "NZ", "IN", "PH"})


def day(value: date) -> str:
    """Such as "Sunday 22 November"."""
    return dateformat.format(value, "l j F")


def clock(value: time | datetime, country: str) -> str:
    """Wall time as the country writes it: "7:30 pm" or "19:30"."""
    if country not in TWELVE_HOUR_COUNTRIES:
        return f"{value:%H:%M}"
    half = _("am") if value.hour < 12 else _("pm")
    minutes = f":{value.minute:02d}" if value.minute else ""
    return f"{value.hour % 12 or 12}{minutes} {half}"


def zone(value: ZoneInfo) -> str:
    """Such as "Rome time": whose clock is meant."""
    return _("%(place)s time") % {"place": value.key.rsplit("/", 1)[-1].replace("_", " ")}


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
    return f"{', '.join(things[:-1])} {last or _('and')} {things[-1]}"
