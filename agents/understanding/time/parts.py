"""Parts of the day with the wall times people mean by them, and which half of the day each picks for a bare hour."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

from agents.understanding.time.nodes import Clock, Part

PARTS: dict[str, tuple[time, time]] = {
    "morning": (time(6), time(12)),
    "forenoon": (time(9), time(12)),
    "breakfast": (time(7), time(11)),
    "brunch": (time(10), time(14)),
    "lunch": (time(11, 30), time(14, 30)),
    "midday": (time(11, 30), time(13, 30)),
    "afternoon": (time(12), time(17)),
    "tea": (time(15), time(17)),
    "evening": (time(17), time(22)),
    "dinner": (time(18), time(22)),
    "night": (time(19), time(0)),
    "daytime": (time(8), time(18)),
    "night-time": (time(0), time(8)),
    "small_hours": (time(0), time(5)),
}
MEALS = frozenset({"breakfast", "brunch", "lunch", "tea", "dinner"})
_MORNING = {"morning", "forenoon", "breakfast", "small_hours"}
_LATE = {"afternoon", "tea", "evening", "dinner"}
_FIRST_HOUR_OF_NIGHT = 5
_NOON = 12


def part(name: str) -> Part:
    return Part(name, *PARTS[name])


def in_part(clock: Clock, name: str) -> Clock:
    """The clock in the half of the day the part picks: 8 in the evening is 20:00, 12 at night is midnight."""
    if not clock.open_half:
        return clock
    hour = clock.hour % _NOON
    if name in _MORNING:
        return clock.at(hour if hour or name == "small_hours" else clock.hour)
    if name in _LATE:
        return clock.at(hour + _NOON)
    if name in {"night", "night-time"}:
        return _at_night(clock, hour)
    if name in {"lunch", "midday", "brunch"}:
        return clock.at(hour if hour >= 10 else hour + _NOON)
    return clock


def _at_night(clock: Clock, hour: int) -> Clock:
    """Before five the small hours of the night that follows, from five on the evening before midnight."""
    if hour < _FIRST_HOUR_OF_NIGHT:
        return replace(clock.at(hour), next_day=True)
    return clock.at(hour + _NOON)
