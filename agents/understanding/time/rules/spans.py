"""Stretches of days reckoned by a length: the next four days, the last two weeks, for 3 days from today."""

from __future__ import annotations

from datetime import timedelta

from agents.understanding.time.calendar import add_days
from agents.understanding.time.grammar import Found, Level
from agents.understanding.time.nodes import Day, Days, Instants, Length, Node, Setting
from agents.understanding.time.rules.reckoned import exact, moved

LEVEL = Level()


@LEVEL.rule("<within><next|coming>?<l=length>", "<next|coming><l=length>", "<l=length><next|coming>")
def coming_length(found: Found, setting: Setting) -> Node | None:
    length = found.get("l", Length)
    if length is None:
        return None
    if length.clocked:
        return Instants(setting.now, exact(setting.now, length.span))
    return Days(setting.today, moved(setting.today, length, 1), grain=length.grain)


@LEVEL.rule("<in|within>?<the>?<next|coming><u=unit>", "<within><the>?<u=unit>")
def coming_hour(found: Found, setting: Setting) -> Node | None:
    """ "In the next hour", "within the hour"."""
    return Instants(setting.now, exact(setting.now, timedelta(hours=1))) if found["u"] == "hour" else None


@LEVEL.rule("<last><l=length>")
def past_length(found: Found, setting: Setting) -> Node | None:
    length = found.get("l", Length)
    if length is None:
        return None
    if length.clocked:
        return Instants(exact(setting.now, -length.span), setting.now)
    return Days(moved(setting.today, length, -1), setting.today, grain=length.grain)


@LEVEL.rule("<for><l=length><comma>?<from|from_day><d=date>", "<from|from_day><d=date><for><l=length>")
def length_from_day(found: Found, _setting: Setting) -> Node | None:
    length, day = found.get("l", Length), found.get("d", Day)
    if length is None or day is None or day.best is None or length.clocked:
        return None
    return Days(day.best, add_days(moved(day.best, length, 1), -1))


@LEVEL.rule("<d=date><for><l=length>")
def stay(found: Found, _setting: Setting) -> Node | None:
    """ "The 9th of May for 2 days" stays a day and a length; only nights make a stay."""
    length, day = found.get("l", Length), found.get("d", Day)
    if length is None or length.grain != "night" or day is None or day.best is None:
        return None
    return Days(day.best, day.best + timedelta(days=int(length.days)), grain="night")
