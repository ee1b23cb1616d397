"""Which half of the day an hour means: opening hours, spelling and what has passed decide; else it is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from agents.understanding.time.opening import minutes_from_open, open_at, usually_open_at

if TYPE_CHECKING:
    from datetime import date, time

    from agents.understanding.time.nodes import Clock, Setting
    from agents.understanding.types import OpeningHours

_NOON = 12


class Choice(NamedTuple):
    """``taken`` are the readings to choose from (one: settled), ``weaker`` the others."""

    taken: tuple[time, ...]
    weaker: tuple[time, ...] = ()
    why: str = ""


def choose(clock: Clock, setting: Setting, day: date | None, *, rolls: bool = False) -> Choice:
    """The readings of a clock that stay open on a day (None: no day was named).

    A day that ``rolls`` is next week's once its time has passed, so that nothing passed is excluded.
    """
    times = clock.times
    if len(times) == 1:
        return Choice(times)
    fitting = _open(times, setting.hours, day) if setting.hours else times
    if len(fitting) == 1:
        return _settled(times, fitting[0], "the only reading within opening hours")
    if clock.leading_zero:
        return _settled(times, times[0], "written with a leading zero")
    if clock.hour == _NOON:
        return _settled(times, times[0], "twelve is noon")
    ahead = times if rolls else _ahead(times, setting, day)
    if len(ahead) == 1:
        return _settled(times, ahead[0], "the other reading has passed")
    if setting.hours and not fitting:
        return _nearest(times, setting.hours)
    return Choice(times, (), "morning or evening")


def _settled(times: tuple[time, ...], taken: time, why: str) -> Choice:
    return Choice((taken,), tuple(each for each in times if each != taken), why)


def _open(times: tuple[time, ...], hours: OpeningHours, day: date | None) -> tuple[time, ...]:
    """Those open on that day, or on a closed day (and without a day) those open on any."""
    fitting = tuple(each for each in times if day is not None and open_at(hours, day, each))
    return fitting or tuple(each for each in times if usually_open_at(hours, each))


def _ahead(times: tuple[time, ...], setting: Setting, day: date | None) -> tuple[time, ...]:
    if day is None or day != setting.today:
        return times
    return tuple(each for each in times if each >= setting.now.time().replace(tzinfo=None))


def _nearest(times: tuple[time, ...], hours: OpeningHours) -> Choice:
    """Four at a dinner place is the afternoon, closed as that is: nobody means the night."""
    near, far = sorted(times, key=lambda at: minutes_from_open(hours, at))
    if minutes_from_open(hours, near) == minutes_from_open(hours, far):
        return Choice(times, (), "morning or evening")
    return _settled(times, near, "closed then; the reading nearest to opening hours")
