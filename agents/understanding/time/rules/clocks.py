"""Wall times in words: half past seven, quarter to eight, halb sieben, siete y media, sept heures et quart, noon."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from agents.understanding.time.grammar import Found, Level
from agents.understanding.time.nodes import Clock, Node, Nothing, Setting
from agents.understanding.time.parts import in_part
from agents.understanding.time.rules.shapes import clock, loose_letter

if TYPE_CHECKING:
    from agents.understanding.time.grammar import Token

LEVEL = Level()
HOUR = "<h=n2|number>"
_MERIDIEM = "(?:<dot>?(?:<am=am>|<pm=pm>|<either=either_half>))"
_HALF, _QUARTER, _HOUR = 30, 15, 60


def from_minutes(found: Found, hour: int, minutes: int) -> Clock | None:
    """The clock ``minutes`` after the hour (negative: before)."""
    carried = hour * _HOUR + minutes
    base = clock(found, hour)
    if base is None or not 1 <= hour <= 24:
        return None
    if base.open_half:
        carried = (carried - _HOUR) % (12 * _HOUR) + _HOUR
        return Clock(carried // _HOUR, carried % _HOUR, open_half=True)
    said = base.hour * _HOUR + minutes
    return Clock(said // _HOUR % 24, said % _HOUR)


def _minutes(found: Found) -> int:
    """Half, quarter, or a number of minutes named in the match."""
    groups = found.match.re.groupindex
    if "half" in groups and found.has("half"):
        return _HALF
    if "quarter" in groups and found.has("quarter"):
        return _QUARTER
    return found.number("mi")


@LEVEL.rule("<noonish>", "<noon>(?=<ish>)", "<noon>")
def noon(_found: Found, _setting: Setting) -> Node | None:
    return Clock(12)


@LEVEL.rule("<h=mid_part>")
def middle_of_part(found: Found, _setting: Setting) -> Node | None:
    return Clock(found.number("h"), about=True)


@LEVEL.rule("<midnight>")
def midnight(_found: Found, _setting: Setting) -> Node | None:
    return Clock(0, next_day=True)


@LEVEL.rule("<mi=n2|number><minute_unit>?<to_half|past_half>(?:<half_before>)<h=n2|number>")
def around_the_half(found: Found, _setting: Setting) -> Node | None:
    """German: fünf vor halb acht is 7:25, fünf nach halb acht 7:35."""
    later = any("past_half" in token.classes for token in found.matched)
    return from_minutes(found, found.number("h"), -_HALF + (_minutes(found) if later else -_minutes(found)))


_AMOUNT = "(?:<a>?(?:<half=half>|<quarter=quarter>)|(?:<mi=n2|number><minute_unit>?))"
_END = f"(?:<oclock>|{_MERIDIEM})?"


@LEVEL.rule(f"{_AMOUNT}<past>(?:{HOUR}{_END}|<t=time>)")
def minutes_past(found: Found, _setting: Setting) -> Node | None:
    return _shifted(found, _minutes(found))


@LEVEL.rule(f"{_AMOUNT}<to_hour>(?:{HOUR}{_END}|<t=time>)")
def minutes_to(found: Found, setting: Setting) -> Node | None:
    if _is_range(found) and "time" not in setting.requested:
        return None
    return _shifted(found, -_minutes(found))


def _is_range(found: Found) -> bool:
    """ "5 to 7" is a stretch from five to seven; "five to seven" too where "from" or a further time says so."""
    groups = found.match.re.groupindex
    amount = found.token("mi") if "mi" in groups else None
    if amount is None or not any({"to_hour", "to"} <= set(token.classes) for token in found.matched):
        return False
    before = found.before.classes if found.before else {}
    has_unit = any("minute_unit" in token.classes for token in found.matched)
    round_minutes = _minutes(found) % 5 == 0
    return not has_unit and ("from" in before or "digits" in amount.classes or not round_minutes or "at" not in before)


def _shifted(found: Found, minutes: int) -> Clock | None:
    if not 0 < abs(minutes) < _HOUR or loose_letter(found):
        return None
    if found.has("h"):
        return from_minutes(found, found.number("h"), minutes)
    base = found["t"]
    if not isinstance(base, Clock) or base.minute:
        return None
    total = (base.hour * _HOUR + minutes) % (24 * _HOUR)
    if base.open_half:
        return from_minutes(found_without(found), base.hour, minutes) if base.hour else None
    return replace(base, hour=total // _HOUR, minute=total % _HOUR)


def found_without(found: Found) -> Found:
    return found


@LEVEL.rule(
    f"<half_of=half_before>{HOUR}<oclock>?",
    f"<quarter_of=quarter_before>{HOUR}<oclock>?",
    f"<three_of=three_quarters_before>{HOUR}<oclock>?",
)
def before_the_hour(found: Found, _setting: Setting) -> Node | None:
    """German: halb sieben is 6:30, viertel sieben 6:15, dreiviertel sieben 6:45."""
    groups = found.match.re.groupindex
    minutes = -30 if "half_of" in groups else -45 if "quarter_of" in groups else -15
    return from_minutes(found, found.number("h"), minutes)


@LEVEL.rule(f"<half_bare>{HOUR}{_END}")
def british_half(found: Found, _setting: Setting) -> Node | None:
    """ "Half seven" is half past seven (only numbers up to twelve, and never half of something counted)."""
    if not 1 <= found.number("h") <= 12 or _counts(found.after) or loose_letter(found):
        return None
    return from_minutes(found, found.number("h"), _HALF)


_PLUS = "(?:<and_minutes>(?:<a>?(?:<half=half>|<quarter=quarter>)|<mi=n2|number><minute_unit>?)|<half_after=half_after>|<quarter_after=quarter_after>)"
_LESS = "<less><a|the>?(?:<quarter=quarter>|<mi=n2|number><minute_unit>?)"


@LEVEL.rule(f"{HOUR}<oclock>?{_PLUS}", f"<t=time>{_PLUS}")
def hour_and_minutes(found: Found, _setting: Setting) -> Node | None:
    """Romance: las siete y media, sept heures et quart, le sette e mezza, sete e meia."""
    return _hour_first(found, _extra(found))


def _extra(found: Found) -> int:
    groups = found.match.re.groupindex
    if "half_after" in groups and found.has("half_after"):
        return _HALF
    if "quarter_after" in groups and found.has("quarter_after"):
        return _QUARTER
    return _minutes(found)


@LEVEL.rule(f"{HOUR}<oclock>?{_LESS}", f"<t=time>{_LESS}")
def hour_less_minutes(found: Found, _setting: Setting) -> Node | None:
    return _hour_first(found, -_minutes(found))


def _hour_first(found: Found, minutes: int) -> Clock | None:
    if "h" in found.match.re.groupindex:
        named = any(
            {"oclock", "half", "quarter", "half_after", "quarter_after", "less"} & set(token.classes)
            for token in found.matched
        )
        before = found.before.classes if found.before else {}
        if not (named or "at" in before or "about" in before) or _counts(found.after):
            return None
        return from_minutes(found, found.number("h"), minutes)
    base = found["t"]
    if not isinstance(base, Clock) or base.minute or _counts(found.after):
        return None
    if base.open_half:
        carried = (base.hour * _HOUR + minutes - _HOUR) % (12 * _HOUR) + _HOUR
        return replace(base, hour=carried // _HOUR, minute=carried % _HOUR)
    total = (base.hour * _HOUR + minutes) % (24 * _HOUR)
    return replace(base, hour=total // _HOUR, minute=total % _HOUR)


@LEVEL.rule(f"<h=n2|number>{_MERIDIEM}")
def hour_with_half(found: Found, _setting: Setting) -> Node | None:
    return None if loose_letter(found) else clock(found, found.number("h"))


@LEVEL.rule(f"<h=n2|number><tight_dash>?<mi=n2|number>{_MERIDIEM}")
def spoken_minutes_with_half(found: Found, _setting: Setting) -> Node | None:
    return None if loose_letter(found) else clock(found, found.number("h"), found.number("mi"))


@LEVEL.rule("<h=n2|number><oclock><mi=number>(?!<unit|counted>)", "<h=n2|number><oclock>(?:<am=am>|<pm=pm>)?")
def oclock(found: Found, _setting: Setting) -> Node | None:
    """With "heures" or "horas" a mere number of hours is a length where nothing says it is a clock."""
    before = found.before.classes if found.before else {}
    word = next(token for token in found.matched if "oclock" in token.classes)
    if (
        "unit" in word.classes
        and {"for_length", "in", "ago_before", "within"} & set(before)
        and not _clearly_clock(found, before)
    ):
        return None
    minute = found.number("mi") if "mi" in found.match.re.groupindex else 0
    return clock(found, found.number("h"), minute)


def _clearly_clock(found: Found, before: dict[str, object]) -> bool:
    marked = any(token.key in {"h", "uhr"} for token in found.matched)
    return ("at" in before or marked) and not {"in", "ago_before"} & set(before) and found.number("h") > 4


@LEVEL.rule("<h=n2|number>(?=<ish>)")
def ish(found: Found, _setting: Setting) -> Node | None:
    """Eleven-ish is eleven in the evening of nobody: a bare late morning hour is taken as said."""
    made = clock(found, found.number("h"))
    return replace(made, about=True) if made else None


@LEVEL.rule("<t=time><ish>")
def trailing_ish(found: Found, _setting: Setting) -> Node | None:
    base = found["t"]
    return replace(base, about=True) if isinstance(base, Clock) else None


@LEVEL.rule(
    "(?<=<at>)<h=number|n2>(?:<oh>)?<mi=number>(?:<minute_unit>)?(?!<unit|counted>)",
    "(?<=<about>)<h=number|n2>(?:<oh>)?<mi=number>(?!<unit|counted>)",
    "<h=number><tight_dash>?<mi=number>(?!<unit|counted|number|month|ordinal|doubtful_month>)",
)
def spoken_minutes(found: Found, _setting: Setting) -> Node | None:
    """ "Six forty-three", "two thirty"; without "at" only minutes people round to."""
    minute = found.number("mi")
    before = found.before.classes if found.before else {}
    if not (10 <= minute < _HOUR or any("oh" in token.classes for token in found.matched)):
        return None
    if not {"at", "about"} & set(before) and (
        minute % 5 or {"of", "for_people", "month", "doubtful_month", "date"} & set(before)
    ):
        return None
    if _counts(found.after):
        return None
    return clock(found, found.number("h"), minute) if 1 <= found.number("h") <= 23 else None


@LEVEL.rule("(?<=<at>)<h=n3|n4>(?!<unit|counted>)", "(?<=<about>)<h=n4|n3>(?!<unit|counted>)")
def run_together_after_at(found: Found, _setting: Setting) -> Node | None:
    year_like = 1900 <= found.number("h") <= 2099 and found.before is not None and "about" in found.before.classes
    return None if year_like else clock(found, *divmod(found.number("h"), 100))


@LEVEL.rule("<t=time>(?:<comma>?<in|at>?<the>?<early|late>?<p=part_word|part_of_clock>)")
def clock_in_part(found: Found, _setting: Setting) -> Node | None:
    base = found["t"]
    return in_part(base, str(found["p"])) if isinstance(base, Clock) else None


@LEVEL.rule(
    "<in>?<the>?(?<!<this|next|last|every|day_word|weekday|short_weekday|day_or_part>)<p=part_word|part_of_clock><comma>?<at|about>?<t=time>(?!<date>)"
)
def part_then_clock(found: Found, _setting: Setting) -> Node | None:
    base = found["t"]
    return in_part(base, str(found["p"])) if isinstance(base, Clock) and base.open_half else None


@LEVEL.rule(
    "(?<!<on_date>)<h=n2|number><in|at>?<the>?<early|late>?<p=part_of_clock>",
    "<h=n2|number><in><the><early|late>?<p=part_word>",
)
def hour_in_part(found: Found, _setting: Setting) -> Node | None:
    if _decimal(found):
        return None
    made = clock(found, found.number("h"))
    return in_part(made, str(found["p"])) if made else None


def _decimal(found: Found) -> bool:
    return found.before is not None and "separator" in found.before.classes


@LEVEL.rule(
    "(?<=<at>)<h=n2|number>(?!<tight_slash|tight_dash|unit|counted|number|n2|ordinal|month|weekday_name|tight_dot|percent>)"
)
def bare_hour_after_at(found: Found, _setting: Setting) -> Node | None:
    made = clock(found, found.number("h"))
    if made is None or _counts(found.after):
        return None
    return replace(made, bare=True)


@LEVEL.rule(
    "(?<=<about>)<h=number>(?=$|<comma|dot|question|for|on|weekday|day_word|tonight|please>)",
    "(?<=<about>)<h=n2>(?!<tight_slash|tight_dash|unit|counted|number|n2|ordinal|month|tight_dot>)",
)
def bare_hour_about(found: Found, _setting: Setting) -> Node | None:
    made = clock(found, found.number("h"))
    return replace(made, bare=True, about=True) if made and not _counts(found.after) else None


@LEVEL.rule("<about><t=time>(?!<on>)")
def about(found: Found, _setting: Setting) -> Node | None:
    """ "Around 1pm": the word belongs to the expression."""
    base = found["t"]
    if not isinstance(base, Clock) or base.bare:
        return None
    return replace(base, about=True)


@LEVEL.rule(
    "(?<=<time><or>)<h=n2|number>(?!<unit|counted|tight_dot|tight_slash>)",
    "(?<=<time><comma>)<h=n2|number>(?=<or><time>)",
)
def or_another_hour(found: Found, _setting: Setting) -> Node | None:
    """At 7 or 8."""
    made = clock(found, found.number("h"))
    return _like(made, found.tokens[found.first - 2].classes.get("time"))


@LEVEL.rule("<h=n2|number>(?=<or><time>)")
def hour_or_a_time(found: Found, _setting: Setting) -> Node | None:
    """7 or 8 pm."""
    before = found.before.classes if found.before else {}
    if {"for", "separator", "of"} & set(before):
        return None
    made = clock(found, found.number("h"))
    return _like(made, found.tokens[found.match.end() + 1].classes.get("time"))


def _like(made: Clock | None, other: object) -> Clock | None:
    if made is None or not isinstance(other, Clock) or other.open_half or not made.open_half:
        return made
    return made.at(made.hour % 12 + (12 if other.hour >= 12 else 0))


def _counts(token: Token | None) -> bool:
    return token is not None and bool({"counted", "unit"} & set(token.classes))


__all__ = ["LEVEL", "Nothing"]
