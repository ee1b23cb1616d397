from __future__ import annotations

from datetime import date, datetime, time
from itertools import groupby
from typing import TYPE_CHECKING

from django.utils.dates import WEEKDAYS

from agents.understanding.time import resolve
from agents.understanding.time.mention import DateSpan
from conversations.wording import facts

if TYPE_CHECKING:
    from agents.understanding.time.mention import Value
    from conversations.engine.state import Reading
    from conversations.engine.turn import TurnContext

    Spans = tuple[tuple[time, time], ...]


def hours(reading: Reading, context: TurnContext) -> str:
    """The hours of the day asked about, its exceptions included; without a day those of today and the week."""
    if day := day_asked(reading, context):
        return on_day(day, context)
    today = context.local_now.date()
    now = facts.open_now(is_open=context.repository.is_open())
    return "\n".join([f"{now} {on_day(today, context)}", facts.week(week(context), context.business)])


def day_asked(reading: Reading, context: TurnContext) -> date | None:
    """The day a question is about.  As a detail of a booking it need not have been read, so the text is read for it."""
    slot = reading["slots"].get("date")
    if slot and isinstance(slot["value"], str):
        return date.fromisoformat(slot["value"])
    found = resolve(reading["text"], now=context.now, timezone=context.business.zone, language=context.locale)
    return next((day for each in found if (day := _day_of(each.value))), None)


def _day_of(value: Value | None) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, DateSpan):
        return value.start
    return value if isinstance(value, date) else None


def on_day(day: date, context: TurnContext) -> str:
    return facts.open_on(day, context.desk.hours.on(day), context.business, context.desk.notes.get(day, ""))


def week(context: TurnContext) -> list[tuple[str, Spans]]:
    """The ordinary week, days in a row with the same hours together."""
    weekly = context.desk.hours.weekly
    lines: list[tuple[str, Spans]] = []
    for spans, weekdays in groupby(range(1, 8), key=lambda weekday: tuple(weekly.get(weekday, ()))):
        days = list(weekdays)
        first, last = str(WEEKDAYS[days[0] - 1]), str(WEEKDAYS[days[-1] - 1])
        lines.append((first if len(days) == 1 else f"{first}\N{EN DASH}{last}", spans))
    return lines
