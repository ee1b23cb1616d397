"""Lengths of time: half an hour, 90 minutes, two weeks, an hour and a half, 1h30."""

from __future__ import annotations

from agents.understanding.time.grammar import Found, Level
from agents.understanding.time.nodes import Length, Node, Setting

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


@LEVEL.rule("<n=weeks_in_days>")
def weeks_counted_in_days(found: Found, _setting: Setting) -> Node | None:
    """ "Quinze jours" are two weeks, "acht Tage" one: the first day is counted with them."""
    return Length(days=found.number("n") * _DAYS["week"], grain="week")


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


@LEVEL.rule("<n=half_counted><u=unit>")
def counted_units_and_a_half(found: Found, _setting: Setting) -> Node | None:
    """German "zweieinhalb Stunden"."""
    return length_of(found.number("n") + 0.5, _unit(found))


@LEVEL.rule("<u=unit><and_half|half_after>", "<one_and_half><u=unit>")
def one_and_a_half_units(found: Found, _setting: Setting) -> Node | None:
    """Spanish "hora y media", German "anderthalb Stunden"."""
    return None if _word_letter(found) else length_of(1.5, _unit(found))


@LEVEL.rule("<n=n2|number|a><u=unit><and_quarter|quarter_after>")
def unit_and_a_quarter(found: Found, _setting: Setting) -> Node | None:
    return length_of(_amount(found) + 0.25, _unit(found))


@LEVEL.rule("<n=n2><h=half><u=unit>")
def units_and_the_sign_of_a_half(found: Found, _setting: Setting) -> Node | None:
    """1½ hours."""
    sign = found.token("h")
    return length_of(_amount(found) + 0.5, _unit(found)) if sign and sign.glued else None


@LEVEL.rule("<a>?<half|half_bare><dash|of>?<a>?<u=unit>")
def half_unit(found: Found, _setting: Setting) -> Node | None:
    return None if _word_letter(found) else length_of(0.5, _unit(found))


@LEVEL.rule("<n=n2>?<x=n2><tight_slash><z=n2><dash|of>?<a>?<u=unit>")
def fraction_of_unit(found: Found, _setting: Setting) -> Node | None:
    """1/2 hour, 2 1/2 hours, 3/4 of an hour."""
    units = found.number("n") if found.has("n") else 0
    share, whole = found.number("x"), found.number("z")
    return length_of(units + share / whole, _unit(found)) if 0 < share < whole else None


@LEVEL.rule("<n=n2|number|a>?<quarter><of>?<a>?<u=unit>")
def quarters_of_unit(found: Found, _setting: Setting) -> Node | None:
    count = _amount(found) if found.has("n") else 1
    return length_of(count * 0.25, _unit(found)) if _unit(found) == "hour" else None


@LEVEL.rule("<w=n2|n3><tight_dot|comma><f=n2><dash>?<u=unit>")
def decimal_units(found: Found, _setting: Setting) -> Node | None:
    fraction = found.token("f")
    digits = str(fraction.classes["digits"]) if fraction else "0"
    return None if _word_letter(found) else length_of(found.number("w") + int(digits) / 10 ** len(digits), _unit(found))


@LEVEL.rule("<n=n2|n3|n4|number|few|a><of|more>?<dash>?<u=unit>", "<number><and><n=number><u=unit>")
def counted_units(found: Found, _setting: Setting) -> Node | None:
    first = found.matched[0].classes
    if _word_letter(found) or found.before_is("separator") or ("a" in first and found.before_is("n2", "number")):
        return None
    return length_of(_amount(found), _unit(found))


def _amount(found: Found) -> int:
    """The number before the unit; an article counts one."""
    classes = found.classes("n")
    if "a" in classes and "number" not in classes:
        return 1
    value = found["n"]
    return value if isinstance(value, int) else 1


@LEVEL.rule("<a=length><and|comma>?<b=length>", "<a=length><and|comma>?<b=length>")
def added_lengths(found: Found, _setting: Setting) -> Node | None:
    """Larger before smaller; "the last 3 months and 2 days ago" are two expressions."""
    first, second = found.get("a", Length), found.get("b", Length)
    if first is None or second is None or second.span >= first.span:
        return None
    return None if found.before_is("last") and found.after_is("ago") else first + second


@LEVEL.rule("<a=length><n=n2>(?!<unit|counted|time|month>)")
def hours_then_minutes(found: Found, _setting: Setting) -> Node | None:
    """1h30."""
    first, token = found.get("a", Length), found.token("n")
    if first is None or first.grain != "hour" or token is None or not token.glued:
        return None
    return first + Length(seconds=60 * found.number("n"), grain="minute")
