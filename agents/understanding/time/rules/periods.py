"""Weekends, weeks, months and years reckoned from today, and their beginnings and ends."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from agents.understanding.time.calendar import add_months, monday, month_end
from agents.understanding.time.grammar import Classes, Found, Level
from agents.understanding.time.nodes import Day, Days, Node, Setting
from agents.understanding.time.rules.naming import relative_step
from agents.understanding.time.rules.relative import AFTER_NEXT

LEVEL = Level()
_WEEK = timedelta(days=7)
_EDGE = "end_of|start_of|middle_of"
_UNIT = "<u=week_unit|month_unit|year_unit>"
_SEASON = 3
_UNITS = {"week_unit": "week", "month_unit": "month", "year_unit": "year"}


@LEVEL.rule("<the>?<weekend><of>?<d=date>", "<d=date><weekend>")
def weekend_of(found: Found, _setting: Setting) -> Node | None:
    day = found.get("d", Day)
    return _weekend_from(_saturday(day.best)) if day and day.best else None


@LEVEL.rule(f"<the>?<weekend>{AFTER_NEXT}")
def weekend_after_next(_found: Found, setting: Setting) -> Node | None:
    return _weekend_from(_saturday(setting.today) + 2 * _WEEK)


@LEVEL.rule("<rel=this|next|last|coming>?<the>?<weekend>", "<weekend><rel=next|last|coming>")
def weekend(found: Found, setting: Setting) -> Node | None:
    """The next weekend is the one after the coming, which stays the weaker reading while it is ahead."""
    saturday = _saturday(setting.today)
    ahead = setting.today < saturday
    coming = _weekend_from(saturday)
    if "coming" in found.classes("rel"):
        return coming if ahead else _weekend_from(saturday + _WEEK)
    made = _weekend_from(saturday + relative_step(found) * _WEEK)
    return replace(made, weaker=((coming.start, coming.end),)) if ahead and relative_step(found) == 1 else made


def _saturday(day: date) -> date:
    return monday(day) + timedelta(days=5)


def _weekend_from(saturday: date) -> Days:
    return Days(saturday, saturday + timedelta(days=1), grain="weekend")


@LEVEL.rule(
    f"<edge={_EDGE}|early|late>?<the>?<rel=this|next|last|coming>{_UNIT}",
    f"<edge={_EDGE}|early|late>?<the>?{_UNIT}<rel=next|last|coming>",
    f"<edge={_EDGE}><the>?{_UNIT}",
    f"<edge=late|early><in>?<the>{_UNIT}",
)
def relative_period(found: Found, setting: Setting) -> Node | None:
    return edge_of(period(setting, _unit(found), relative_step(found)), found.classes("edge"))


@LEVEL.rule(f"<the>?{_UNIT}{AFTER_NEXT}", f"<over_next>{_UNIT}")
def period_after_next(found: Found, setting: Setting) -> Node | None:
    return period(setting, _unit(found), 2)


def _unit(found: Found) -> str:
    return next(unit for name, unit in _UNITS.items() if name in found.classes("u"))


def period(setting: Setting, unit: str, step: int) -> Days:
    """The whole week (from Monday), month or year that many away."""
    if unit == "week":
        start = monday(setting.today) + step * _WEEK
        return Days(start, start + timedelta(days=6), grain="week")
    if unit == "month":
        first = add_months(setting.today.replace(day=1), step)
        return Days(first, month_end(first), grain="month")
    first = add_months(setting.today.replace(month=1, day=1), 12 * step)
    return Days(first, first.replace(month=12, day=31), grain="year")


def edge_of(days: Days, edge: Classes) -> Days:
    """The beginning, middle or end of a stretch: the last three days of a week, the last third of anything longer."""
    if not edge or days.start is None or days.end is None:
        return days
    length = (days.end - days.start).days + 1
    share = 3 if days.grain == "week" else max(length // 3, 1)
    if {"end_of", "late"} & edge.keys():
        return replace(days, start=days.end - timedelta(days=share - 1))
    if {"start_of", "early"} & edge.keys():
        return replace(days, end=days.start + timedelta(days=share - 1))
    third = timedelta(days=(length - share) // 2)
    return replace(days, start=days.start + third, end=days.end - third)


@LEVEL.rule("<rel=this|next|last|coming><s=season>", "<s=season><rel=next|last|coming>", "<in><the>?<s=season>")
def season(found: Found, setting: Setting) -> Node | None:
    """ "This winter": the running or the coming one; the year it begins in."""
    first = found.number("s")
    begins = date(setting.today.year - (setting.today.month < first), first, 1)
    if add_months(begins, _SEASON) <= setting.today:
        begins = add_months(begins, 12)
    is_running = begins <= setting.today
    begins = add_months(begins, 12 * min(relative_step(found), 0 if not is_running else 1))
    return Days(begins, month_end(add_months(begins, _SEASON - 1)), grain="season")


@LEVEL.rule(f"<edge={_EDGE}|early|late><the>?<p=dates>")
def edge_of_period(found: Found, _setting: Setting) -> Node | None:
    days = found.get("p", Days)
    return edge_of(days, found.classes("edge")) if days else None


@LEVEL.rule("<the>?<n=ordinal|last><day_unit><of|in><the>?<p=dates>")
def nth_day_of_period(found: Found, _setting: Setting) -> Node | None:
    days, nth = found.get("p", Days), found["n"]
    if days is None or days.start is None or days.end is None:
        return None
    day = days.start + timedelta(days=nth - 1) if isinstance(nth, int) else days.end
    return Day.on(day) if day <= days.end else None


@LEVEL.rule("<the>?<week_unit><side=of><d=date>", "<the><week_unit><side=before|after><d=date>")
def week_of(found: Found, _setting: Setting) -> Node | None:
    """ "The week of April 10th", "the week before Christmas"."""
    day, side = found.get("d", Day), found.classes("side")
    if day is None or day.best is None:
        return None
    start = monday(day.best) + _WEEK * (("after" in side) - ("before" in side))
    return Days(start, start + timedelta(days=6), grain="week")
