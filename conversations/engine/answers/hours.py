from __future__ import annotations

from datetime import date, time
from itertools import groupby
from typing import TYPE_CHECKING

from django.utils.dates import WEEKDAYS

from conversations.wording import facts

if TYPE_CHECKING:
    from conversations.engine.state import Reading
    from conversations.engine.turn import TurnContext

    Spans = tuple[tuple[time, time], ...]


def hours(reading: Reading, context: TurnContext) -> str:
    """The hours of the day asked about, its exceptions included; without a day those of today and the week."""
    asked = reading["slots"].get("date")
    if asked and isinstance(asked["value"], str):
        return on_day(date.fromisoformat(asked["value"]), context)
    today = context.local_now.date()
    now = facts.open_now(is_open=context.repository.is_open())
    return "\n".join([f"{now} {on_day(today, context)}", facts.week(week(context), context.business)])


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
