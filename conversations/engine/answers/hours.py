from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from django.utils.dates import WEEKDAYS

from agents.understanding.time import resolve
from agents.understanding.time.mention import DateSpan
from conversations.engine.dialogue.wishes import is_open_at
from conversations.wording import facts

if TYPE_CHECKING:
    from agents.understanding.time.mention import Value
    from conversations.engine.state import Reading
    from conversations.engine.turn import TurnContext

    Spans = tuple[tuple[time, time], ...]


MOST_DAYS = 9
NOW = re.compile(r"\bnow\b|\bcurrently\b|\bat the moment\b|\bstill open\b", re.IGNORECASE)
EVERY = re.compile(r"\b((?:mon|tues|wednes|thurs|fri|satur|sun)day)s\b", re.IGNORECASE)
""" "Do you open on Mondays?" is answered by the next one."""


def hours(reading: Reading, context: TurnContext) -> str:
    """The hours of the days asked about, exceptions included, and whether the hour asked about is among them; without
    a day those of today and the week.
    """
    today, days = context.local_now.date(), days_asked(reading, context)
    now = facts.open_now(is_open=context.repository.is_open())
    if days == [today] and NOW.search(reading["text"]):
        return f"{now} {on_day(today, context)}"
    if days:
        at = hour_asked(reading)
        return "\n".join(f"{yes_or_no(each, at, context)}{on_day(each, context)}" for each in days)
    return "\n".join([f"{now} {on_day(today, context)}", facts.week(week(context), context.business)])


def yes_or_no(day: date, at: time | None, context: TurnContext) -> str:
    """The short answer to "are you open at four on Friday?"."""
    if at is None or not context.desk.hours.on(day):
        return ""
    return f"{facts.open_at(at, context.business, is_open=is_open_at(context, day, at))} "


def hour_asked(reading: Reading) -> time | None:
    slot = reading["slots"].get("time")
    return time.fromisoformat(slot["value"]) if slot and isinstance(slot["value"], str) else None


def days_asked(reading: Reading, context: TurnContext) -> list[date]:
    """The days a question is about.  As details of a booking they need not have been read, so the text is read for
    them.
    """
    slot = reading["slots"].get("date")
    if slot and isinstance(slot["value"], str):
        return [date.fromisoformat(slot["value"])]
    text = EVERY.sub(r"\1", reading["text"])
    found = resolve(text, now=context.now, timezone=context.business.zone, language=context.locale)
    return next((days for each in found if (days := _days_of(each.value))), [])


def _days_of(value: Value | None) -> list[date]:
    if isinstance(value, datetime):
        return [value.date()]
    if isinstance(value, DateSpan) and value.start and value.end:
        return [
            value.start + timedelta(days=each) for each in range(min((value.end - value.start).days, MOST_DAYS) + 1)
        ]
    if isinstance(value, DateSpan):
        return [value.start] if value.start else []
    return [value] if isinstance(value, date) else []


def on_day(day: date, context: TurnContext) -> str:
    return facts.open_on(day, context.desk.hours.on(day), context.business, context.desk.hours.notes.get(day, ""))


def week(context: TurnContext) -> list[tuple[str, Spans]]:
    """The ordinary week, days in a row with the same hours together."""
    weekly = context.desk.hours.weekly
    lines: list[tuple[str, Spans]] = []
    for spans, weekdays in groupby(range(1, 8), key=lambda weekday: tuple(weekly.get(weekday, ()))):
        days = list(weekdays)
        first, last = str(WEEKDAYS[days[0] - 1]), str(WEEKDAYS[days[-1] - 1])
        lines.append((first if len(days) == 1 else f"{first}\N{EN DASH}{last}", spans))
    return lines
