"""Days and hours beside the booking talked about: the day after, the same time, an hour later, half an hour earlier.

Where nothing is talked about they are reckoned from now, and the mention says that they hang on something unsaid.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from agents.understanding.time.grammar import Found, Level
from agents.understanding.time.nodes import Clock, Day, Length, Moment, Node, Nothing, Setting
from agents.understanding.time.rules.reckoned import exact, from_now, moved

WORDS = Level()
LEVEL = Level()
_NOT_BOUND = "(?!<date|dates|moment|moments|time|times|n2|number>)"
_NO_TIME = (
    "(?!<time|times|moment|moments|the|at|about|n2|number|ordinal|am|pm"
    "|part_word|part_words|meal|noon|midnight|asking>)"
)
"""What follows where "after" is before an hour, and not after the day."""
_WEEK = 7


def _beside(setting: Setting, days: int) -> Day:
    start = setting.anchor.day if setting.anchor else setting.today
    return Day((start + timedelta(days=days),), relative=True, beside=True)


@WORDS.rule("<n=adjacent_day>")
def adjacent_day(found: Found, setting: Setting) -> Node | None:
    return _beside(setting, found.number("n"))


@WORDS.rule(
    f"<w=weekday|short_weekday><thereafter>{_NO_TIME}",
    "<following><w=weekday|short_weekday>",
    "<the><w=weekday|short_weekday><following>",
)
def weekday_after_it(found: Found, setting: Setting) -> Node | None:
    """ "The Friday after", "Sonntag danach": the first one later than the booking talked about."""
    if setting.anchor is None:
        return None
    return _beside(setting, (found.number("w") - setting.anchor.day.isoweekday() - 1) % _WEEK + 1)


@WORDS.rule("<same_moment>")
def same_moment(_found: Found, setting: Setting) -> Node | None:
    if setting.anchor is None or setting.anchor.at is None:
        return None
    clock = Clock(setting.anchor.at.hour, setting.anchor.at.minute, beside=True)
    return Moment(_beside(setting, 0), clock)


@WORDS.rule("<same_day>")
def same_day(_found: Found, setting: Setting) -> Node | None:
    return _beside(setting, 0) if setting.anchor else None


@WORDS.rule("<at|for>?<same_time>")
def same_time(_found: Found, setting: Setting) -> Node | None:
    if setting.anchor is None or setting.anchor.at is None:
        return Nothing()
    return Clock(setting.anchor.at.hour, setting.anchor.at.minute, beside=True)


@LEVEL.rule("<n=day_beside>(?!<date>)")
def day_beside_it(found: Found, setting: Setting) -> Node | None:
    return _beside(setting, found.number("n"))


@LEVEL.rule("<adjacent_week>", "<the>?<week_unit><after_day>(?!<date|next|this|last|holiday>)")
def week_after_it(_found: Found, setting: Setting) -> Node | None:
    return _beside(setting, _WEEK) if setting.anchor else None


@LEVEL.rule(f"<l=length><later>{_NOT_BOUND}", f"<later_by><pronoun|of|about>{{0,3}}<l=length>{_NOT_BOUND}")
def later(found: Found, setting: Setting) -> Node | None:
    return _shifted(found.get("l", Length), setting, 1)


@LEVEL.rule(f"<l=length><earlier>{_NOT_BOUND}", f"<earlier_by><pronoun|of|about>{{0,3}}<l=length>{_NOT_BOUND}")
def earlier(found: Found, setting: Setting) -> Node | None:
    return _shifted(found.get("l", Length), setting, -1)


def _shifted(length: Length | None, setting: Setting, sign: int) -> Node | None:
    """The day or the hour moved by a length; across midnight both."""
    if length is None:
        return None
    if setting.anchor is None:
        return replace(from_now(setting, length, sign), beside=True)
    day = moved(setting.anchor.day, length, sign)
    if not length.clocked:
        return Day((day,), relative=True, beside=True)
    if setting.anchor.at is None:
        return Nothing()
    wall = datetime.combine(day, setting.anchor.at, tzinfo=setting.timezone)
    moment = exact(wall, timedelta(seconds=sign * length.seconds))
    clock = Clock(moment.hour, moment.minute, beside=True)
    return clock if moment.date() == setting.anchor.day else Moment(Day((moment.date(),), beside=True), clock)
