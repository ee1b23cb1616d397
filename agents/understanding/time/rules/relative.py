"""Days reckoned from today: tomorrow, this Friday, Tuesday next week, Friday week, end of day, now."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from agents.understanding.time.calendar import monday, on_or_after
from agents.understanding.time.grammar import Found, Level
from agents.understanding.time.nodes import Clock, Day, Instant, Moment, Node, Setting
from agents.understanding.time.rules.naming import WEEKDAY, relative_step

LEVEL = Level()
_WEEK = timedelta(days=7)
AFTER_NEXT = "<after><next>(?!<weekday|short_weekday|week_unit|month_unit|year_unit>)"
_REACH = 6
_DIRECTION = "<rel=this|next|last|coming>"


@LEVEL.rule("<n=day_word|day_or_part>(?:<week_unit>(?!<of|after>)|<in_a_week>)")
def tomorrow_week(found: Found, setting: Setting) -> Node | None:
    """ "Tomorrow week", "heute in einer Woche": a week after that day."""
    return Day.on(setting.today + timedelta(days=found.number("n")) + _WEEK)


@LEVEL.rule("<n=day_word>", "(?<!<weekday>)<n=day_or_part>")
def day_word(found: Found, setting: Setting) -> Node | None:
    return Day.on(setting.today + timedelta(days=found.number("n")), relative=True)


def _weekday_of_week(setting: Setting, weekday: int, weeks: int) -> Day:
    return Day.on(monday(setting.today) + timedelta(days=weekday - 1) + weeks * _WEEK)


@LEVEL.rule(
    f"{_DIRECTION}<week_unit><comma>?<on>?<w={WEEKDAY}>",
    f"<on><w={WEEKDAY}><of|in>?<the>?<rel=next><week_unit>",
    f"<w={WEEKDAY}><comma>?<of|in>?<the>?{_DIRECTION}<week_unit>",
    f"<w={WEEKDAY}><of|in>?<the>?<week_unit><rel=next|last|coming>",
    f"(?<!<a|n2|number>)<week_unit><rel=next|last|coming><comma>?<on>?<w={WEEKDAY}>",
)
def weekday_of_relative_week(found: Found, setting: Setting) -> Node | None:
    return _weekday_of_week(setting, found.number("w"), relative_step(found))


@LEVEL.rule(f"<w={WEEKDAY}><week_unit>", f"<a>?<week_unit><on>?<w={WEEKDAY}>", f"<w={WEEKDAY}><in_a_week>")
def weekday_week(found: Found, setting: Setting) -> Node | None:
    """ "Friday week": the Friday after the coming one."""
    return Day.on(on_or_after(setting.today, found.number("w")) + _WEEK)


@LEVEL.rule(f"<rel=coming><w={WEEKDAY}>", f"<w={WEEKDAY}><rel=coming>")
def coming_weekday(found: Found, setting: Setting) -> Node | None:
    return Day.on(on_or_after(setting.today + timedelta(days=1), found.number("w")))


@LEVEL.rule(f"<this><w={WEEKDAY}>")
def this_weekday(found: Found, setting: Setting) -> Node | None:
    day = _weekday_of_week(setting, found.number("w"), 0)
    if day.options[0] >= setting.today:
        return day
    return Day((day.options[0] + _WEEK,), day.options)


@LEVEL.rule(
    f"<the>?<w={WEEKDAY}>{AFTER_NEXT}",
    f"<w={WEEKDAY}><of|in>?<the>?<week_unit>{AFTER_NEXT}",
    f"<over_next><w={WEEKDAY}>",
    f"<w={WEEKDAY}><over_next><week_unit>",
    f"<over_next><week_unit><on>?<w={WEEKDAY}>",
)
def weekday_after_next(found: Found, setting: Setting) -> Node | None:
    return _weekday_of_week(setting, found.number("w"), 2)


@LEVEL.rule(f"<rel=next><w={WEEKDAY}>", f"<w={WEEKDAY}><rel=next>")
def next_weekday(found: Found, setting: Setting) -> Node | None:
    """Of next week; while this week's is still ahead some mean that one, so it is asked."""
    day = _weekday_of_week(setting, found.number("w"), 1)
    nearer = day.options[0] - _WEEK
    if nearer <= setting.today:
        return day
    return replace(day, options=(*day.options, nearer), why="of next week, or the coming one")


@LEVEL.rule(f"<rel=last><w={WEEKDAY}>", f"<w={WEEKDAY}><rel=last>")
def last_weekday(found: Found, setting: Setting) -> Node | None:
    day = _weekday_of_week(setting, found.number("w"), -1)
    nearest = on_or_after(setting.today - _WEEK, found.number("w"))
    return replace(day, weaker=(nearest,) if nearest != day.best else ())


@LEVEL.rule("(?!<weekday><hence|later>)<w=weekday>", "<w=short_weekday>")
def bare_weekday(found: Found, setting: Setting) -> Node | None:
    if "short_weekday" in found.classes("w") and not _is_meant(found):
        return None
    ahead = on_or_after(setting.weekdays_from, found.number("w"))
    return Day((ahead,), (ahead - _WEEK,), weekday=found.number("w"), rolls=True)


def _is_meant(found: Found) -> bool:
    """Whether "sat" or "sun" stands for the day: after "on" and the like, before a time, alone, or with a capital."""
    if found.before_is("on", "this", "next", "before", "for", "every", "or", "until", "and", "comma", "to", "dash"):
        return True
    if found.after_is("at", "time", "n2", "part_word", "comma", "times", "or", "about", "between", "and", "dash"):
        return True
    return len(found.tokens) == 1 or (found.first > 0 and found.text[found.matched[0].start].isupper())


@LEVEL.rule("<rel=last|next|coming><d=date>")
def relative_day_of_the_year(found: Found, _setting: Setting) -> Node | None:
    """ "Next January 8", "last December 25th"."""
    day = found.get("d", Day)
    if day is None or day.monthday is None or day.monthday[0] is None or not day.weaker:
        return None
    return Day(day.weaker[:1]) if relative_step(found) < 0 else replace(day, weaker=())


@LEVEL.rule("(?<=<for|of>)<n=this_very_day>(?!<of>)", "^<n=this_very_day>$")
def this_very_day(found: Found, setting: Setting) -> Node | None:
    return Day.on(setting.today + timedelta(days=found.number("n")), relative=True)


@LEVEL.rule("<n=day_beside><d=date>")
def day_beside_a_day(found: Found, _setting: Setting) -> Node | None:
    """ "The day after Christmas"."""
    day = found.get("d", Day)
    if day is None or not day.options:
        return None
    step = timedelta(days=found.number("n"))
    return Day(tuple(each + step for each in day.options), tuple(each + step for each in day.weaker))


@LEVEL.rule("<end_of_day><on|of>?<d=date>", "<d=date><comma|at|before>?<end_of_day>", "<end_of><d=date>")
def end_of_that_day(found: Found, _setting: Setting) -> Node | None:
    day = found.get("d", Day)
    return Moment(day, Clock(23, 59, 59)) if day else None


@LEVEL.rule("<end_of_day>(?!<unit>)")
def end_of_day(_found: Found, setting: Setting) -> Node | None:
    return Moment(Day.on(setting.today), Clock(23, 59, 59))


@LEVEL.rule("(?<!<half|number|n2|a>)<now>", "<soonest>")
def now(found: Found, setting: Setting) -> Node | None:
    """A lone "now" inside a sentence ("there are now four of us") is no time to book."""
    token = found.matched[0]
    lone = "now" in token.classes and found.text[token.start : token.end].isalpha()
    inside = found.after is not None and not found.after_is("comma", "dot", "question", "please", "for", "or")
    return None if _bounds_a_run(found) or (lone and inside) else Instant(setting.now, why="now")


def _bounds_a_run(found: Found) -> bool:
    """ "Between now and Friday", "between January and now"."""
    near = found.tokens[max(0, found.first - _REACH) : found.first]
    return found.before_is("between", "and", "to") and any("between" in token.classes for token in near)


@LEVEL.rule("<the>?<last><day_unit>(?!<of|in>)")
def last_day(_found: Found, setting: Setting) -> Node | None:
    return Day.on(setting.today - timedelta(days=1), relative=True)


@LEVEL.rule("<n=n2|number><w=weekday|weekdays><hence|later>")
def weekdays_from_now(found: Found, setting: Setting) -> Node | None:
    """ "Two Sundays from now"."""
    first = on_or_after(setting.today + timedelta(days=1), found.number("w"))
    return Day.on(first + (found.number("n") - 1) * _WEEK) if 1 <= found.number("n") <= 52 else None
