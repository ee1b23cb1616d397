"""Days by number: "Wed 13th", "the first Friday of December", "the 20th of next month", "on the 5th"."""

from __future__ import annotations

from agents.understanding.time.calendar import add_months, around, monthly, nth_weekday, valid
from agents.understanding.time.grammar import Found, Level
from agents.understanding.time.nodes import Day, Node, Setting
from agents.understanding.time.rules.naming import (
    LAST_DAY,
    WEEKDAY,
    dated,
    named_year,
    no_such_day,
    number_of_month,
    relative_step,
)

LEVEL = Level()
_ENDS = "<comma|dot|question|at|for|please|about|between|from|in|time>|$"
_GOES_ON = "of|day_unit|unit|month|doubtful_month|counted|number"
_DOT = "<dot>(?!<unit|counted>)"
"""The dot of a day, and not of what is numbered: "in der 20. Woche"."""
_LAST_HOUR = 23
_FAR = 35


@LEVEL.rule(
    f"<w={WEEKDAY}><comma>?<the><d=ordinal|n2>(?!<of|am|pm|oclock|colon|dash|to>)",
    f"<w={WEEKDAY}><comma>?<d=ordinal>(?!<of>)",
    f"<w={WEEKDAY}><comma>?<on_date><d=n2><dot>?(?!<of|am|pm|oclock|colon|tight_dot|tight_slash|month|hours_mark|unit>)",
)
def weekday_and_number(found: Found, setting: Setting) -> Node | None:
    return _weekday_number(setting, found.number("w"), found.number("d"))


def _weekday_number(setting: Setting, weekday: int, number: int) -> Day | None:
    if not 1 <= number <= LAST_DAY:
        return None
    ahead, behind = monthly(setting.today, number, weekday)
    return dated(ahead, behind, weekday=weekday, monthday=(None, number)) or no_such_day()


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
    return _nth(found, setting)


@LEVEL.rule(
    "<the>?<n=ordinal|last><week_unit><of|in><the>?<m=month|doubtful_month><dot>?<comma>?<on>?<w=weekday|short_weekday>"
)
def weekday_of_nth_week(found: Found, setting: Setting) -> Node | None:
    return _nth(found, setting)


def _nth(found: Found, setting: Setting) -> Day | None:
    nth, month, weekday = _which(found), found.number("m"), found.number("w")
    if nth is None:
        return None
    year = named_year(found, setting)
    if year is not None:
        day = nth_weekday(year, month, weekday, nth)
        return Day((day,)) if day else no_such_day()
    years = range(setting.today.year - 2, setting.today.year + 3)
    return dated(*around(setting.today, (nth_weekday(each, month, weekday, nth) for each in years)))


def _which(found: Found) -> int | None:
    """First to fifth, or the last as -1."""
    nth = found["n"] if isinstance(found["n"], int) else -1
    return nth if nth == -1 or 1 <= nth <= 5 else None


@LEVEL.rule(
    "<the>?<n=ordinal|last><w=weekday|short_weekday><of|in>?<the>?<rel=this|next|last|coming><month_unit>",
    "<the>?<n=ordinal|last><w=weekday|short_weekday><of|in><the>?<month_unit>",
)
def nth_weekday_of_relative_month(found: Found, setting: Setting) -> Node | None:
    nth = _which(found)
    day = nth_weekday(*_relative_month(found, setting), found.number("w"), nth) if nth else None
    return Day.on(day) if day else None


def _relative_month(found: Found, setting: Setting) -> tuple[int, int]:
    """(year, month) of this, the next or the last month."""
    first = add_months(setting.today.replace(day=1), relative_step(found))
    return first.year, first.month


@LEVEL.rule(
    "<the>?<n=ordinal><w=weekday|short_weekday>(?!<of|in|comma>?<the>?<month|doubtful_month|this|next|last|coming>)"
)
def nth_weekday_of_a_month(found: Found, setting: Setting) -> Node | None:
    """ "The second Sunday": of this month, or of the next once it has passed."""
    if not 1 <= found.number("n") <= 5:
        return None
    months = [add_months(setting.today.replace(day=1), step) for step in range(-3, 4)]
    days = (nth_weekday(each.year, each.month, found.number("w"), found.number("n")) for each in months)
    return dated(*around(setting.today, days))


@LEVEL.rule(
    "<the|on|on_date>?<d=ordinal|n2><day_unit>?<of|in|from|on><the>?<month_unit><rel=next|last|coming>",
    "<the>?<d=ordinal|n2><day_unit>?<of|in><the>?<rel=this|next|last|coming>?<month_unit>",
    "<rel=this|next|last|coming><month_unit><comma>?<on><the>?<d=ordinal|n2>",
    "(?<=<on|on_date>)<d=ordinal|n2><dot>?<of|the>?<rel=this|next|last|coming><month_unit>",
)
def day_of_relative_month(found: Found, setting: Setting) -> Node | None:
    day = valid(*_relative_month(found, setting), found.number("d"))
    return Day.on(day) if day else None


@LEVEL.rule(
    f"(?<=<on|before|after|until|since>)<the>?<d=ordinal>(?!<ranked|{_GOES_ON}>)",
    "(?<=<on|for>)<the>?<d=ordinal><day_unit>(?!<of|in|and|after_day|before_day>)",
)
def ordinal_day(found: Found, setting: Setting) -> Node | None:
    return None if _counts_what_follows(found) else number_of_month(found, setting)


def _counts_what_follows(found: Found) -> bool:
    """ "Il primo appuntamento", "the first date": in words, the first is of what stands after it and no day."""
    token = found.token("d")
    is_word = token is not None and token.key.isalpha()
    return is_word and found.number("d") == 1 and found.after is not None and not found.after.classes


@LEVEL.rule("(?<=<on_date>)<d=n2><dot>?(?!<oclock|unit|counted|colon|am|pm>)")
def number_after_on(found: Found, setting: Setting) -> Node | None:
    """Languages that name a day by its number alone: "am 5.", "el 5", "le 5", "il 5", "dia 5"."""
    return number_of_month(found, setting)


@LEVEL.rule(
    f"<the><d=ordinal>(?={_ENDS})",
    f"(?<=<for|to>)(?<!<date><to>)<d=ordinal>(?={_ENDS})",
    f"(?<=<to|for|on>)<the><d=n2>(?=<comma|question>|{_DOT}|$)",
    f"(?<=<for|on>)<the><d=n2>(?={_ENDS})",
)
def the_ordinal(found: Found, setting: Setting) -> Node | None:
    return number_of_month(found, setting)


@LEVEL.rule(f"(?<=<on>)<d=n2>(?=<comma|question|at>|{_DOT}|$)")
def bare_number_after_on(found: Found, setting: Setting) -> Node | None:
    return number_of_month(found, setting)


@LEVEL.rule(
    "<the><d=ordinal>(?!<ranked|of|day_unit|unit|counted|weekday|weekend|month|number|n2|holiday>)",
    "<the><d=ordinal>(?=<number|n2>(?:$|<please|for|comma|dot|question>))",
)
def the_numeral(found: Found, setting: Setting) -> Node | None:
    """ "Is the 14th available?": written in digits it is a day unless something ranked follows."""
    token = found.token("d")
    return number_of_month(found, setting) if token is not None and token.key.isdigit() else None
