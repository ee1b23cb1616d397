"""Repetitions: every day, on Mondays, each two weeks, daily at 6."""

from __future__ import annotations

from datetime import time

from agents.understanding.time.grammar import Found, Level
from agents.understanding.time.mention import Recurrence
from agents.understanding.time.nodes import Clock, Day, Length, Node, Repeat, Setting

WORDS = Level()
LEVEL = Level()


@WORDS.rule(
    "<every><w=weekday|short_weekday|weekdays>",
    "<every_other><w=weekday|short_weekday>",
    "<w=weekdays>(?!<hence>)(?:<p=part_word|part_words>)?",
)
def every_weekday(found: Found, _setting: Setting) -> Node | None:
    interval = 2 if "every_other" in found.matched[0].classes else 1
    return Repeat(Recurrence(interval, "week", (found.number("w"),)))


@WORDS.rule("<every><u=unit>", "<every_other><u=unit>", "<every_day>", "<f=weekly>", "<every><weekend>")
def every_unit(found: Found, _setting: Setting) -> Node | None:
    interval = 2 if "every_other" in found.matched[0].classes else 1
    groups = found.match.re.groupindex
    if (
        found.matched[0].key == "any"
        and "week" not in str(found.matched[-1].key)
        and "day" not in str(found.matched[-1].key)
    ):
        return Repeat(Recurrence(interval, str(found["u"]) if "u" in groups else "day"))
    unit = (
        str(found["u"])
        if "u" in groups
        else str(found["f"])
        if "f" in groups
        else "weekend"
        if len(found.matched) > 1
        else "day"
    )
    return Repeat(Recurrence(interval, unit))


@WORDS.rule("<every><n=n2|number|ordinal><u=unit>")
def every_few_units(found: Found, _setting: Setting) -> Node | None:
    return Repeat(Recurrence(found.number("n"), str(found["u"])))


@WORDS.rule("<every><p=part_word>", "<w=weekday><p=part_words>", "<p=part_words>")
def every_part(found: Found, _setting: Setting) -> Node | None:
    weekday = found["w"] if "w" in found.match.re.groupindex else None
    return Repeat(Recurrence(1, "week" if weekday else "day", (weekday,) if isinstance(weekday, int) else ()))


@LEVEL.rule("<s=set><comma>?<at|about>?<t=time>", "<t=time><comma>?<s=set>")
def at_a_time(found: Found, _setting: Setting) -> Node | None:
    repeat, said = found["s"], found["t"]
    if not isinstance(repeat, Repeat) or not isinstance(said, Clock):
        return None
    at: time = said.times[0]
    return Repeat(Recurrence(repeat.value.interval, repeat.value.unit, repeat.value.weekdays, at))


__all__ = ["LEVEL", "WORDS", "Day", "Length"]
