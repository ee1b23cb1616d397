"""Ranges of wall times, days and moments: between 6 and 8, from Monday to Friday, after 7, until Sunday, 6-8pm."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from agents.understanding.time.calendar import add_months, valid
from agents.understanding.time.grammar import Found, Level
from agents.understanding.time.nodes import Clock, Clocks, Day, Days, Instants, Length, Moment, Moments, Node, Setting
from agents.understanding.time.rules.shapes import clock, loose_letter

if TYPE_CHECKING:
    from agents.understanding.time.grammar import Token

CLOCKS = Level()
LEVEL = Level()
_SIDE = "n2|number|time|n4|n3"
_NOT_AFTER = "(?!<unit|counted|month|doubtful_month|tight_slash|tight_dot|ordinal|of|tight_dash>)"
_TO = "<to|dash|tilde|and>"
_AT = "<at|about|the>?"


def _side(found: Found, name: str) -> Clock | None:
    value, token = found[name], found.token(name)
    if isinstance(value, Clock):
        return value
    if not isinstance(value, int) or token is None:
        return None
    hour, minute = divmod(value, 100) if {"n4", "n3"} & set(token.classes) else (value, 0)
    if not (0 <= hour <= 24 and 0 <= minute < 60):
        return None
    digits = str(token.classes.get("digits", ""))
    return Clock(hour, minute, open_half=1 <= hour <= 12, leading_zero=digits.startswith("0"))


def stretch(start: Clock, end: Clock) -> Clocks:
    """Both ends in one reading: what half the end has the start takes, unless it would then come after it."""
    if start.open_half and not end.open_half and end.hour >= 12:
        later = start.at(start.hour % 12 + 12)
        fits = (later.hour, later.minute) <= (end.hour, end.minute)
        return Clocks(later if fits else start.at(start.hour % 12 if start.hour != 12 else 12), end)
    if start.open_half and not end.open_half:
        return Clocks(start.at(start.hour), end)
    if end.open_half and not start.open_half:
        early = end.at(end.hour % 12)
        late = end.at(end.hour % 12 + 12)
        fits = (early.hour, early.minute) > (start.hour, start.minute)
        return Clocks(start, early if fits and start.hour < 12 else late)
    return Clocks(start, end)


def _stretched(found: Found) -> Clocks | None:
    start, end = _side(found, "x"), _side(found, "z")
    if start is None or end is None:
        return None
    return stretch(start, end)


@CLOCKS.rule(f"<between>{_AT}<x={_SIDE}><and|to|dash|tilde|or>{_AT}<z={_SIDE}>{_NOT_AFTER}",
             f"(?<!<table_word>)<from>{_AT}<x={_SIDE}><to|dash|tilde>{_AT}<z={_SIDE}>{_NOT_AFTER}",
             f"<from_the><x={_SIDE}><to_the><z={_SIDE}>{_NOT_AFTER}")  # fmt: skip
def announced(found: Found, _setting: Setting) -> Node | None:
    """With "between" or "from" bare numbers are wall times (unless what follows counts something)."""
    return _stretched(found)


@CLOCKS.rule(
    f"<x=time><to|dash|tilde|and_or>{_AT}<z={_SIDE}>{_NOT_AFTER}", f"<x=n2|number><to|dash|tilde>{_AT}<z=time>"
)
def one_side_a_time(found: Found, _setting: Setting) -> Node | None:
    before = found.before
    if before is not None and ("separator" in before.classes or _counts_a_table(found)):
        return None
    return _stretched(found)


def _counts_a_table(found: Found) -> bool:
    """ "Table de 4 à 20h": a table for four, not from four on."""
    bare = "time" not in found.matched[0].classes
    return bare and found.first >= 2 and "table_word" in found.tokens[found.first - 2].classes


@CLOCKS.rule(f"(?<=<date>)<comma|from>?<x=n2|number><to|dash|tilde><z=n2|number>{_NOT_AFTER}",
             "<x=n2|number><to|dash|tilde><z=n2|number>(?=<on>?<date>)")  # fmt: skip
def beside_a_day(found: Found, _setting: Setting) -> Node | None:
    made = _stretched(found)
    return None if made is None or made.start == made.end else made


@CLOCKS.rule("<from>?<x=time><for><l=length>", "<for><l=length><from><x=time|n2>")
def time_and_length(found: Found, _setting: Setting) -> Node | None:
    start, length = _side(found, "x"), found["l"]
    if start is None or not isinstance(length, Length) or not length.clocked or "for" in found.matched[1].classes:
        return None
    seconds = start.hour * 3600 + start.minute * 60 + length.seconds
    end = replace(start, hour=int(seconds // 3600) % 24, minute=int(seconds % 3600) // 60)
    return Clocks(start, end)


@CLOCKS.rule(
    "<after|since>(?:<at|about>)?<x=time>(?!<date>)",
    "<from><at|about>?<x=time><onward>",
    "<x=time><onward>(?=$|<comma|dot|question|for|please|on|date>)",
    "<after>(?:<at|about>)?<x=n2|n4>(?!<unit|counted|month|dot|tight_slash|number>)",
)
def from_a_time(found: Found, _setting: Setting) -> Node | None:
    start = _side(found, "x")
    return Clocks(start, None) if start else None


@CLOCKS.rule(
    "<before|until>(?:<at|about>)?<x=time>(?!<date>)",
    "<x=time><or_before>",
    "<before|until>(?:<at|about>)?<x=n2|n4>(?!<unit|counted|month|dot|tight_slash|number>)",
)
def until_a_time(found: Found, _setting: Setting) -> Node | None:
    end = _side(found, "x")
    return Clocks(None, end) if end else None


@CLOCKS.rule("(?<=<from>)(?<!<of>)<x=n2>(?=$|<onward|comma|dot|question|on|for|date>)")
def from_a_bare_hour(found: Found, _setting: Setting) -> Node | None:
    """ "Free from 7" names the time to book."""
    return _side(found, "x")


# --- days and moments


def _start_of(node: object) -> object:
    if isinstance(node, Day):
        return node.best
    return node.start if isinstance(node, Days) else None


def _end_of(node: object) -> object:
    if isinstance(node, Day):
        return node.best
    return node.end if isinstance(node, Days) else None


def days_between(first: object, last: object) -> Days | None:
    """From the first day of one to the last day of the other, a year on where it would run backwards."""
    start, end = _start_of(first), _end_of(last)
    if not isinstance(start, date) or not isinstance(end, date):
        return None
    if isinstance(last, Day) and last.weekday is not None and last.monthday is None:
        end = start + timedelta(days=(last.weekday - start.isoweekday()) % 7)
    if isinstance(first, Day) and first.weaker and isinstance(last, Day) and (end < start or _dated(last)):
        start = max(
            (day for day in (start, *first.weaker, _in_year_of(start, end)) if day and day <= end), default=start
        )
    return Days(start, end) if start <= end else None


def _dated(day: Day) -> bool:
    """Whether its year was said."""
    return day.monthday is not None and not day.weaker


def _in_year_of(day: date, other: date) -> date | None:
    return valid(other.year, day.month, day.day)


@LEVEL.rule(
    "<from|from_day|between>?<x=date|dates><to|dash|tilde|until><z=date|dates>",
    "<between><x=date|dates><and><z=date|dates>",
)
def between_days(found: Found, _setting: Setting) -> Node | None:
    return days_between(found["x"], found["z"])


@LEVEL.rule("<between><now><and|to><z=date|dates>", "<from><now><to|until><z=date|dates>")
def from_now_until(found: Found, setting: Setting) -> Node | None:
    return days_between(Day.on(setting.today), found["z"])


@LEVEL.rule("<from|from_day|between>?<x=date><to|dash|tilde|and><d=n2|ordinal>(?!<colon|am|pm|oclock|unit|counted|month|of|tight_dash>)",
            "<from|from_day|between>?<x=date><to|dash|tilde|and><the><d=n2|ordinal>(?!<of|unit>)")  # fmt: skip
def to_number_of_same_month(found: Found, _setting: Setting) -> Node | None:
    first = found["x"]
    if not isinstance(first, Day) or first.best is None or first.monthday is None or not 1 <= found.number("d") <= 31:
        return None
    if any("and" in token.classes for token in found.matched) and "between" not in found.matched[0].classes:
        return None
    end = _same_month(first, found.number("d"))
    return Days(first.best, end) if end else None


def _same_month(day: Day, number: int) -> object:
    start = day.best
    if start is None:
        return None
    base = start if number >= start.day else add_months(start.replace(day=1), 1)
    return valid(base.year, base.month, number)


@LEVEL.rule("<from|between>?<the>?<d=n2|ordinal><to|dash|and><the>?<z=date>")
def number_to_date(found: Found, _setting: Setting) -> Node | None:
    """ "Between 3 and 12 of September", "from the 3rd to the 7th of May"."""
    last = found["z"]
    if not isinstance(last, Day) or last.best is None or last.monthday is None or last.weekday is not None:
        return None
    start = valid(last.best.year, last.best.month, found.number("d"))
    return Days(start, last.best) if start and start < last.best else None


@LEVEL.rule(
    "<after><x=date|dates|moment>",
    "<x=date|moment><onward>(?=$|<comma|dot|question|for|please>)",
    "<since><x=date|dates|moment>",
    "<from><x=date><onward>(?=$|<comma|dot|question|for|please>)",
)
def from_a_day(found: Found, _setting: Setting) -> Node | None:
    node = found["x"]
    if isinstance(node, Moment):
        return Moments(node.day, Clocks(node.clock, None))
    after = "after" in found.matched[0].classes
    edge = _end_of(node) if after else _start_of(node)
    return Days(edge, None, why="after" if after else "since") if edge else None  # type: ignore[arg-type]


@LEVEL.rule("<before|until><x=date|dates|moment>", "<x=date|moment><or_before>")
def until_a_day(found: Found, _setting: Setting) -> Node | None:
    node = found["x"]
    if isinstance(node, Moment):
        return Moments(node.day, Clocks(None, node.clock))
    before = "before" in found.matched[0].classes and "until" not in found.matched[0].classes
    edge = _start_of(node) if before else _end_of(node)
    return Days(None, edge, why="before" if before else "until") if edge else None  # type: ignore[arg-type]


def guard(token: Token | None) -> bool:
    return token is not None and "counted" in token.classes


__all__ = ["CLOCKS", "LEVEL", "Instants", "clock", "guard", "loose_letter"]
