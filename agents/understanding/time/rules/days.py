"""Days by the name of their month: "Friday, March 15th", "the 9th of May 2019"."""

from __future__ import annotations

from agents.understanding.time.grammar import Found, Level
from agents.understanding.time.nodes import Node, Setting
from agents.understanding.time.rules.naming import LAST_DAY, MONTH, WEEKDAY, YEAR, month_and_day, no_such_day

LEVEL = Level()
MISTAKEN = 40
"""Below it a number before a month is a day that does not exist; from it on, something else."""
_NAMED = f"(?:<w={WEEKDAY}><comma|dot>?<the>?)?"
_NUMBER = "<d=ordinal|n2|number>"
_MONTH_FIRST = f"{_NAMED}<the>?<m={MONTH}><dot|comma|tight_dash|tight_slash>?<the>?{_NUMBER}"
_DAY_FIRST = f"{_NAMED}<the>?{_NUMBER}(?:<day_unit>?<of>|<dot|tight_dash|tight_slash>)?<the>?<m={MONTH}>"


@LEVEL.rule(
    f"{_DAY_FIRST}<dot>?{YEAR}",
    f"{_MONTH_FIRST}{YEAR}",
    f"<y=n4><comma>?<m={MONTH}><dot>?<d=ordinal|n2>(?!<tight_colon|am|pm>)",
)
def day_of_named_month_and_year(found: Found, setting: Setting) -> Node | None:
    return month_and_day(found, setting)


@LEVEL.rule(_DAY_FIRST)
def day_of_named_month(found: Found, setting: Setting) -> Node | None:
    if _is_verb(found) or _belongs_before(found):
        return None
    return no_such_day() if LAST_DAY < found.number("d") < MISTAKEN else month_and_day(found, setting)


def _belongs_before(found: Found) -> bool:
    """Whether the number is an hour or a party, and the month's day follows it: "for two November 29th"."""
    number = found.token("d")
    if number is None or "ordinal" in number.classes or found.holds("of"):
        return False
    before = found.tokens[max(0, found.first - 2) : found.first]
    is_cut = len(before) == 2 and "digits" in before[0].classes and "separator" in before[1].classes
    is_word = "digits" not in number.classes
    return found.after_is("ordinal") or is_cut or (is_word and found.after_is("n2", "number"))


def _is_verb(found: Found) -> bool:
    """ "7 may be": a number before a modal verb; the month is written with a capital, or an "of" joins it."""
    month, number = found.token("m"), found.token("d")
    if month is None or number is None or "doubtful_month" not in month.classes:
        return False
    joined = found.holds("of") or "ordinal" in number.classes
    return not (joined or found.text[month.start].isupper() or found.after is None)


@LEVEL.rule(f"{_MONTH_FIRST}(?!<colon|am|pm|oclock|tight_slash|counted|unit>)")
def named_month_and_day(found: Found, setting: Setting) -> Node | None:
    return month_and_day(found, setting)
