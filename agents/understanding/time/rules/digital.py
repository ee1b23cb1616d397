"""Wall times in digits: 19:30, 7.30 pm, 19h30, 1930 hrs, 2026-12-05T19:30."""

from __future__ import annotations

from dataclasses import replace

from agents.understanding.time.grammar import Found, Level
from agents.understanding.time.nodes import Clock, Day, Moment, Node, Setting
from agents.understanding.time.rules.shapes import digits_go_on

LEVEL = Level()
_MERIDIEM = "(?:<dot|comma>?(?:<am=am>|<pm=pm>|<either=either_half>))"
_MAX_HOUR = 24
_NOON = 12
_MINUTES = 60
_FIRST_HOUR_BOOKED = 5


def clock(found: Found, hour: int, minute: int = 0, second: int = 0) -> Clock | None:
    """A wall time with the half of the day the match names; None for what no clock shows."""
    if not (0 <= hour <= _MAX_HOUR and 0 <= minute < _MINUTES and 0 <= second < _MINUTES):
        return None
    if hour == _MAX_HOUR and minute:
        return None
    token = found.token("h")
    zero = token is not None and str(token.classes.get("digits", "")).startswith("0")
    if found.has("am") or found.has("pm"):
        return _in_half(hour, minute, second, later=found.has("pm"))
    return Clock(hour, minute, second, open_half=found.has("either") or 1 <= hour <= _NOON, leading_zero=zero)


def _in_half(hour: int, minute: int, second: int, *, later: bool) -> Clock | None:
    if 1 <= hour <= _NOON:
        return Clock(hour % _NOON + (_NOON if later else 0), minute, second)
    return Clock(hour, minute, second) if later and hour > _NOON else None


def loose_letter(found: Found) -> bool:
    """Whether a lone "a" or "p" stands apart from its number, and so is a word, or is a capital as in "flat 4A"."""
    letters = [token for token in (found.token("am"), found.token("pm")) if token is not None]
    lone = [token for token in letters if token.end - token.start == 1]
    return any(not token.glued or (found.text[token.start].isupper() and not found.text.isupper()) for token in lone)


def _two_digits(found: Found) -> bool:
    minutes = found.token("mi")
    return minutes is not None and len(str(minutes.classes.get("digits", ""))) == 2


@LEVEL.rule(
    f"<h=n2><tight_colon><mi=n2><tight_colon><s=n2>{_MERIDIEM}?",
    f"<h=n2><tight_colon><mi=n2>(?:{_MERIDIEM}|<oclock>(?!<n2>))?",
    "<h=n2><tight_colon><mi=n2>(?=<ish>)",
)
def colon_clock(found: Found, _setting: Setting) -> Node | None:
    if not _two_digits(found) or loose_letter(found):
        return None
    return clock(found, found.number("h"), found.number("mi"), found.number("s") if found.has("s") else 0)


@LEVEL.rule(
    f"<at>?<h=n2><tight_dot><mi=n2>{_MERIDIEM}", "<at>?<h=n2><tight_dot><mi=n2><oclock>", "<at><h=n2><tight_dot><mi=n2>"
)
def dotted_clock(found: Found, _setting: Setting) -> Node | None:
    if not _two_digits(found) or loose_letter(found) or digits_go_on(found):
        return None
    return clock(found, found.number("h"), found.number("mi"))


@LEVEL.rule("(?<!<on>)<h=n2><tight_dot><mi=n2>(?!<unit|counted|separator|and_half>)(?!<month>(?!<ordinal|n2>))")
def dotted_clock_alone(found: Found, setting: Setting) -> Node | None:
    """ "Maybe 6.30": minutes people round to, unless a day was asked for."""
    if not _two_digits(found) or found.number("mi") % 5 or digits_go_on(found):
        return None
    if "date" in setting.requested and "time" not in setting.requested:
        return None
    return clock(found, found.number("h"), found.number("mi")) if 1 <= found.number("h") < _MAX_HOUR else None


@LEVEL.rule("<h=n2><hours_short|hours_mark>(?!<from_day|ago|hence|after_day|before_day|n2>)")
def hours_as_clock(found: Found, setting: Setting) -> Node | None:
    """ "19hr" is a clock, "2 hr" a length unless a time was asked for."""
    said = found.number("h") > _NOON or "time" in setting.requested or found.before_is("at", "about")
    if not found.tight() or not said or found.before_is("in", "for_length", "ago_before", "within"):
        return None
    return clock(found, found.number("h"))


@LEVEL.rule("<h=n2><hours_mark><mi=n2>(?!<unit>)", "<h=n2><oclock><mi=n2>(?!<unit>)")
def hour_letter_clock(found: Found, _setting: Setting) -> Node | None:
    """19h30; "1h30" is a length unless "at" or its like comes before."""
    early = found.number("h") < _FIRST_HOUR_BOOKED
    if not _two_digits(found) or (early and not found.before_is("at", "about", "to", "from", "between")):
        return None
    return clock(found, found.number("h"), found.number("mi"))


@LEVEL.rule(f"<h=n3|n4>{_MERIDIEM}", "<h=n3|n4><oclock>", "<h=n4><hours_mark|hours_short|hours_word>")
def run_together_clock(found: Found, _setting: Setting) -> Node | None:
    return None if loose_letter(found) else clock(found, *divmod(found.number("h"), 100))


@LEVEL.rule("<d=date><iso_t><t=time><zulu>?")
def iso_moment(found: Found, _setting: Setting) -> Node | None:
    day, said = found.get("d", Day), found.get("t", Clock)
    return Moment(day, replace(said, open_half=False)) if day and said and found.tight() else None
