"""Wall times in words: half past seven, quarter to eight, halb sieben, siete y media, sept heures et quart, noon."""

from __future__ import annotations

from agents.understanding.time.grammar import Found, Level
from agents.understanding.time.nodes import Clock, Node, Setting
from agents.understanding.time.rules.digital import clock, loose_letter

LEVEL = Level()
MERIDIEM = "(?:<dot>?(?:<am=am>|<pm=pm>|<either=either_half>))"
_HOUR = "<h=n2|number>"
_AMOUNT = "(?:<a>?(?:<half=half>|<quarter=quarter>)|(?:<mi=n2|number><minute_unit>?))"
_END = f"(?:<oclock>|{MERIDIEM})?"
_PLUS = (
    "(?:<and_minutes>(?:<a>?(?:<half=half>|<quarter=quarter>)|<mi=n2|number><minute_unit>?)"
    "|<half_after=half_after>|<quarter_after=quarter_after>)"
)
_LESS = "<less><a|the>?(?:<quarter=quarter>|<mi=n2|number><minute_unit>?)"
_MINUTES_OF_AN_HOUR = 60
_FACE = 12
_LENGTH_BELOW = 5
_BEFORE_A_CLOCK = ("at", "about", "between", "from", "to", "and", "or", "after", "before", "until", "since", "date")


def _minutes(found: Found) -> int:
    """Half, quarter, or the number of minutes the match names."""
    if found.has("half") or found.has("half_after"):
        return 30
    if found.has("quarter") or found.has("quarter_after"):
        return 15
    return found.number("mi")


def shifted(found: Found, minutes: int) -> Clock | None:
    """The hour or clock the match names, moved by minutes."""
    base = clock(found, found.number("h")) if found.has("h") else found.get("t", Clock)
    if base is None or base.minute or abs(minutes) >= _MINUTES_OF_AN_HOUR or (found.has("h") and not base.hour):
        return None
    if minutes == 1 and not found.holds("minute_unit"):
        return None  # "uno alle 10:00 e uno alle 11:00"
    return base.moved(minutes)


@LEVEL.rule("<noonish>", "<noon>")
def noon(_found: Found, _setting: Setting) -> Node | None:
    return Clock(_FACE)


@LEVEL.rule("<h=mid_part>")
def middle_of_part(found: Found, _setting: Setting) -> Node | None:
    return Clock(found.number("h"), about=True)


@LEVEL.rule("<midnight>")
def midnight(_found: Found, _setting: Setting) -> Node | None:
    return Clock(0, next_day=True)


@LEVEL.rule("<mi=n2|number><minute_unit>?<to_half|past_half><half_before><h=n2|number>")
def around_the_half(found: Found, _setting: Setting) -> Node | None:
    """German: fünf vor halb acht is 7:25, fünf nach halb acht 7:35."""
    return shifted(found, -30 + (_minutes(found) if found.holds("past_half") else -_minutes(found)))


@LEVEL.rule(f"{_AMOUNT}<past>(?:{_HOUR}{_END}|<t=time>)")
def minutes_past(found: Found, _setting: Setting) -> Node | None:
    return None if loose_letter(found) else shifted(found, _minutes(found))


@LEVEL.rule(f"{_AMOUNT}<to_hour>(?:{_HOUR}{_END}|<t=time>)")
def minutes_to(found: Found, setting: Setting) -> Node | None:
    is_odd = found.token("mi") is not None and found.number("mi") % 5 and not found.holds("minute_unit")
    if is_odd or loose_letter(found) or _is_range(found, asked="time" in setting.requested):
        return None  # "a pair of 22 inch"
    return shifted(found, -_minutes(found))


def _is_range(found: Found, *, asked: bool) -> bool:
    """Whether "5 to 7" is a stretch: so it is unless "at" or "minutes" is said, or the words stand alone."""
    amount = found.token("mi")
    if amount is None or not any({"to_hour", "to"} <= token.classes.keys() for token in found.matched):
        return False
    if found.holds("minute_unit"):
        return False
    words = "digits" not in amount.classes
    alone = words and (asked or len(found.matched) == len(found.tokens))
    return bool(found.number("mi") % 5) or not (found.before_is("at") or alone or _runs_down(found, spoken=words))


def _runs_down(found: Found, *, spoken: bool) -> bool:
    """ "Twenty to eight" can be no stretch; "10 to 6" in digits is one, overnight or through the day."""
    if found.before_is("from", "between", "for") or not found.has("h"):
        return False
    least = found.number("h") if spoken else _FACE
    return found.number("mi") > least >= found.number("h")


@LEVEL.rule(
    f"<half_of=half_before>{_HOUR}<oclock>?",
    f"<quarter_of=quarter_before>{_HOUR}<oclock>?",
    f"<three_of=three_quarters_before>{_HOUR}<oclock>?",
)
def before_the_hour(found: Found, _setting: Setting) -> Node | None:
    """German: halb sieben is 6:30, viertel sieben 6:15, dreiviertel sieben 6:45."""
    return shifted(found, -30 if found.has("half_of") else -45 if found.has("quarter_of") else -15)


@LEVEL.rule(f"<half_bare>{_HOUR}{_END}")
def british_half(found: Found, _setting: Setting) -> Node | None:
    """ "Half seven" is half past seven (only numbers up to twelve, and never half of something counted)."""
    if not 1 <= found.number("h") <= _FACE or found.after_is("counted", "unit") or loose_letter(found):
        return None
    return shifted(found, 30)


@LEVEL.rule(f"{_HOUR}<oclock>?{_PLUS}", f"<t=time>{_PLUS}")
def hour_and_minutes(found: Found, _setting: Setting) -> Node | None:
    """Romance: las siete y media, sept heures et quart, le sette e mezza, sete e meia; not "a las 9:00 y un corte"."""
    amount = found.token("mi")
    if amount is not None and "a" in amount.classes:
        return None
    return shifted(found, _minutes(found)) if _hour_is_meant(found) else None


@LEVEL.rule(f"{_HOUR}<oclock>?{_LESS}", f"<t=time>{_LESS}")
def hour_less_minutes(found: Found, _setting: Setting) -> Node | None:
    return shifted(found, -_minutes(found)) if _hour_is_meant(found) else None


def _hour_is_meant(found: Found) -> bool:
    """Two numbers joined by "and" are a clock only where a word of clocks or "at" says so."""
    if found.after_is("counted", "unit") or _is_length(found):
        return False
    named = found.holds("oclock", "half", "quarter", "half_after", "quarter_after", "less")
    return found.has("t") or named or found.before_is("at", "about")


@LEVEL.rule(f"<h=n2|number>{MERIDIEM}")
def hour_with_half(found: Found, _setting: Setting) -> Node | None:
    return None if loose_letter(found) else clock(found, found.number("h"))


@LEVEL.rule(f"<h=n2|number><tight_dash>?<mi=n2|number>{MERIDIEM}")
def spoken_minutes_with_half(found: Found, _setting: Setting) -> Node | None:
    return None if loose_letter(found) else clock(found, found.number("h"), found.number("mi"))


@LEVEL.rule("<h=n2|number><oclock>(?!<a>)<mi=number>(?!<unit|counted>)", "<h=n2|number><oclock>(?:<am=am>|<pm=pm>)?")
def oclock(found: Found, _setting: Setting) -> Node | None:
    """With "heures" or "horas" a mere number of hours is a length where nothing says it is a clock."""
    if _is_length(found):
        return None
    return clock(found, found.number("h"), found.number("mi") if found.has("mi") else 0)


def _is_length(found: Found) -> bool:
    words = [token for token in found.matched if {"unit", "oclock"} <= token.classes.keys()]
    if not words or found.before_is("in", "ago_before", "within"):
        return bool(words)
    short = found.has("h") and found.number("h") < _LENGTH_BELOW
    if short and words[0].key != "h" and not found.before_is(*_BEFORE_A_CLOCK):
        return True
    clearly = found.before_is("at") or any(token.key == "h" for token in found.matched)
    return found.before_is("for_length") and not (clearly and found.number("h") >= _LENGTH_BELOW)
