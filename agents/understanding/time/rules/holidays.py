"""Holidays by name, coming unless "last" or a year says otherwise."""

from __future__ import annotations

from agents.understanding.time.calendar import around
from agents.understanding.time.feasts import feast
from agents.understanding.time.grammar import Found, Level
from agents.understanding.time.nodes import Day, Node, Setting
from agents.understanding.time.rules.naming import YEAR, named_year, short_year

LEVEL = Level()


@LEVEL.rule(f"<toward=next|last|coming|this>?<f=holiday>{YEAR}?(?!<weekend>)")
def holiday(found: Found, setting: Setting) -> Node | None:
    key, year = str(found["f"]), named_year(found, setting)
    if year is not None:
        day = feast(key, short_year(year, setting)[0])
        return Day((day,)) if day else None
    this_year = setting.today.year
    ahead, behind = around(setting.today, (feast(key, each) for each in range(this_year - 1, this_year + 3)))
    past = (behind,) if behind else ()
    toward = found.token("toward")
    if toward is not None and "last" in toward.classes:
        return Day(past) if past else None
    return Day((ahead,), () if toward else past) if ahead else None
