"""Details given for a task that looks for a time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conversations.engine.forms import filled
from conversations.engine.times.choosing import at_time, of_days_asked

if TYPE_CHECKING:
    from conversations.engine.commands import Detail
    from conversations.engine.state import Task


def given(task: Task, details: tuple[Detail, ...]) -> Task:
    """A time among those offered takes that offer; what else is said replaces what was there."""
    named = {detail.name: detail for detail in details}
    if "time" in named and (taken := at_time(task, named["time"], named.get("date"))):
        rest = [detail for detail in details if detail.name not in {"date", "time"}]
        return replace(taken, form=filled(taken.form, rest))
    read = [of_days_asked(task, detail) if detail.name == "date" else detail for detail in details]
    return replace(task, form=filled(task.form, read))
