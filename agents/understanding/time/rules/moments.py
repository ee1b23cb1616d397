"""A day together with a time: tomorrow at 7, 8am this morning, Friday evening, tonight around 3."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from agents.understanding.time.grammar import Found, Level
from agents.understanding.time.nodes import Clock, Clocks, Day, MinutePast, Moment, Moments, Node, Setting
from agents.understanding.time.parts import MEALS, PARTS, in_part
from agents.understanding.time.rules.days import day_of_month, number_of_month
from agents.understanding.time.rules.shapes import clock

LEVEL = Level()
REQUESTED = Level()
_JOIN = "<at|comma|on|for|dash|about|in|from_day>"
_NOT_AFTER = "(?!<unit|counted|month|doubtful_month|tight_slash|tight_dot|colon|ordinal|of|tight_dash|number|percent>)"


def part_of(day: Day, name: str) -> Moments:
    start, end = PARTS[name]
    return Moments(day, Clocks(Clock(start.hour, start.minute), Clock(end.hour, end.minute)), name)


@LEVEL.rule("<a=date><comma><b=date>", "<a=date><b=date>", "<a=date><open><b=date>")
def the_same_day_twice(found: Found, setting: Setting) -> Node | None:
    """ "Tomorrow, 13/04/21", "Friday the 5th of May": the fuller naming holds where they agree or the first is looser."""
    first, second = found["a"], found["b"]
    if not isinstance(first, Day) or not isinstance(second, Day) or second.best is None or first.best is None:
        return None
    if first.options[0] in second.options:
        return second
    if first.relative and second.monthday:
        return second
    return None


@LEVEL.rule("<x=tonight>")
def tonight(found: Found, setting: Setting) -> Node | None:
    said = str(found["x"])
    later, name = (1, said.removeprefix("1 ")) if said.startswith("1 ") else (0, said)
    return part_of(Day.on(setting.today + timedelta(days=later), relative=True), name)


@LEVEL.rule("<early|late>?<rel=this|last|next><p=part_word>", "<early|late>?<p=part_word><rel=last|next>")
def relative_part(found: Found, setting: Setting) -> Node | None:
    token = found.token("rel")
    classes = token.classes if token else {}
    step = -1 if "last" in classes else 1 if "next" in classes else 0
    return part_of(Day.on(setting.today + timedelta(days=step), relative=True), str(found["p"]))


@LEVEL.rule("<d=date><comma>?<in|at|on|for|of>?<the>?<early|late>?<p=part_word>(?!<time>)", "<p=part_word><of|on|comma>?<the>?<d=date>",
            "<at|in|for><the>?<early|late>?<p=part_word><comma>?<on>?<d=date>", "<d=date><p=am|pm|day_or_part>")  # fmt: skip
def day_and_part(found: Found, _setting: Setting) -> Node | None:
    day = found["d"]
    if not isinstance(day, Day):
        return None
    token = found.token("p")
    name = str(found["p"])
    if name in MEALS:
        return None
    if token is not None and "day_or_part" in token.classes:
        name = "morning"
    if token is not None and {"am", "pm"} & set(token.classes):
        name = "morning" if "am" in token.classes else "afternoon"
        if token.end - token.start == 1:
            return None
    return part_of(day, name)


@LEVEL.rule(
    "<m=moments><comma>?<at|about|for>?<t=time>",
    f"<m=moments><comma>?<at|about|comma>{{0,2}}<t=n2|number>{_NOT_AFTER}",
)
def part_then_time(found: Found, setting: Setting) -> Node | None:
    return _in_named_part(found, setting)


@LEVEL.rule(
    "<t=time><comma|dash>?<in|on>?<m=moments>",
    "<t=n2|number><comma><m=moments>",
    "(?:^|(?<=<at|about|or|comma>))<t=n2|number><m=moments>",
)
def time_then_part(found: Found, setting: Setting) -> Node | None:
    before = found.before.classes if found.before else {}
    token = found.token("t")
    bare = token is not None and "time" not in token.classes
    if bare and {"separator", "colon", "for", "of"} & set(before):
        return None
    return _in_named_part(found, setting)


def _in_named_part(found: Found, setting: Setting) -> Moment | None:
    """The clock in the half of the day the part picks; hours after midnight of a night belong to the day after."""
    named, said = found["m"], found["t"]
    if not isinstance(named, Moments) or not named.name:
        return None
    made = said if isinstance(said, Clock) else _bare(said)
    if made is None:
        return None
    settled = in_part(made, named.name)
    if named.name in {"night"} and made.hour < 5 and not made.next_day:
        return _small_hours(named.day, settled, setting)
    return Moment(named.day, settled)


def _small_hours(day: Day, settled: Clock, setting: Setting) -> Moment:
    """Tonight at 2am: the coming 2am; the same date's 2am is the weaker reading unless it is still ahead."""
    if day.best is None:
        return Moment(day, settled)
    after = day.best + timedelta(days=1)
    small = replace(settled, next_day=False)
    said = small.times[0]
    if day.best == setting.today and setting.now.time() < said:
        return Moment(replace(day, options=(day.best,), weaker=(after,)), small)
    return Moment(replace(day, options=(after,), weaker=(day.best,)), small)


def _bare(value: object) -> Clock | None:
    if not isinstance(value, int) or not 0 <= value <= 24:
        return None
    return Clock(value, open_half=1 <= value <= 12)


@LEVEL.rule(
    "<about>?<d=date><comma|dash>?(?:<at|on|for|about|in|comma>{0,2})<t=time><about>?",
    f"<t=time>{_JOIN}{{0,2}}<the>?<d=date>",
)
def day_and_time(found: Found, _setting: Setting) -> Node | None:
    day, said = found["d"], found["t"]
    if not isinstance(day, Day) or not isinstance(said, Clock):
        return None
    return Moment(day, said)


@LEVEL.rule(
    f"<d=date><comma>?<at|about>{{1,2}}<t=n2|number>{_NOT_AFTER}",
    f"<d=date><comma>?<t=n2>{_NOT_AFTER}(?!<dash|to|a|and>)",
)
def day_and_bare_hour(found: Found, _setting: Setting) -> Node | None:
    day, made = found["d"], _bare(found["t"])
    if not isinstance(day, Day) or made is None or made.hour == 0:
        return None
    return Moment(day, made)


@LEVEL.rule(f"<d=date><comma>?<at|about>?<t=n4|n3>{_NOT_AFTER}")
def day_and_run_together_clock(found: Found, _setting: Setting) -> Node | None:
    day = found["d"]
    made = clock(found, *divmod(found.number("t"), 100)) if isinstance(day, Day) else None
    return Moment(day, made) if isinstance(day, Day) and made else None


@LEVEL.rule("<d=date><comma>?<in>?<c=times>", "<c=times><on|of|comma|in>?<the>?<d=date>")
def day_and_times(found: Found, _setting: Setting) -> Node | None:
    day, clocks = found["d"], found["c"]
    return Moments(day, clocks) if isinstance(day, Day) and isinstance(clocks, Clocks) else None


@LEVEL.rule("<m=moments><comma>?<c=times>", "<c=times><comma>?<m=moments>")
def part_and_times(found: Found, _setting: Setting) -> Node | None:
    named, clocks = found["m"], found["c"]
    if not isinstance(named, Moments) or not isinstance(clocks, Clocks) or not named.name:
        return None
    start = in_part(clocks.start, named.name) if clocks.start else None
    end = in_part(clocks.end, named.name) if clocks.end else None
    return Moments(named.day, Clocks(start, end))


@LEVEL.rule(
    "<in|at|for><the>?<early|late>?<p=part_word|part_of_clock>",
    "<early|late>?<in>?<the>?<p=part_word>",
    "<at|for><p=meal>",
    "(?<=<date>)<p=meal>",
)
def part_alone(found: Found, _setting: Setting) -> Node | None:
    start, end = PARTS[str(found["p"])]
    return Clocks(Clock(start.hour, start.minute), Clock(end.hour, end.minute))


@REQUESTED.rule("<d=ordinal>(?!<one|floor>)", "<the>?<d=ordinal>")
def requested_ordinal(found: Found, setting: Setting) -> Node | None:
    return number_of_month(found, setting) if "date" in setting.requested else None


@REQUESTED.rule("<a>?<half><past>$", "<a>?<quarter><past>$", "<a>?<quarter><to_hour>$")
def minutes_past_some_hour(found: Found, setting: Setting) -> Node | None:
    if "time" not in setting.requested:
        return None
    classes = {name for token in found.matched for name in token.classes}
    return MinutePast(30 if "half" in classes else 15 if "past" in classes else 45)


@REQUESTED.rule(
    "<t=n2|number>(?!<counted|unit|tight_dot|tight_dash|tight_colon>)",
    "<t=n3|n4>(?!<counted|unit|tight_dot|tight_dash>)",
)
def requested_number(found: Found, setting: Setting) -> Node | None:
    """A bare number where a time or a day was asked for and none was said, and nothing says that it counts people."""
    before = found.before.classes if found.before else {}
    if {"of", "the"} & set(before) or ("people" in setting.requested and {"for", "about"} & set(before)):
        return None
    if "time" in setting.requested and not _said(found, "time", "times", "moment"):
        return _requested_clock(found)
    if (
        "date" in setting.requested
        and not _said(found, "date", "dates", "moment", "moments")
        and not {"for", "at", "about"} & set(before)
    ):
        return _requested_day(found, setting)
    return None


def _said(found: Found, *classes: str) -> bool:
    return any(name in token.classes for token in found.tokens for name in classes)


def _requested_clock(found: Found) -> Node | None:
    token = found.token("t")
    if token is not None and {"n3", "n4"} & set(token.classes):
        return clock(found, *divmod(found.number("t"), 100))
    return _bare(found["t"])


def _requested_day(found: Found, setting: Setting) -> Node | None:
    token = found.token("t")
    short = token is not None and not {"n3", "n4"} & set(token.classes)
    return day_of_month(setting, found.number("t")) if short else None
