"""Repetitions: every day, on Mondays, each two weeks, daily at 6."""

from __future__ import annotations

from dataclasses import replace

from agents.understanding.time.grammar import Found, Level
from agents.understanding.time.mention import Recurrence
from agents.understanding.time.nodes import Clock, Node, Repeat, Setting

WORDS = Level()
LEVEL = Level()


def _every(found: Found, unit: str, *weekdays: int) -> Repeat:
    return Repeat(Recurrence(2 if found.holds("every_other") else 1, unit, weekdays))


@WORDS.rule(
    "<every|every_other><w=weekday|short_weekday|weekdays>",
    "<w=weekdays>(?!<hence|later>)<part_word|part_words>?",
    "<w=weekday><part_words>",
)
def every_weekday(found: Found, _setting: Setting) -> Node | None:
    return _every(found, "week", found.number("w"))


@WORDS.rule("<every|every_other><u=unit>", "<every><u=weekend>", "<u=weekly>")
def every_unit(found: Found, _setting: Setting) -> Node | None:
    return _every(found, "weekend" if found.holds("weekend") else str(found["u"]))


@WORDS.rule("<every_day>", "<every><part_word>", "(?<!<n2|number|few|a>)<part_words>")
def every_day(found: Found, _setting: Setting) -> Node | None:
    return _every(found, "day")


@WORDS.rule("<every><n=n2|number|ordinal><u=unit>")
def every_few_units(found: Found, _setting: Setting) -> Node | None:
    return Repeat(Recurrence(found.number("n"), str(found["u"])))


@WORDS.rule("<n=n2|number><in><m=n2|number><u=unit>")
def from_so_many_to_as_many(found: Found, _setting: Setting) -> Node | None:
    """ "De seis em seis meses", "de dos en dos semanas"."""
    number = found.number("n")
    return Repeat(Recurrence(number, str(found["u"]))) if number == found.number("m") else None


@LEVEL.rule("<s=set><comma>?<at|about>?<t=time>", "<t=time><comma>?<s=set>")
def at_a_time(found: Found, _setting: Setting) -> Node | None:
    repeat, said = found.get("s", Repeat), found.get("t", Clock)
    return Repeat(replace(repeat.value, at=said.times[0])) if repeat and said else None
