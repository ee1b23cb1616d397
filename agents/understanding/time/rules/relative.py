"""Days reckoned from today: tomorrow, this Friday, Tuesday next week, Friday week, the weekend, next month."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from agents.understanding.time.calendar import add_months, monday, month_end, on_or_after
from agents.understanding.time.grammar import Found, Level
from agents.understanding.time.nodes import Clock, Day, Days, Instant, Moment, Node, Setting
from agents.understanding.time.rules.days import WEEKDAY, relative_step

LEVEL = Level()
_WEEK = timedelta(days=7)
_AFTER_NEXT = "<after><next>(?!<weekday|short_weekday|week_unit|month_unit|year_unit>)"
_DIRECTION = "<rel=this|next|last|coming>"


@LEVEL.rule("<n=day_word>", "(?<!<weekday>)<n=day_or_part>")
def day_word(found: Found, setting: Setting) -> Node | None:
    return Day.on(setting.today + timedelta(days=found.number("n")), relative=True)


def _weekday_of_week(setting: Setting, weekday: int, weeks: int) -> Day:
    return Day.on(monday(setting.today) + timedelta(days=weekday - 1) + weeks * _WEEK)


def _weeks(found: Found) -> int:
    token = found.token("rel")
    return relative_step(token.classes) if token else 0


@LEVEL.rule(
    f"{_DIRECTION}<week_unit><comma>?<on>?<w={WEEKDAY}>",
    f"<on><w={WEEKDAY}><of|in>?<the>?<rel=next><week_unit>",
    f"<w={WEEKDAY}><comma>?<of|in>?<the>?{_DIRECTION}<week_unit>",
    f"<w={WEEKDAY}><of|in>?<the>?<week_unit><rel=next|last|coming>",
)
def weekday_of_relative_week(found: Found, setting: Setting) -> Node | None:
    return _weekday_of_week(setting, found.number("w"), _weeks(found))


@LEVEL.rule(f"<w={WEEKDAY}><week_unit>", f"<a>?<week_unit><on>?<w={WEEKDAY}>", f"<w={WEEKDAY}><in_a_week>")
def weekday_week(found: Found, setting: Setting) -> Node | None:
    """ "Friday week": the Friday after the coming one."""
    return Day.on(on_or_after(setting.today, found.number("w")) + _WEEK)


@LEVEL.rule("<day_word_week=day_word><week_unit>")
def tomorrow_week(found: Found, setting: Setting) -> Node | None:
    return Day.on(setting.today + timedelta(days=found.number("day_word_week")) + _WEEK)


@LEVEL.rule(f"<rel=coming><w={WEEKDAY}>", f"<w={WEEKDAY}><rel=coming>")
def coming_weekday(found: Found, setting: Setting) -> Node | None:
    return Day.on(on_or_after(setting.today + timedelta(days=1), found.number("w")))


@LEVEL.rule(f"<this><w={WEEKDAY}>")
def this_weekday(found: Found, setting: Setting) -> Node | None:
    day = _weekday_of_week(setting, found.number("w"), 0)
    if day.options[0] >= setting.today:
        return day
    return Day((day.options[0] + _WEEK,), day.options)


@LEVEL.rule(f"<the>?<w={WEEKDAY}>{_AFTER_NEXT}", f"<w={WEEKDAY}><of|in>?<the>?<week_unit>{_AFTER_NEXT}")
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


@LEVEL.rule("(?!<weekday><hence>)<w=weekday>", "<w=short_weekday>")
def bare_weekday(found: Found, setting: Setting) -> Node | None:
    if "w" in found.match.re.groupindex and "short_weekday" in found.matched[0].classes and not _meant(found):
        return None
    ahead = on_or_after(setting.today, found.number("w"))
    return Day((ahead,), (ahead - _WEEK,), weekday=found.number("w"), rolls=True)


def _meant(found: Found) -> bool:
    """Whether "sat" or "sun" stands for the day: after "on" and the like, before a time, alone, or with a capital."""
    before = found.before.classes if found.before else {}
    after = found.after.classes if found.after else {}
    signs = {"on", "this", "next", "by", "for", "every", "or", "until", "and", "comma", "to", "dash"}
    later = {"at", "time", "n2", "part_word", "comma", "times", "or", "about", "between", "and", "dash", "part_words"}
    alone = len(found.tokens) == 1
    capital = found.text[found.matched[0].start].isupper() and found.first > 0
    return bool(signs & set(before)) or bool(later & set(after)) or alone or capital


@LEVEL.rule("<n=adjacent_day>", "(?<=<for|of>)<n=this_very_day>(?!<of>)", "^<n=this_very_day>$")
def adjacent_day(found: Found, setting: Setting) -> Node | None:
    return Day.on(setting.today + timedelta(days=found.number("n")), relative=True)


@LEVEL.rule("<n=day_beside><d=date>")
def day_beside_a_day(found: Found, _setting: Setting) -> Node | None:
    """ "The day after Christmas"."""
    day = found["d"]
    if not isinstance(day, Day) or not day.options:
        return None
    step = timedelta(days=found.number("n"))
    return Day(tuple(each + step for each in day.options), tuple(each + step for each in day.weaker))


@LEVEL.rule("<n=day_beside>(?!<date>)")
def day_beside_today(found: Found, setting: Setting) -> Node | None:
    return Day.on(setting.today + timedelta(days=found.number("n")), relative=True)


@LEVEL.rule("<end_of_day><on|of>?<d=date>", "<d=date><comma|at|by|before>?<end_of_day>")
def end_of_that_day(found: Found, _setting: Setting) -> Node | None:
    return Moment(found["d"], Clock(23, 59, 59)) if isinstance(found["d"], Day) else None


@LEVEL.rule("<end_of_day>(?!<unit>)")
def end_of_day(_found: Found, setting: Setting) -> Node | None:
    return Moment(Day.on(setting.today), Clock(23, 59, 59))


@LEVEL.rule("<end_of><d=date>")
def end_of_named_day(found: Found, _setting: Setting) -> Node | None:
    return Moment(found["d"], Clock(23, 59, 59)) if isinstance(found["d"], Day) else None


@LEVEL.rule("(?<!<half|number|n2|a>)<now>", "<soonest>", "<recently>")
def now(found: Found, setting: Setting) -> Node | None:
    return Instant(setting.now, why="now") if not _bounds_a_range(found) else None


def _bounds_a_range(found: Found) -> bool:
    return (
        found.before is not None and bool({"between", "and", "to"} & set(found.before.classes)) and _has_between(found)
    )


def _has_between(found: Found) -> bool:
    return any("between" in token.classes for token in found.tokens[max(0, found.first - 6) : found.first])


# --- weeks, weekends, months, years


@LEVEL.rule("<the>?<weekend><of>?<d=date>", "<d=date><weekend>")
def weekend_of(found: Found, _setting: Setting) -> Node | None:
    day = found["d"]
    if not isinstance(day, Day) or day.best is None:
        return None
    saturday = monday(day.best) + timedelta(days=5)
    return Days(saturday, saturday + timedelta(days=1), grain="weekend")


@LEVEL.rule("<rel=this|next|last|coming>?<the>?<weekend>", "<weekend><rel=next|last|coming>", "<the>?<weekend>")
def weekend(found: Found, setting: Setting) -> Node | None:
    weeks = _weeks(found) if "rel" in found.match.re.groupindex and found.has("rel") else 0
    token = found.token("rel") if "rel" in found.match.re.groupindex else None
    saturday = monday(setting.today) + timedelta(days=5)
    if token is not None and "coming" in token.classes:
        weeks = 0 if setting.today < saturday else 1
    start = saturday + weeks * _WEEK
    other = ((saturday, saturday + timedelta(days=1)),) if weeks == 1 and setting.today < saturday else ()
    return Days(start, start + timedelta(days=1), other, grain="weekend")


@LEVEL.rule(
    "<edge=end_of|start_of|middle_of|early|late>?<the>?<rel=this|next|last|coming><u=week_unit|month_unit|year_unit>",
    "<edge=end_of|start_of|middle_of|early|late>?<the>?<u=week_unit|month_unit|year_unit><rel=next|last|coming>",
    "<edge=end_of|start_of|middle_of><the>?<u=week_unit|month_unit|year_unit>",
    "<edge=late|early><in>?<the><u=week_unit|month_unit|year_unit>",
)
def relative_period(found: Found, setting: Setting) -> Node | None:
    step = _weeks(found) if "rel" in found.match.re.groupindex else 0
    token = found.token("u")
    classes = token.classes if token else {}
    unit = next(name for name in ("week_unit", "month_unit", "year_unit") if name in classes)
    days = period(setting, unit.removesuffix("_unit"), step)
    edge = found.tokens[found.match.start("edge")].classes if found.match.start("edge") >= 0 else {}
    return edge_of(days, edge)


@LEVEL.rule(f"<the>?<u=week_unit|month_unit|year_unit>{_AFTER_NEXT}")
def period_after_next(found: Found, setting: Setting) -> Node | None:
    token = found.token("u")
    classes = token.classes if token else {}
    return period(
        setting,
        next(name for name in ("week_unit", "month_unit", "year_unit") if name in classes).removesuffix("_unit"),
        2,
    )


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


def edge_of(days: Days, edge: dict[str, object]) -> Days:
    """The beginning, middle or end of a stretch: the last three days of a week, the last third of anything longer."""
    if not edge or days.start is None or days.end is None:
        return days
    length = (days.end - days.start).days + 1
    share = 3 if days.grain == "week" else max(length // 3, 1)
    if {"end_of", "late"} & set(edge):
        return replace(days, start=days.end - timedelta(days=share - 1))
    if {"start_of", "early"} & set(edge):
        return replace(days, end=days.start + timedelta(days=share - 1))
    third = timedelta(days=(length - share) // 2)
    return replace(days, start=days.start + third, end=days.end - third)


@LEVEL.rule("<edge=end_of|start_of|middle_of|early|late><the>?<p=dates>")
def edge_of_period(found: Found, _setting: Setting) -> Node | None:
    days = found["p"]
    return edge_of(days, found.tokens[found.match.start("edge")].classes) if isinstance(days, Days) else None


@LEVEL.rule("<the>?<n=ordinal|last><day_unit><of|in><the>?<p=dates>")
def nth_day_of_period(found: Found, _setting: Setting) -> Node | None:
    days = found["p"]
    if not isinstance(days, Days) or days.start is None or days.end is None:
        return None
    nth = found["n"]
    day = days.start + timedelta(days=nth - 1) if isinstance(nth, int) else days.end
    return Day.on(day) if day <= days.end else None


@LEVEL.rule("<the>?<last><day_unit>(?!<of|in>)")
def last_day(_found: Found, setting: Setting) -> Node | None:
    return Day.on(setting.today - timedelta(days=1), relative=True)


@LEVEL.rule("<n=n2|number><w=weekday|weekdays><hence>")
def weekdays_from_now(found: Found, setting: Setting) -> Node | None:
    """ "Two Sundays from now"."""
    first = on_or_after(setting.today + timedelta(days=1), found.number("w"))
    return Day.on(first + (found.number("n") - 1) * _WEEK) if 1 <= found.number("n") <= 52 else None


@LEVEL.rule("<the>?<week_unit><of><d=date>")
def week_of(found: Found, _setting: Setting) -> Node | None:
    day = found["d"]
    if not isinstance(day, Day) or day.best is None:
        return None
    return Days(monday(day.best), monday(day.best) + timedelta(days=6), grain="week")
