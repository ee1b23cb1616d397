"""Days and times that stand in a message and were not taken for details of it.

Understanding leaves out an expression it thinks is about something else. In a conversation about bookings a single one
is hardly ever: "can I move it to Tuesday?".
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from agents.understanding.time import resolve
from agents.understanding.time.mention import DateSpan, DateTimeSpan, TimeSpan

if TYPE_CHECKING:
    from agents.understanding.time.mention import Mention
    from agents.understanding.types import Context
    from conversations.engine.state import SlotReading


def overlooked(text: str, slots: dict[str, SlotReading], context: Context) -> dict[str, SlotReading]:
    """The day and the time of the only such expression in the text, as far as the slots have none."""
    if "date" in slots and "time" in slots:
        return {}
    found = resolve(text, now=context.now, timezone=context.timezone, language=context.locale, hours=context.hours)
    if len(found) != 1 or any(found[0].text in slot["text"] for slot in slots.values()):
        return {}  # the "jan" of an e-mail address is no month
    return {
        name: {"value": value, "text": found[0].text, "alternatives": []}
        for name, value in parts(found[0]).items()
        if name not in slots
    }


def parts(mention: Mention) -> dict[str, Any]:
    """What a mention says of day and time, as slots have it."""
    match mention.value:
        case datetime() as moment:
            return {"date": moment.date().isoformat(), "time": f"{moment:%H:%M}"}
        case date() as day:
            return {"date": day.isoformat()}
        case time() as clock:
            return {"time": f"{clock:%H:%M}"}
        case DateSpan(date() as start, date() as end):
            return {"date": {"from": start.isoformat(), "to": end.isoformat()}}
        case DateTimeSpan(datetime() as start, datetime() as end) if start.date() == end.date():
            return {"date": start.date().isoformat(), "time": {"from": f"{start:%H:%M}", "to": f"{end:%H:%M}"}}
        case TimeSpan(time() as start, time() as end):
            return {"time": {"from": f"{start:%H:%M}", "to": f"{end:%H:%M}"}}
        case _:
            return {}
