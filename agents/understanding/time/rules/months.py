"""Whole months: "in December", "May 2027"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from agents.understanding.time.calendar import month_end
from agents.understanding.time.grammar import Found, Level
from agents.understanding.time.nodes import Days, Node, Setting
from agents.understanding.time.rules.naming import MONTH, is_sensible, named_year, short_year

LEVEL = Level()


def month_days(setting: Setting, month: int, year: int | None) -> Days:
    """A whole month: the running or next one, the one before as the weaker reading."""
    if year is not None:
        return _whole(year, month)
    running = setting.today.year if month >= setting.today.month else setting.today.year + 1
    before = _whole(running - 1, month)
    return replace(_whole(running, month), weaker=((before.start, before.end),))


def _whole(year: int, month: int) -> Days:
    return Days(date(year, month, 1), month_end(date(year, month, 1)), grain="month")


@LEVEL.rule(
    f"<m={MONTH}>(?:<of|in|comma|slash|dash>?<y=n4>|<of><y2=n2>|<c=number><yy=number>|<cc=number>)",
)
def month_of_year(found: Found, setting: Setting) -> Node | None:
    year = named_year(found, setting)
    if year is None or not is_sensible(year):
        return None
    return month_days(setting, found.number("m"), short_year(year, setting)[-1])


@LEVEL.rule("<m=month>", "(?<=<in|this|next|last|of|since|until|from|to|and|between>)<m=doubtful_month>")
def month_alone(found: Found, setting: Setting) -> Node | None:
    return month_days(setting, found.number("m"), None)
