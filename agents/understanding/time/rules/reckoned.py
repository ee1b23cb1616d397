"""Days and moments reckoned by a length: in 5 minutes, two weeks ago, 3 days after Easter, Sunday in two weeks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from agents.understanding.time.calendar import add_days, add_months, on_or_after
from agents.understanding.time.grammar import Found, Level
from agents.understanding.time.nodes import Day, Instant, Length, Node, Setting
from agents.understanding.time.rules.lengths import length_of

LEVEL = Level()


def moved(start: date, length: Length, sign: int) -> date:
    """A day moved by a length, months by the calendar."""
    if length.business_days:
        return _business(start, length.business_days * sign)
    return add_days(add_months(start, sign * length.months), sign * length.days)


def _business(start: date, count: int) -> date:
    step = 1 if count > 0 else -1
    day, left = start, min(abs(count), 5000)
    while left:
        day = add_days(day, step)
        left -= day.isoweekday() <= 5
    return day


def from_now(setting: Setting, length: Length, sign: int) -> Day | Instant:
    """Now moved by a length: a point of time below a day, else a day."""
    if not length.clocked:
        return Day.on(moved(setting.today, length, sign), relative=True)
    day = moved(setting.today, replace(length, seconds=0), sign)
    wall = datetime.combine(day, setting.now.timetz(), tzinfo=setting.timezone)
    return Instant(exact(wall, timedelta(seconds=sign * length.seconds)), why="reckoned from now")


def exact(moment: datetime, more: timedelta) -> datetime:
    """Elapsed time, not wall time: an hour from now is an hour even when clocks change in between."""
    return datetime.fromtimestamp(moment.timestamp() + more.total_seconds(), tz=moment.tzinfo)


@LEVEL.rule("<d=date><on>?<comma>?<l=length><hence|later>", "<d=date><comma>?<in><l=length>")
def weekday_after_length(found: Found, setting: Setting) -> Node | None:
    """ "Thursday, two years from now"; German "heute in 14 Tagen"."""
    day = found.get("d", Day)
    if day is not None and day.best is not None and day.relative and not _length(found).clocked:
        return Day.on(moved(day.best, _length(found), 1))
    return _weekday_after(found, moved(setting.today, _length(found), 1))


@LEVEL.rule("<d=date><comma>?<l=length><from_day|after_day><b=date>")
def weekday_after_length_after_day(found: Found, _setting: Setting) -> Node | None:
    """ "Sunday 3 weeks after January 15th": the third Sunday after it; with months the Sunday that follows."""
    length, base = _length(found), found.get("b", Day)
    if base is None or base.best is None:
        return None
    if length.grain == "week" and not length.months:
        first = _weekday_after(found, add_days(base.best, 1))
        return first and replace(first, options=(add_days(first.options[0], length.days - 7),))
    return _weekday_after(found, moved(base.best, length, 1))


@LEVEL.rule("<in><about>?<the>?<l=length><hence>?(?!<date|before_day|ago>)", "<l=length><hence>")
def from_now_on(found: Found, setting: Setting) -> Node | None:
    return from_now(setting, _length(found), 1)


@LEVEL.rule("<l=length><on>?<d=date>")
def weeks_on_a_day(found: Found, _setting: Setting) -> Node | None:
    """British: "a week today", "two weeks on Saturday", "a week next Thursday"."""
    length, day = _length(found), found.get("d", Day)
    if day is None or day.monthday or length.grain not in {"week", "fortnight"}:
        return None
    return None if found.before_is("for", "in", "within", "every") else _moved_day(day, length, 1)


@LEVEL.rule("(?<!<a|n2|number|this|next|last|coming|every>)<u=unit><on><d=date>")
def fortnight_on_a_day(found: Found, _setting: Setting) -> Node | None:
    """British: "fortnight on Tuesday"."""
    day, length = found.get("d", Day), length_of(1, str(found["u"]))
    if day is None or day.monthday or length is None or length.grain != "fortnight":
        return None
    return _moved_day(day, length, 1)


@LEVEL.rule("<l=length><ago>", "<ago_before><l=length>")
def before_now(found: Found, setting: Setting) -> Node | None:
    return from_now(setting, _length(found), -1)


def _length(found: Found) -> Length:
    return found.get("l", Length) or Length()


@LEVEL.rule("<l=length><from_day|after_day><d=date>")
def after_a_day(found: Found, _setting: Setting) -> Node | None:
    return _from_day(found, 1)


@LEVEL.rule("(?<!<the>)<u=day_unit|week_unit|month_unit><from_day><d=date>")
def one_unit_from_a_day(found: Found, _setting: Setting) -> Node | None:
    """ "Week from Monday"."""
    day, length = found.get("d", Day), length_of(1, str(found.classes("u")["unit"]))
    return _moved_day(day, length, 1) if day and length else None


@LEVEL.rule("<l=length><before_day><d=date>")
def before_a_day(found: Found, _setting: Setting) -> Node | None:
    return _from_day(found, -1)


def _from_day(found: Found, sign: int) -> Day | None:
    length, day = _length(found), found.get("d", Day)
    if day is None or length.clocked or not day.options or _is_compared(found):
        return None
    return _moved_day(day, length, sign)


def _moved_day(day: Day, length: Length, sign: int) -> Day:
    options = tuple(moved(each, length, sign) for each in day.options)
    weaker = tuple(moved(each, length, sign) for each in day.weaker)
    return Day(options, weaker, monthday=day.monthday, why=day.why)


def _is_compared(found: Found) -> bool:
    """ "For 3 days from today" is a stretch and "more than 2 weeks before" a bound, not a point."""
    return found.before_is("more_or_less") or (found.before_is("for", "for_length") and found.holds("from_day"))


@LEVEL.rule("<b=date><comma>?<on><d=date>")
def length_then_weekday(found: Found, setting: Setting) -> Node | None:
    """ "Two months from today on Tuesday"."""
    base = found.get("b", Day)
    if base is None or base.best is None or base.weekday is not None or base.best <= setting.today:
        return None
    return _weekday_after(found, base.best)


def _weekday_after(found: Found, base: date) -> Day | None:
    """The bare weekday a match names, on or after a day."""
    day = found.get("d", Day)
    if day is None or day.weekday is None or day.monthday:
        return None
    return Day.on(on_or_after(base, day.weekday))
