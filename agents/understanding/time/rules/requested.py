"""Bare answers: what a number, an ordinal or "half past" means after "what time?" or "which day?"."""

from __future__ import annotations

from agents.understanding.time.grammar import Found, Level
from agents.understanding.time.nodes import Clock, Day, MinutePast, Node, Setting
from agents.understanding.time.rules.digital import clock
from agents.understanding.time.rules.moments import bare_hour
from agents.understanding.time.rules.naming import day_of_month, number_of_month

LEVEL = Level()
_TIMES = frozenset({"time", "times", "moment"})
_DAYS = frozenset({"date", "dates", "moment", "moments"})


@LEVEL.rule("<d=ordinal>(?!<one|ranked>)", "<the><d=ordinal>")
def requested_ordinal(found: Found, setting: Setting) -> Node | None:
    return number_of_month(found, setting) if "date" in setting.requested else None


@LEVEL.rule("<a>?<half><past>$", "<a>?<quarter><past>$", "<a>?<quarter><to_hour>$")
def minutes_past_some_hour(found: Found, setting: Setting) -> Node | None:
    if "time" not in setting.requested:
        return None
    return MinutePast(30 if found.holds("half") else 15 if found.holds("past") else 45)


@LEVEL.rule(
    "<t=n2|number>(?!<counted|unit|tight_dot|tight_dash|tight_colon>)",
    "<t=n3|n4>(?!<counted|unit|tight_dot|tight_dash>)",
)
def requested_number(found: Found, setting: Setting) -> Node | None:
    """A bare number where a time or a day was asked for and none was said, and nothing says that it counts people."""
    if found.before_is("of", "the", "separator") or ("people" in setting.requested and found.before_is("for", "about")):
        return None
    if "time" in setting.requested and not _said(found, _TIMES):
        return _clock(found)
    asked = "date" in setting.requested and not _said(found, _DAYS)
    return _day(found, setting) if asked and not found.before_is("for", "at", "about") else None


def _said(found: Found, classes: frozenset[str]) -> bool:
    return any(not classes.isdisjoint(token.classes) for token in found.tokens)


def _long(found: Found) -> bool:
    token = found.token("t")
    return token is not None and not {"n3", "n4"}.isdisjoint(token.classes)


def _clock(found: Found) -> Clock | None:
    return clock(found, *divmod(found.number("t"), 100)) if _long(found) else bare_hour(found["t"])


def _day(found: Found, setting: Setting) -> Day | None:
    return None if _long(found) else day_of_month(setting, found.number("t"))
