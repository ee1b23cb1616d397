"""Lengths of time, and moments reckoned by them: half an hour, in 5 minutes, two weeks ago, 3 days after January 12th."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from agents.understanding.time.calendar import add_days, add_months, on_or_after
from agents.understanding.time.grammar import Found, Level
from agents.understanding.time.nodes import Day, Instant, Length, Node, Setting

LEVEL = Level()
_SECONDS = {"second": 1.0, "minute": 60.0, "hour": 3600.0}
_DAYS = {"day": 1, "night": 1, "weekend": 2, "week": 7, "fortnight": 14}
_MONTHS = {"month": 1, "quarter_year": 3, "year": 12, "decade": 120}
_MAX_AMOUNT = 100_000


def length_of(amount: float, unit: str) -> Length | None:
    """``amount`` of a unit; None beyond what anybody books."""
    if amount > _MAX_AMOUNT:
        return None
    if unit in _SECONDS:
        return Length(seconds=amount * _SECONDS[unit], grain=unit)
    if unit == "business_day":
        return Length(business_days=int(amount), grain="day")
    if unit in _DAYS:
        whole = int(amount * _DAYS[unit])
        return Length(days=whole, grain=unit)
    months = amount * _MONTHS[unit]
    return Length(months=int(months), days=round((months - int(months)) * 30), grain=unit)


def _unit(found: Found) -> str:
    return str(found["u"])


def _word_letter(found: Found) -> bool:
    """A lone letter for a unit ("3h") must touch its number."""
    token = found.token("u")
    return token is not None and token.end - token.start == 1 and not token.glued


@LEVEL.rule("<n=n2|number|a><and><a>?<half><of>?<a>?<u=unit>")
def and_a_half_units(found: Found, _setting: Setting) -> Node | None:
    return length_of(_amount(found) + 0.5, _unit(found))


@LEVEL.rule(
    "<n=n2|number|a><and_half><u=unit>",
    "<n=n2|number|a><u=unit><and_half|half_after>",
    "<n=n2|number|a><u=unit><and><a>?<half>",
)
def unit_and_a_half(found: Found, _setting: Setting) -> Node | None:
    return length_of(_amount(found) + 0.5, _unit(found))


@LEVEL.rule("<n=n2|number|a><u=unit><and_quarter|quarter_after>")
def unit_and_a_quarter(found: Found, _setting: Setting) -> Node | None:
    return length_of(_amount(found) + 0.25, _unit(found))


@LEVEL.rule("<a>?<half|half_bare><dash|of>?<a>?<u=unit>")
def half_unit(found: Found, _setting: Setting) -> Node | None:
    return None if _word_letter(found) else length_of(0.5, _unit(found))


@LEVEL.rule("<x=n2><tight_slash><z=n2><dash|of>?<a>?<u=unit>")
def fraction_of_unit(found: Found, _setting: Setting) -> Node | None:
    """1/2 hour."""
    return (
        length_of(found.number("x") / found.number("z"), _unit(found))
        if 0 < found.number("x") < found.number("z")
        else None
    )


@LEVEL.rule("<n=n2|number|a>?<quarter><of>?<a>?<u=unit>")
def quarters_of_unit(found: Found, _setting: Setting) -> Node | None:
    count = _amount(found) if found.has("n") else 1
    return length_of(count * 0.25, _unit(found)) if _unit(found) == "hour" else None


@LEVEL.rule("<w=n2|n3><tight_dot|comma><f=n2><dash>?<u=unit>")
def decimal_units(found: Found, _setting: Setting) -> Node | None:
    fraction = found.token("f")
    digits = str(fraction.classes["digits"]) if fraction else "0"
    return None if _word_letter(found) else length_of(found.number("w") + int(digits) / 10 ** len(digits), _unit(found))


@LEVEL.rule("<n=n2|n3|n4|number|few|a><of|more>?<dash>?<u=unit>", "<one_of=number><and><n=number><u=unit>")
def counted_units(found: Found, _setting: Setting) -> Node | None:
    first = found.matched[0]
    before = found.before.classes if found.before else {}
    if _word_letter(found) or ("a" in first.classes and {"n2", "number"} & set(before)) or "separator" in before:
        return None
    if (
        "a" in first.classes
        and found.after is not None
        and "date" in found.after.classes
        and first.start + 1 == first.end
    ):
        return length_of(1, _unit(found))
    return length_of(_amount(found), _unit(found))


def _amount(found: Found) -> float:
    token = found.token("n")
    if token is None:
        return 1
    if "number" not in token.classes and "a" in token.classes:
        return 1
    return found.number("n") if isinstance(found["n"], int) else float(str(found["n"]))


@LEVEL.rule("<a=length><and|comma>?<b=length>", "<a=length><and|comma>?<b=length>")
def added_lengths(found: Found, _setting: Setting) -> Node | None:
    first, second = found["a"], found["b"]
    if not isinstance(first, Length) or not isinstance(second, Length) or second.span >= first.span:
        return None
    before, after = found.before.classes if found.before else {}, found.after.classes if found.after else {}
    if "last" in before and "ago" in after:
        return None
    return first + second


@LEVEL.rule("<a=length><n=n2>(?!<unit|counted|time|month>)")
def hours_then_minutes(found: Found, _setting: Setting) -> Node | None:
    """1h30."""
    first = found["a"]
    token = found.token("n")
    if not isinstance(first, Length) or first.grain != "hour" or token is None or not token.glued:
        return None
    return first + Length(seconds=60 * found.number("n"), grain="minute")


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
    zone = moment.tzinfo
    return datetime.fromtimestamp(moment.timestamp() + more.total_seconds(), tz=zone)


@LEVEL.rule("<d=date><on>?<comma>?<l=length><hence>", "<d=date><comma>?<in><l=length>")
def weekday_after_length(found: Found, setting: Setting) -> Node | None:
    return _weekday_after(found, moved(setting.today, _length(found), 1))


@LEVEL.rule("<d=date><comma>?<l=length><from_day|after_day><b=date>")
def weekday_after_length_after_day(found: Found, _setting: Setting) -> Node | None:
    """ "Sunday 3 weeks after January 15th": the third Sunday after it; with months the Sunday that follows."""
    length, base = _length(found), found["b"]
    if not isinstance(base, Day) or base.best is None:
        return None
    if length.grain == "week" and not length.months:
        first = _weekday_after(found, add_days(base.best, 1))
        return first and replace(first, options=(add_days(first.options[0], length.days - 7),))
    return _weekday_after(found, moved(base.best, length, 1))


@LEVEL.rule(
    "<in><about>?<the>?<l=length><hence>?(?!<date|before_day|ago>)", "<l=length><hence>", "<hence_before><l=length>"
)
def from_now_on(found: Found, setting: Setting) -> Node | None:
    return from_now(setting, _length(found), 1)


@LEVEL.rule("<l=length><ago>", "<ago_before><l=length>")
def before_now(found: Found, setting: Setting) -> Node | None:
    return from_now(setting, _length(found), -1)


def _length(found: Found) -> Length:
    length = found["l"]
    if not isinstance(length, Length):
        raise TypeError("the grammar's class length holds a Length")
    return length


@LEVEL.rule("<l=length><from_day|after_day><d=date>")
def after_a_day(found: Found, _setting: Setting) -> Node | None:
    return _from_day(found, 1)


@LEVEL.rule("<l=length><before_day><d=date>")
def before_a_day(found: Found, _setting: Setting) -> Node | None:
    return _from_day(found, -1)


def _from_day(found: Found, sign: int) -> Day | None:
    length, day = _length(found), found["d"]
    if not isinstance(day, Day) or length.clocked or not day.options or _compared(found):
        return None
    options = tuple(moved(each, length, sign) for each in day.options)
    return replace(
        day, options=options, weaker=tuple(moved(each, length, sign) for each in day.weaker), rolls=False, weekday=None
    )


def _compared(found: Found) -> bool:
    """ "For 3 days from today" is a stretch, not a point."""
    before = found.before.classes if found.before else {}
    stretch = bool({"for_length", "for"} & set(before)) and any("from_day" in token.classes for token in found.matched)
    return stretch or "more_or_less" in before


@LEVEL.rule("<b=date><comma>?<on><d=date>")
def length_then_weekday(found: Found, setting: Setting) -> Node | None:
    """ "Two months from today on Tuesday"."""
    base, day = found["b"], found["d"]
    if (
        not isinstance(base, Day)
        or base.best is None
        or not isinstance(day, Day)
        or day.weekday is None
        or day.monthday
    ):
        return None
    return _weekday_after(found, base.best) if base.best > setting.today and base.weekday is None else None


def _weekday_after(found: Found, base: date) -> Day | None:
    day = found["d"]
    if not isinstance(day, Day) or day.weekday is None or day.monthday:
        return None
    return Day.on(on_or_after(base, day.weekday))
