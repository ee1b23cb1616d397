"""Stretches of wall time: between 6 and 8, 6-8pm, after 7, until 22:00, from 2pm for two hours."""

from __future__ import annotations

from dataclasses import replace

from agents.understanding.time.grammar import Found, Level
from agents.understanding.time.nodes import Clock, Clocks, Length, Node, Setting

LEVEL = Level()
_SIDE = "n2|number|time|n4|n3"
_GOES_ON = "unit|counted|month|doubtful_month|tight_slash|tight_dot|ordinal|of|tight_dash"
_ENDS = "(?=$|<comma|dot|question|for|please|on|date|tonight>)"
_AT = "<at|about|the>?"
_NOON, _DAY = 12, 24


def _side(found: Found, name: str) -> Clock | None:
    """A clock, or a bare number that is one in this company: 7, 730, 1930."""
    built, value, token = found.get(name, Clock), found[name], found.token(name)
    if built or not isinstance(value, int) or token is None:
        return built
    hour, minute = divmod(value, 100) if {"n4", "n3"} & token.classes.keys() else (value, 0)
    if hour > _DAY or minute >= 60:
        return None
    digits = str(token.classes.get("digits", ""))
    return Clock(hour, minute, open_half=1 <= hour <= _NOON, leading_zero=digits.startswith("0"))


def _stretched(found: Found) -> Clocks | None:
    start, end = _side(found, "x"), _side(found, "z")
    return stretch(start, end) if start and end else None


def stretch(start: Clock, end: Clock) -> Clocks:
    """Both ends in one reading: an end whose half of the day is open takes the one that keeps the stretch short."""
    if start.open_half and not end.open_half:
        return Clocks(_latest_before(start, end), end)
    if end.open_half and not start.open_half:
        return Clocks(start, _first_after(start, end))
    return Clocks(start, end)


def _halves(clock: Clock) -> tuple[Clock, Clock]:
    return clock.at(clock.hour % _NOON), clock.at(clock.hour % _NOON + _NOON)


def _latest_before(start: Clock, end: Clock) -> Clock:
    early, late = _halves(start)
    if end.hour < _NOON:
        return start.at(start.hour)
    return late if late.times <= end.times else early


def _first_after(start: Clock, end: Clock) -> Clock:
    early, late = _halves(end)
    return early if early.times > start.times else late


@LEVEL.rule(
    f"<between>{_AT}<x={_SIDE}><and|to|dash|tilde|or>{_AT}<z={_SIDE}>(?!<{_GOES_ON}>)",
    f"(?<!<table_word>)<from>{_AT}<x={_SIDE}><to|dash|tilde>{_AT}<z={_SIDE}>(?!<{_GOES_ON}>)",
    f"<from_the><x={_SIDE}><to_the><z={_SIDE}>(?!<{_GOES_ON}>)",
)
def announced(found: Found, _setting: Setting) -> Node | None:
    """With "between" or "from" bare numbers are wall times (unless what follows counts something)."""
    return _stretched(found)


@LEVEL.rule(f"<x=time><to|dash|tilde>{_AT}<z={_SIDE}>(?!<{_GOES_ON}>)", f"<x=n2|number><to|dash|tilde>{_AT}<z=time>")
def one_side_a_time(found: Found, _setting: Setting) -> Node | None:
    return None if found.before_is("separator") or _counts_a_table(found) else _stretched(found)


def _counts_a_table(found: Found) -> bool:
    """ "Table de 4 à 20h": a table for four, not from four on."""
    bare = found.get("x", Clock) is None
    return bare and found.first >= 2 and "table_word" in found.tokens[found.first - 2].classes


@LEVEL.rule(
    f"(?<=<date>)<comma|from>?<x=n2|number><to|dash|tilde><z=n2|number>(?!<{_GOES_ON}>)",
    "<x=n2|number><to|dash|tilde><z=n2|number>(?=<on>?<date>)",
)
def beside_a_day(found: Found, _setting: Setting) -> Node | None:
    made = _stretched(found)
    return None if made is None or made.start == made.end else made


@LEVEL.rule(f"<x=n2|number><to|dash|tilde><z=n2|number>(?!<{_GOES_ON}>)")
def as_an_answer(found: Found, setting: Setting) -> Node | None:
    """ "6-8" after "what time?"."""
    return _stretched(found) if "time" in setting.requested and not found.before_is("separator") else None


@LEVEL.rule("<from><x=time><for><l=length>", "<for><l=length><from><x=time>")
def time_and_length(found: Found, _setting: Setting) -> Node | None:
    start, length = _side(found, "x"), found.get("l", Length)
    if start is None or length is None or not length.clocked:
        return None
    minutes = start.hour * 60 + start.minute + int(length.seconds // 60)
    return Clocks(start, replace(start, hour=minutes // 60 % _DAY, minute=minutes % 60))


@LEVEL.rule(
    "(?:<after><about>?|<since><at|about>?)<x=time>(?!<date>)",
    "<from><at|about>?<x=time|n2><onward>",
    "<x=time><onward>(?=$|<comma|dot|question|for|please|on|date>)",
    "(?:<after><about>?|<since><at|about>?)<x=n2|n4>(?!<unit|counted|month|doubtful_month|dot|tight_slash|tight_dot|number>)",
    f"<after><about>?<x=number>{_ENDS}",
)
def from_a_time(found: Found, _setting: Setting) -> Node | None:
    start = _side(found, "x")
    return Clocks(start, None) if start else None


@LEVEL.rule(
    "<before|until><at|about>?<x=time>(?!<date>)",
    "<x=time><or_before>",
    "<before|until><at|about>?<x=n2|n4>(?!<unit|counted|month|dot|tight_slash|number>)",
    f"<before|until><at|about>?<x=number>{_ENDS}",
)
def until_a_time(found: Found, _setting: Setting) -> Node | None:
    end = _side(found, "x")
    return Clocks(None, end) if end else None


@LEVEL.rule("(?<=<from>)(?<!<of>)<x=n2>(?=$|<onward|comma|dot|question|on|for|date>)")
def from_a_bare_hour(found: Found, _setting: Setting) -> Node | None:
    """ "Free from 7" names the time to book."""
    return _side(found, "x")
