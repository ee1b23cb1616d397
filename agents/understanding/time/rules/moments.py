"""A day together with a time: tomorrow at 7, 8am this morning, Friday evening, tonight around 3."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from agents.understanding.time.calendar import on_or_after
from agents.understanding.time.grammar import Found, Level
from agents.understanding.time.nodes import Clock, Clocks, Day, Moment, Moments, Node, Setting
from agents.understanding.time.parts import MEALS, PARTS, in_part
from agents.understanding.time.rules.digital import clock
from agents.understanding.time.rules.naming import relative_step

LEVEL = Level()
_JOIN = "<at|comma|on|for|dash|about|in|from_day>"
_END_OF_NIGHT = 5
_NOON = 12
_NOT_AFTER = "(?!<unit|counted|month|doubtful_month|tight_slash|tight_dot|colon|ordinal|of|tight_dash|number>)"


def part_of(day: Day, name: str) -> Moments:
    start, end = PARTS[name]
    return Moments(day, Clocks(Clock(start.hour, start.minute), Clock(end.hour, end.minute)), name)


@LEVEL.rule("<a=date><comma|open>?<the|on>?<b=date>")
def the_same_day_twice(found: Found, _setting: Setting) -> Node | None:
    """ "Tomorrow, 13/04/21": the fuller naming holds where they agree or the first is reckoned from today."""
    first, second = found.get("a", Day), found.get("b", Day)
    if first is None or second is None or not first.options or not second.options:
        return None
    agree = first.options[0] in second.options
    return second if agree or (first.relative and second.monthday) else None


@LEVEL.rule("<x=weekday_part>")
def weekday_with_part(found: Found, setting: Setting) -> Node | None:
    """German writes them as one: Freitagabend."""
    number, _, name = str(found["x"]).partition(" ")
    ahead = on_or_after(setting.weekdays_from, int(number))
    day = Day((ahead,), (ahead - timedelta(days=7),), weekday=int(number), rolls=True)
    return part_of(day, name)


@LEVEL.rule("<x=tonight>")
def tonight(found: Found, setting: Setting) -> Node | None:
    said = str(found["x"])
    later, name = (1, said.removeprefix("1 ")) if said.startswith("1 ") else (0, said)
    return part_of(Day.on(setting.today + timedelta(days=later), relative=True), name)


@LEVEL.rule("<early|late>?<rel=this|last|next><p=part_word>", "<early|late>?<p=part_word><rel=last|next>")
def relative_part(found: Found, setting: Setting) -> Node | None:
    return part_of(Day.on(setting.today + timedelta(days=relative_step(found)), relative=True), str(found["p"]))


@LEVEL.rule("<d=date><p=part_word><t=time>")
def day_part_and_time(found: Found, _setting: Setting) -> Node | None:
    """ "Samedi soir 20h", "Friday evening 8.30"."""
    day, said = found.get("d", Day), found.get("t", Clock)
    return Moment(day, in_part(said, str(found["p"]))) if day and said else None


@LEVEL.rule(
    "<d=date><comma>?<in|at|on|for|of>?<the>?<early|late>?<p=part_word>(?!<time>)",
    "<p=part_word><of|on|comma>?<the>?<d=date>",
    "<at|in|for><the>?<early|late>?<p=part_word><comma>?<on>?<d=date>",
)
def day_and_part(found: Found, _setting: Setting) -> Node | None:
    """ "Friday evening"; a meal stays beside its day ("lunchtime today"), as it is no clear stretch of it."""
    day, name = found.get("d", Day), str(found["p"])
    return part_of(day, name) if day and name not in MEALS else None


@LEVEL.rule("<d=date><p=am|pm|day_or_part>")
def day_and_half(found: Found, _setting: Setting) -> Node | None:
    """ "Today pm", "Freitag morgen"."""
    day, half = found.get("d", Day), found.matched[-1]
    if day is None or half.end - half.start == 1:
        return None
    return part_of(day, "afternoon" if "pm" in half.classes else "morning")


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
    bare = found.get("t", Clock) is None
    return None if bare and found.before_is("separator", "colon", "for", "of") else _in_named_part(found, setting)


def _in_named_part(found: Found, setting: Setting) -> Moment | None:
    """The clock in the half of the day the part picks; hours after midnight of a night belong to the day after."""
    named, made = found.get("m", Moments), found.get("t", Clock) or bare_hour(found["t"])
    if named is None or made is None or not named.name:
        return None
    settled = in_part(made, named.name)
    if named.name == "night" and made.hour < _END_OF_NIGHT and not made.next_day:
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


def bare_hour(value: object) -> Clock | None:
    """A number as an hour."""
    if not isinstance(value, int) or not 0 <= value <= 24:
        return None
    return Clock(value, open_half=1 <= value <= 12)


@LEVEL.rule(
    "<about>?<d=date><comma|dash>?(?:<at|on|for|about|in|comma>{0,2})<t=time><about>?",
    f"<t=time>{_JOIN}{{0,2}}<the>?<d=date>",
)
def day_and_time(found: Found, _setting: Setting) -> Node | None:
    day, said = found.get("d", Day), found.get("t", Clock)
    return Moment(day, said) if day and said else None


@LEVEL.rule(
    f"<d=date><comma>?<at|about>{{1,2}}<t=n2|number>{_NOT_AFTER}",
    f"<d=date><comma>?<t=n2>{_NOT_AFTER}(?!<dash|to|a|and>)",
    "(?:^|(?<=<or|at|about>))<t=n2><on><d=date>",
    "<d=date><comma>?<t=number>(?=$|<please|for|comma|dot|question>)",
    "^<t=number><on>?<d=date>",
)
def day_and_bare_hour(found: Found, _setting: Setting) -> Node | None:
    """An hour in words beside a day needs the end, or the beginning, of what is said: "tomorrow nine please"."""
    day, made = found.get("d", Day), bare_hour(found["t"])
    if day and "number" in found.classes("t") and not found.holds("at", "about") and made and made.hour > _NOON:
        return None
    return Moment(day, made) if day and made and made.hour else None


@LEVEL.rule(f"<d=date><comma>?<at|about>?<t=n4|n3>{_NOT_AFTER}")
def day_and_run_together_clock(found: Found, _setting: Setting) -> Node | None:
    day, made = found.get("d", Day), clock(found, *divmod(found.number("t"), 100))
    return Moment(day, made) if day and made else None


@LEVEL.rule("<d=date><comma>?<in>?<c=times>", "<c=times><on|of|comma|in>?<the>?<d=date>")
def day_and_times(found: Found, _setting: Setting) -> Node | None:
    day, clocks = found.get("d", Day), found.get("c", Clocks)
    return Moments(day, clocks) if day and clocks else None


@LEVEL.rule("<m=moments><comma>?<c=times>", "<c=times><comma>?<m=moments>")
def part_and_times(found: Found, _setting: Setting) -> Node | None:
    named, clocks = found.get("m", Moments), found.get("c", Clocks)
    if named is None or clocks is None or not named.name:
        return None
    start = in_part(clocks.start, named.name) if clocks.start else None
    end = in_part(clocks.end, named.name) if clocks.end else None
    return Moments(named.day, Clocks(start, end))


@LEVEL.rule(
    "<in|at|for><the>?<early|late>?<p=part_word|part_of_clock>",
    "<early|late>?<in>?<the>?<p=part_word>",
    "<at|for><p=meal>",
    "(?<=<date>)<on|in|at|for>?<p=meal>",
)
def part_alone(found: Found, _setting: Setting) -> Node | None:
    start, end = PARTS[str(found["p"])]
    return Clocks(Clock(start.hour, start.minute), Clock(end.hour, end.minute))
