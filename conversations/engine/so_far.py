"""The conversation so far in a few lines, for the prompts of models: from rows and the memory, nothing of a person.

It is kept up by the engine itself, turn by turn, so it costs no call and is as true of the hundredth message as of the
first, of which a model sees neither.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conversations.engine.scene import Scene
    from conversations.engine.state import Task

MOST_MADE = 3
"""Bookings and orders told, the newest: of those "it" and "the other one" may mean."""
TOLD = ("people", "date", "time", "minutes", "way")
"""Of a form, what names nobody and is nobody's words."""


def so_far(scene: Scene) -> tuple[str, ...]:
    """In order: what was made, what is arranged, what was spoken of; empty at the beginning."""
    return (*_made(scene), *(_arranged(task, scene) for task in scene.memory.tasks), *_spoken_of(scene))


def _made(scene: Scene) -> Iterator[str]:
    repository = scene.context.repository
    for reference in scene.memory.bookings[-MOST_MADE:]:
        found = repository.own_booking(reference)
        yield f"Booking of {found.service_name}, {found.starts_at:%A %Y-%m-%d %H:%M}, {found.status}."
    for reference in scene.memory.orders[-MOST_MADE:]:
        order = repository.orders.own(reference)
        dishes = ", ".join(f"{line.quantity} {line.name}" for line in order.lines)
        yield f"Order of {dishes}, {order.way}, {order.status}."
    if scene.memory.waits:
        yield "They are on the waiting list."


def _arranged(task: Task, scene: Scene) -> str:
    form = task.form
    service, member = scene.desk.service(form.service or 0), scene.desk.member(form.staff or 0)
    known = {"service": service.name if service else "", "staff": member.name if member else ""}
    known |= {name: str(getattr(form, name) or "") for name in TOLD}
    dishes = [f"{line.quantity} {item.name}" for line in task.basket.lines if (item := scene.desk.item(int(line.item)))]
    told = [f"{name} {value}" for name, value in known.items() if value] + dishes
    return f"Being arranged: {task.action or task.kind}{': ' if told else ''}{', '.join(told)}."


def _spoken_of(scene: Scene) -> Iterator[str]:
    memory, desk = scene.memory, scene.desk
    topic = desk.service(memory.topic)
    named = [*([topic.name] if topic else []), *(item.name for key in memory.items if (item := desk.item(key)))]
    if named:
        yield f"Spoken of last: {', '.join(named)}."
    if memory.questions:
        yield f"Asked last: {', '.join(memory.questions)}."
    if memory.handed_off:
        yield "Staff have been asked to join."
