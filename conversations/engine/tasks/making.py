"""A new task, which knows already who is speaking."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conversations.engine.forms import filled
from conversations.engine.state import Form, Task

if TYPE_CHECKING:
    from collections.abc import Iterable

    from conversations.engine.commands import Detail
    from conversations.engine.state import Memory


def new_task(
    kind: str, memory: Memory, details: Iterable[Detail] = (), *, start: Form = Form(), words: str = ""
) -> Task:
    """``start`` is what is known of the form before the details said now."""
    person = memory.person
    known = replace(start, name=person.name, phone=person.phone, email=person.email)
    return Task(kind=kind, form=filled(known, details), words=words)


def acquainted(task: Task, memory: Memory) -> Task:
    """A task that waited, with what was learned meanwhile of who is speaking."""
    person, form = memory.person, task.form
    name = form.name or ("" if task.is_for_other else person.name)
    form = replace(form, name=name, phone=form.phone or person.phone, email=form.email or person.email)
    return replace(task, form=form)
