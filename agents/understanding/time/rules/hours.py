"""Bare hours that their company makes wall times: at 7, around 8, 11ish, 7 in the evening, 7 or 8 pm."""

from __future__ import annotations

from dataclasses import replace

from agents.understanding.time.grammar import Found, Level
from agents.understanding.time.nodes import Clock, Node, Setting
from agents.understanding.time.parts import in_part
from agents.understanding.time.rules.digital import clock

LEVEL = Level()
_PART = "<p=part_word|part_of_clock>"
_GOES_ON = "tight_slash|tight_dash|tight_dot|unit|counted|number|n2|ordinal|month"
_OWN_DAY = "this|next|last|every|day_word|weekday|short_weekday|day_or_part"
_YEARS = range(1900, 2100)
_NOON = 12


@LEVEL.rule("<h=n2|number>(?=<ish>)")
def ish(found: Found, _setting: Setting) -> Node | None:
    made = clock(found, found.number("h"))
    return replace(made, about=True) if made else None


@LEVEL.rule("<t=time><ish>")
def trailing_ish(found: Found, _setting: Setting) -> Node | None:
    base = found.get("t", Clock)
    return replace(base, about=True) if base else None


@LEVEL.rule(
    "(?<=<at>)<h=number|n2><oh>?<mi=number><minute_unit>?(?!<unit|counted>)",
    "(?<=<about>)<h=number|n2><oh>?<mi=number>(?!<unit|counted>)",
    "<h=number><tight_dash>?<mi=number>(?!<unit|counted|number|ordinal>)(?!<month|doubtful_month>(?!<ordinal|n2>))",
)
def spoken_minutes(found: Found, _setting: Setting) -> Node | None:
    """ "Six forty-three", "two thirty"; without "at" only minutes people round to."""
    minute = found.number("mi")
    if not (10 <= minute < 60 or found.holds("oh")) or not 1 <= found.number("h") <= 23:
        return None
    rounded = minute % 5 == 0 and not (found.before_is("of", "month", "doubtful_month", "date") and _is_year(found))
    return clock(found, found.number("h"), minute) if rounded or found.before_is("at", "about") else None


def _is_year(found: Found) -> bool:
    """After a month "twenty fifteen" is a year, after a day and a month "three thirty" an hour."""
    dated = found.first >= 2 and not {"n2", "ordinal", "number"}.isdisjoint(found.tokens[found.first - 2].classes)
    return found.number("h") > _NOON or not dated


@LEVEL.rule("(?<=<at|about>)<h=n3|n4>(?!<unit|counted>)")
def run_together_after_at(found: Found, _setting: Setting) -> Node | None:
    """At 1930; "about 2019" is a year."""
    if found.number("h") in _YEARS and found.before_is("about"):
        return None
    return clock(found, *divmod(found.number("h"), 100))


@LEVEL.rule(f"<t=time><comma>?<in|at>?<the>?<early|late>?{_PART}")
def clock_in_part(found: Found, _setting: Setting) -> Node | None:
    base = found.get("t", Clock)
    return in_part(base, str(found["p"])) if base else None


@LEVEL.rule(
    "(?<!<on_date>)<h=n2|number><in|at>?<the>?<early|late>?<p=part_of_clock>",
    "<h=n2|number><in><the><early|late>?<p=part_word>",
    "<h=n2|number><at><p=part_word>",
)
def hour_in_part(found: Found, _setting: Setting) -> Node | None:
    """8 in the evening; the decimals of "37.1 in the morning" are no hour, nor is the article of "une soirée"."""
    made = None if found.before_is("separator") or _is_article(found) else clock(found, found.number("h"))
    return in_part(made, str(found["p"])) if made else None


def _is_article(found: Found) -> bool:
    """Whether "one" in letters stands before the part's own noun and nothing else."""
    part = found.matched[-1]
    is_noun = len(found.matched) == 2 and " " not in found.text[part.start : part.end]
    return is_noun and found.number("h") == 1 and "number" in found.classes("h")


@LEVEL.rule("<h=n2|number>(?=<or><time>)")
def hour_or_a_time(found: Found, _setting: Setting) -> Node | None:
    """7 or 8 pm."""
    if found.before_is("for", "separator", "of"):
        return None
    return _like(clock(found, found.number("h")), found.tokens[found.match.end() + 1].classes.get("time"))


@LEVEL.rule(f"(?<=<at>)<h=n2|number>(?!<{_GOES_ON}>)")
def bare_hour_after_at(found: Found, _setting: Setting) -> Node | None:
    if found.number("h") == 1 and "number" in found.classes("h") and _names_a_thing(found):
        return None
    made = clock(found, found.number("h"))
    return replace(made, bare=True) if made else None


def _names_a_thing(found: Found) -> bool:
    """ "At one big table": a plain word follows."""
    return found.after is not None and not found.after.classes


@LEVEL.rule("(?<=<hours_article>)(?<!<to><hours_article>)<h=n2|number>(?=$|<comma|dot|question|for|date>)")
def hour_with_its_article(found: Found, _setting: Setting) -> Node | None:
    """Spanish "las nueve", Italian "le 9"."""
    return clock(found, found.number("h"))


@LEVEL.rule(
    "(?<=<about>)<h=number>(?=$|<comma|dot|question|for|on|weekday|day_word|tonight|please>)",
    f"(?<=<about>)<h=n2>(?!<{_GOES_ON}>)",
)
def bare_hour_about(found: Found, setting: Setting) -> Node | None:
    """ "About 2" answers how many as well as when: it is a time unless people were asked for."""
    made = clock(found, found.number("h"))
    only_people = "people" in setting.requested and "time" not in setting.requested
    return replace(made, bare=True, about=True) if made and not only_people else None


@LEVEL.rule(f"<in>?<the>?(?<!<{_OWN_DAY}>){_PART}<comma>?<at|about>?<t=time>(?!<date>)")
def part_then_clock(found: Found, _setting: Setting) -> Node | None:
    base = found.get("t", Clock)
    return in_part(base, str(found["p"])) if base and base.open_half else None


@LEVEL.rule(f"<in|at>?<the>?(?<!<{_OWN_DAY}>){_PART}<comma>?<at|about>?<h=n2>(?!<{_GOES_ON}|to|dash|colon>)")
def part_then_hour(found: Found, _setting: Setting) -> Node | None:
    """ "Evening 6", "in the morning, 9"."""
    made = clock(found, found.number("h"))
    return in_part(made, str(found["p"])) if made else None


@LEVEL.rule("<about><t=time>(?!<on>)")
def about(found: Found, _setting: Setting) -> Node | None:
    """ "Around 1pm": the word belongs to the expression; "around 7" leaves it out, as people mark it."""
    base = found.get("t", Clock)
    return replace(base, about=True) if base and not base.bare else None


@LEVEL.rule(
    "(?<=<time><or>)<h=n2|number>(?!<unit|counted|tight_dot|tight_slash>)",
    "(?<=<time><comma>)<h=n2|number>(?=<or><time>)",
)
def or_another_hour(found: Found, _setting: Setting) -> Node | None:
    """At 7 or 8."""
    return _like(clock(found, found.number("h")), found.tokens[found.first - 2].classes.get("time"))


def _like(made: Clock | None, other: object) -> Clock | None:
    """In the half of the day the other time is settled in."""
    if made is None or not isinstance(other, Clock) or other.open_half or not made.open_half:
        return made
    return made.at(made.hour % 12 + (12 if other.hour >= 12 else 0))
