"""The moment being talked about: "the day after" and "the same time" are meant of it."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING

from agents.understanding.types import Anchor

if TYPE_CHECKING:
    from conversations.engine.state import Form, Memory, Task
    from conversations.engine.turn import TurnContext


def anchor_of(memory: Memory, context: TurnContext) -> Anchor | None:
    """Of the task at work, else of the booking made last, else of the day asked about."""
    if (task := memory.task) is not None and (found := of_task(task, context)):
        return found
    if memory.bookings and memory.task is None:
        return at(context.repository.own_booking(memory.bookings[-1]).starts_at)
    return of_form(memory.said)


def of_task(task: Task, context: TurnContext) -> Anchor | None:
    if task.chosen is not None:
        return at(datetime.fromisoformat(task.chosen["start"]))
    if found := of_form(task.form):
        return found
    if task.about_day:
        return Anchor(date.fromisoformat(task.about_day))
    if task.verified and task.kind == "change":
        return at(context.repository.own_booking(task.verified).starts_at)
    return None


def of_form(form: Form) -> Anchor | None:
    if not form.date:
        return None
    return Anchor(date.fromisoformat(form.date), time.fromisoformat(form.time) if form.time else None)


def at(moment: datetime) -> Anchor:
    return Anchor(moment.date(), moment.time().replace(tzinfo=None))
