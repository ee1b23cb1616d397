"""When the business is open."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from django.utils.dates import WEEKDAYS

from agents.understanding.time import resolve
from agents.understanding.time.mention import DateSpan, Recurrence
from conversations.engine.times.offers import is_open_at
from conversations.wording import facts

if TYPE_CHECKING:
    from agents.understanding.time.mention import Value
    from businesses.availability.openings import Week
    from conversations.engine.commands import Ask
    from conversations.engine.scene import Scene

    Spans = tuple[tuple[time, time], ...]

MOST_DAYS = 9
SOON = timedelta(days=31)
"""Who asks for the hours is told of others that begin within a month."""


def hours(question: Ask, scene: Scene) -> str:
    """The hours of the days asked about, exceptions included, and whether the hour asked about is among them; without
    a day those of today and the week.
    """
    today, days = scene.context.today, days_asked(question, scene)
    now = facts.open_now(is_open=scene.context.repository.is_open())
    at = hour_asked(question, scene)
    if days and not (days == [today] and at is None):
        return "\n".join(f"{yes_or_no(each, at, scene)}{on_day(each, scene)}" for each in days)
    if days:
        return f"{now} {on_day(today, scene)}"
    ordinary = facts.week(lines_of(scene.desk.hours.week_of(today)), scene.business)
    return "\n".join([f"{now} {on_day(today, scene)}", ordinary, *coming(today, scene)])


def coming(today: date, scene: Scene) -> list[str]:
    """The weeks with other hours that begin soon."""
    soon = [(first, week) for first, week in scene.desk.hours.later if today < first <= today + SOON]
    return [facts.week_from(first, lines_of(week), scene.business) for first, week in soon]


def yes_or_no(day: date, at: time | None, scene: Scene) -> str:
    """The short answer to "are you open at four on Friday?"; one in the small hours is of the night before."""
    if at is None:
        return ""
    is_open = is_open_at(scene, day, at) or runs_over(day, at, scene)
    return f"{facts.open_at(at, scene.business, is_open=is_open)} " if scene.desk.hours.on(day) or is_open else ""


def runs_over(day: date, at: time, scene: Scene) -> bool:
    """Whether the evening before runs past midnight to that hour."""
    spans = scene.desk.hours.on(day - timedelta(days=1))
    return any(closes <= opens and at < closes for opens, closes in spans)


def hour_asked(question: Ask, scene: Scene) -> time | None:
    found = next((value for value in question.about.get("time", ()) if isinstance(value, str)), None)
    try:
        return time.fromisoformat(found) if found else None
    except ValueError:
        return None


def days_asked(question: Ask, scene: Scene) -> list[date]:
    """The days a question is about. As details of a booking they need not have been read, so the text is read for
    them.
    """
    named = [value for value in question.about.get("date", ()) if isinstance(value, str) and value[:1].isdigit()]
    if named:
        return [date.fromisoformat(value) for value in named]
    found = resolve(question.words, now=scene.context.now, timezone=scene.business.zone, language=scene.context.locale)
    return next((days for each in found if (days := _days_of(each.value, scene.context.today))), [])


def _days_of(value: Value | None, today: date) -> list[date]:
    if isinstance(value, Recurrence):  # "do you open on Mondays?" is answered by the next one
        ahead = (today + timedelta(days=days) for days in range(7))
        return [day for day in ahead if day.isoweekday() in value.weekdays]
    if isinstance(value, datetime):
        return [value.date()]
    if isinstance(value, DateSpan) and value.start and value.end:
        return [
            value.start + timedelta(days=each) for each in range(min((value.end - value.start).days, MOST_DAYS) + 1)
        ]
    if isinstance(value, DateSpan):
        return [value.start] if value.start else []
    return [value] if isinstance(value, date) else []


def on_day(day: date, scene: Scene) -> str:
    return facts.open_on(day, scene.desk.hours.on(day), scene.business, scene.desk.hours.notes.get(day, ""))


def lines_of(week: Week) -> list[tuple[str, Spans]]:
    """The week, days in a row with the same hours together."""
    lines: list[tuple[str, Spans]] = []
    for spans, weekdays in groupby(range(1, 8), key=lambda weekday: tuple(week.get(weekday, ()))):
        days = list(weekdays)
        first, last = str(WEEKDAYS[days[0] - 1]), str(WEEKDAYS[days[-1] - 1])
        lines.append((first if len(days) == 1 else f"{first}\N{EN DASH}{last}", spans))
    return lines


ANSWERS = {"hours": hours}
ROWS = {"hours": ("businesses.WeeklyHours", "businesses.HoursException")}
