"""Days by name: "Friday, March 15th", "the 9th of May 2019", "Wed 13th", holidays."""

from __future__ import annotations

from dataclasses import replace

from agents.understanding.time.calendar import add_months, around, monthly, nth_weekday, valid
from agents.understanding.time.feasts import feast
from agents.understanding.time.grammar import Found, Level
from agents.understanding.time.nodes import Day, Days, Node, Setting
from agents.understanding.time.rules.shapes import MONTH, contradicted, full_day, yearless_day

LEVEL = Level()
WEEKDAY = "weekday|short_weekday"
_NAMED = f"(?:<w={WEEKDAY}><comma|dot>?<the>?)?"
_NUMBER = "<d=ordinal|n2|number>"
_NOT_CLOCK = "(?!<colon|am|pm|oclock|tight_slash>)"
_YEAR = (
    "(?:<comma|dot|of|in>{0,2}<y=n4>(?!<tight_colon|tight_slash|oclock|am|pm>)|(?:<of><quote>?|<comma>?<quote>)<y2=n2>"
    "|<late_year=n2>(?!<counted|unit|tight_colon|tight_dot|tight_slash|oclock|am|pm|to|dash>)|<comma>?<c=number><yy=number>|<comma>?<cc=number>(?=(?:<dot|comma>)|$)|<of|in|comma>?<the>?<rel=this|next|last|coming><year_unit>)"
)
_CENTURY = 100
_MAX_HOUR = 24


def named_year(found: Found, setting: Setting) -> int | None:
    """The year a match names: four digits, two digits, in words, or relative to now."""
    groups = found.match.re.groupindex
    for name in ("y", "y2", "late_year"):
        if name in groups and found.has(name):
            return found.number(name)
    if "c" in groups and found.has("c"):
        century, rest = found.number("c"), found.number("yy")
        return century + rest if century >= 1000 else century * _CENTURY + rest
    if "cc" in groups and found.has("cc"):
        return found.number("cc")
    if "rel" in groups and found.has("rel"):
        token = found.token("rel")
        return setting.today.year + relative_step(token.classes if token else {})
    return None


def relative_step(classes: dict[str, object]) -> int:
    if "last" in classes:
        return -1
    return 1 if "next" in classes or "coming" in classes else 0


def _sensible(year: int | None) -> bool:
    return year is None or year < _CENTURY or 1500 <= year <= 2200


def month_and_day(found: Found, setting: Setting, month: int, number: int) -> Day | None:
    """The named day; with a weekday that does not fit, both readings."""
    year = named_year(found, setting)
    if (
        not 1 <= number <= 31
        or not _sensible(year)
        or (found.has("late_year") and found.number("late_year") <= _MAX_HOUR)
    ):
        return None
    if year is not None:
        return full_day(found, setting, year, month, number)
    day = yearless_day(setting, month, number)
    weekday = found["w"]
    if isinstance(weekday, int) and day.best is not None and day.best.isoweekday() != weekday:
        return replace(contradicted(day.best, weekday), weaker=day.weaker, monthday=(month, number))
    return day


_MONTH_FIRST = f"{_NAMED}<the>?<m={MONTH}><dot|comma|tight_dash|tight_slash>?<the>?{_NUMBER}"
_DAY_FIRST = f"{_NAMED}<the>?{_NUMBER}(?:<day_unit>?<of>|<dot|tight_dash|tight_slash>)?<the>?<m={MONTH}><dot>?"


@LEVEL.rule(
    f"{_DAY_FIRST}{_YEAR}",
    f"{_MONTH_FIRST}{_YEAR}",
    f"<y=n4><comma>?<m={MONTH}><dot>?<d=ordinal|n2>(?!<tight_colon|am|pm>)",
)
def day_of_named_month_and_year(found: Found, setting: Setting) -> Node | None:
    return month_and_day(found, setting, found.number("m"), found.number("d"))


@LEVEL.rule(
    f"{_DAY_FIRST}(?<!<dot>)",
    f"{_NAMED}<the>?{_NUMBER}(?:<day_unit>?<of>|<dot|tight_dash|tight_slash>)?<the>?<m={MONTH}>",
)
def day_of_named_month(found: Found, setting: Setting) -> Node | None:
    if _is_verb(found):
        return None
    return month_and_day_without_year(found, setting)


@LEVEL.rule(f"{_MONTH_FIRST}{_NOT_CLOCK}")
def named_month_and_day(found: Found, setting: Setting) -> Node | None:
    return month_and_day_without_year(found, setting)


def month_and_day_without_year(found: Found, setting: Setting) -> Day | None:
    return month_and_day(found, setting, found.number("m"), found.number("d"))


def _is_verb(found: Found) -> bool:
    """ "7 may be": a number before a modal verb; the month is written with a capital, or an "of" joins it."""
    month = found.token("m")
    if month is None or "doubtful_month" not in month.classes:
        return False
    joined = any("of" in token.classes for token in found.matched)
    ordinal = "ordinal" in (found.token("d") or month).classes
    return not (joined or ordinal or found.text[month.start].isupper() or found.after is None)


@LEVEL.rule(
    f"<w={WEEKDAY}><comma>?<the><d=ordinal|n2>(?!<of|am|pm|oclock|colon|dash|to>)",
    f"<w={WEEKDAY}><comma>?<d=ordinal>(?!<of>)",
)
def weekday_and_number(found: Found, setting: Setting) -> Node | None:
    return _weekday_number(setting, found.number("w"), found.number("d"))


def _weekday_number(setting: Setting, weekday: int, number: int) -> Day | None:
    if not 1 <= number <= 31:
        return None
    ahead, behind = monthly(setting.today, number, weekday)
    if ahead is None:
        return Day((), why="no such day")
    return Day((ahead,), (behind,) if behind else (), weekday=weekday, monthday=(None, number))


@LEVEL.rule(f"<w={WEEKDAY}><d=n2>(?!<of|am|pm|oclock|colon|dash|to|dot|unit|counted|hours_mark|tight_slash|ish>)")
def weekday_and_digits(found: Found, setting: Setting) -> Node | None:
    """ "Fri 14": a day where the 14th is a Friday; an hour is likelier where the day would be far away."""
    day = _weekday_number(setting, found.number("w"), found.number("d"))
    if day is None or day.best is None or (found.number("d") <= 23 and (day.best - setting.today).days > 35):
        return None
    return day


@LEVEL.rule(
    "<the>?<n=ordinal|last><w=weekday|short_weekday>(?:<of|in><the>?)?<m=month|doubtful_month>(?:<of|in|comma>?<y=n4>)?"
)
def nth_weekday_of_month(found: Found, setting: Setting) -> Node | None:
    return _nth(found, setting, found.number("m"), found.number("w"))


@LEVEL.rule(
    "<the>?<n=ordinal|last><week_unit><of|in><the>?<m=month|doubtful_month><dot>?<comma>?<on>?<w=weekday|short_weekday>"
)
def weekday_of_nth_week(found: Found, setting: Setting) -> Node | None:
    return _nth(found, setting, found.number("m"), found.number("w"))


def _nth(found: Found, setting: Setting, month: int, weekday: int) -> Day | None:
    nth = found["n"] if isinstance(found["n"], int) else -1
    if not -1 <= nth <= 5:
        return None
    year = named_year(found, setting) if "y" in found.match.re.groupindex else None
    if year is not None:
        day = nth_weekday(year, month, weekday, nth)
        return Day((day,)) if day else Day((), why="no such day")
    years = range(setting.today.year - 2, setting.today.year + 3)
    ahead, behind = around(setting.today, (nth_weekday(each, month, weekday, nth) for each in years))
    return Day((ahead,), (behind,) if behind else ()) if ahead else None


@LEVEL.rule("<the>?<n=ordinal|last><w=weekday|short_weekday><of|in>?<the>?<rel=this|next|last|coming><month_unit>")
def nth_weekday_of_relative_month(found: Found, setting: Setting) -> Node | None:
    first = _relative_month(found, setting)
    nth = found["n"] if isinstance(found["n"], int) else -1
    day = nth_weekday(first[0], first[1], found.number("w"), nth) if -1 <= nth <= 5 else None
    return Day.on(day) if day else None


def _relative_month(found: Found, setting: Setting) -> tuple[int, int]:
    token = found.tokens[found.match.start("rel")]
    count = setting.today.year * 12 + setting.today.month - 1 + relative_step(token.classes)
    return count // 12, count % 12 + 1


@LEVEL.rule(
    "<the>?<n=ordinal><w=weekday|short_weekday>(?!<of|in|comma>?<the>?<month|doubtful_month|this|next|last|coming>)"
)
def nth_weekday_of_a_month(found: Found, setting: Setting) -> Node | None:
    """ "The second Sunday": of this month, or of the next once it has passed."""
    if not 1 <= found.number("n") <= 5:
        return None
    months = [add_months(setting.today.replace(day=1), step) for step in range(-3, 4)]
    days = (nth_weekday(each.year, each.month, found.number("w"), found.number("n")) for each in months)
    ahead, behind = around(setting.today, days)
    return Day((ahead,), (behind,) if behind else ()) if ahead else None


@LEVEL.rule("<the>?<d=ordinal|n2><day_unit>?<of|in><the>?<rel=this|next|last|coming>?<month_unit>")
def day_of_relative_month(found: Found, setting: Setting) -> Node | None:
    year, month = (setting.today.year, setting.today.month)
    if found.has("rel"):
        year, month = _relative_month(found, setting)
    day = valid(year, month, found.number("d"))
    return Day.on(day) if day else None


@LEVEL.rule(f"<toward=next|last|coming|this>?<f=holiday>{_YEAR}?(?!<weekend>)")
def holiday(found: Found, setting: Setting) -> Node | None:
    key, year = str(found["f"]), named_year(found, setting) if found.match.re.groupindex else None
    if year is not None:
        day = feast(key, year if year >= _CENTURY else 2000 + year)
        return Day((day,), why=f"{found.matched[0].key}") if day else None
    this_year = setting.today.year
    known = (feast(key, each) for each in range(this_year - 1, this_year + 3))
    ahead, behind = around(setting.today, known)
    return _holiday_by_direction(found, ahead, behind)


def _holiday_by_direction(found: Found, ahead: object, behind: object) -> Day | None:
    from datetime import date  # noqa: PLC0415 - only to narrow the two readings

    token = found.token("toward")
    direction = token.classes if token else {}
    if not isinstance(ahead, date):
        return None
    past = (behind,) if isinstance(behind, date) else ()
    if "last" in direction:
        return Day(past) if past else None
    return Day((ahead,), () if direction else past)


@LEVEL.rule(
    "(?<=<on|by|before|after|until|since>)<the>?<d=ordinal>(?!<of|one|floor|day_unit|unit|month|doubtful_month|counted|course|number>)",
)
def ordinal_day(found: Found, setting: Setting) -> Node | None:
    return number_of_month(found, setting)


@LEVEL.rule(
    "(?:(?<=<for>)|(?<=<on>))<the><d=ordinal|n2>(?=<comma|dot|mark|question|at|for|please|about|between|from|in>|$)"
)
def for_the_day(found: Found, setting: Setting) -> Node | None:
    return number_of_month(found, setting)


@LEVEL.rule("(?<=<on_date>)<d=n2><dot>?(?!<oclock|unit|counted|colon|am|pm>)")
def number_after_on(found: Found, setting: Setting) -> Node | None:
    """Languages that name a day by its number alone: "am 5.", "el 5", "le 5", "il 5", "dia 5"."""
    return number_of_month(found, setting)


@LEVEL.rule("<the><d=ordinal>(?=<comma|at|for|please|about|between|from|dot|question>|$)", "(?<=<for|to>)<d=ordinal>(?=<comma|at|for|please|about|between|from|dot|question>|$)",
            "(?<=<to|for|on>)<the><d=n2>(?=<comma|dot|question>|$)")  # fmt: skip
def the_ordinal(found: Found, setting: Setting) -> Node | None:
    return number_of_month(found, setting)


@LEVEL.rule("(?<=<on>)<d=n2>(?=<comma|dot|question>|$)")
def bare_number_after_on(found: Found, setting: Setting) -> Node | None:
    return number_of_month(found, setting)


@LEVEL.rule("<the><d=ordinal>(?!<ranked|of|day_unit|unit|counted|weekday|weekend|month|number|n2|holiday>)")
def the_numeral(found: Found, setting: Setting) -> Node | None:
    """ "Is the 14th available?": written in digits it is a day unless something ranked follows."""
    token = found.token("d")
    return number_of_month(found, setting) if token is not None and token.key.isdigit() else None


def number_of_month(found: Found, setting: Setting) -> Day | None:
    return day_of_month(setting, found.number("d"))


def day_of_month(setting: Setting, number: int) -> Day | None:
    """The next day with that number, the last one as the weaker reading."""
    if not 1 <= number <= 31:
        return None
    ahead, behind = monthly(setting.today, number)
    if ahead is None:
        return None
    return Day((ahead,), (behind,) if behind else (), monthday=(None, number), why="the next such day of a month")


def month_days(setting: Setting, month: int, year: int | None) -> Days | None:
    """A whole month: the running or next one, the one before as the weaker reading."""
    if year is not None:
        return _whole(year, month)
    running = setting.today.year if month >= setting.today.month else setting.today.year + 1
    now, before = _whole(running, month), _whole(running - 1, month)
    return replace(now, weaker=((before.start, before.end),)) if now and before else None


def _whole(year: int, month: int) -> Days | None:
    start = valid(year, month, 1)
    if start is None:
        return None
    end = next(day for day in (valid(year, month, last) for last in (31, 30, 29, 28)) if day)
    return Days(start, end, grain="month")


@LEVEL.rule("<m=month|doubtful_month>(?:<of|in|comma|slash|dash>?<y=n4>|<of><y2=n2>|<c=number><yy=number>|<cc=number>)")
def month_of_year(found: Found, setting: Setting) -> Node | None:
    year = named_year(found, setting)
    if year is None or not _sensible(year):
        return None
    if year < _CENTURY:
        year += 1900 if year > setting.fold_short_years else 2000
    return month_days(setting, found.number("m"), year)


@LEVEL.rule("<m=month>", "(?<=<in|this|next|last|of|since|until|by|from|to|and|between|during>)<m=doubtful_month>")
def month_alone(found: Found, setting: Setting) -> Node | None:
    return month_days(setting, found.number("m"), None)
