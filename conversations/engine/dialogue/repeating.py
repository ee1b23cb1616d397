"""A further booking like the last one: "the same time next week as well"."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conversations.engine.state import Memory, Reading
    from conversations.engine.turn import TurnContext

AS_BEFORE = re.compile(r"\bsame\b|\bas well\b|\bagain\b|\btoo\b", re.IGNORECASE)


def repeat_last(memory: Memory, reading: Reading, context: TurnContext) -> None:
    """Fill what the customer has not said from the booking they made last in this conversation."""
    task, made = memory.get("task"), memory.get("bookings", [])
    if task is None or task["kind"] != "book" or not made or not AS_BEFORE.search(reading["text"]):
        return
    last, form = context.repository.own_booking(made[-1]), task["form"]
    form.setdefault("service", last.service)
    form.setdefault("people", last.people)
    if not {"time", "times", "between"} & form.keys():
        form["time"] = f"{last.starts_at:%H:%M}"
    weekday = last.starts_at.isoweekday()
    fitting = [each for each in form.get("dates", []) if date.fromisoformat(each).isoweekday() == weekday]
    if len(fitting) == 1:
        form["date"] = fitting[0]
        form.pop("dates")
