"""What is said of a booking after it was made: a note, where to come, the name as it is spelt."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conversations.engine.state import Form, Task

if TYPE_CHECKING:
    from conversations.engine.scene import Scene

KEPT = ("note", "address", "name")


def amended(scene: Scene, form: Form) -> Scene:
    """With a task that would keep these details with the booking made last; it is read back first."""
    reference = scene.memory.done
    return scene.opened(Task(kind="change", action="amend", form=form, verified=reference))


def changes(task: Task) -> dict[str, str]:
    """The details that the task would change."""
    return {name: value for name in KEPT if (value := getattr(task.form, name))}


def with_earlier_notes(task: Task, note: str) -> Task:
    """A note is added to the one there, never put in its place."""
    notes = tuple(each for each in (note, *task.form.notes) if each)
    return replace(task, form=replace(task.form, notes=tuple(dict.fromkeys(notes))))
