"""The booking task: from a wish to a committed booking."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conversations.engine.tasks import details
from conversations.engine.tasks.booking import advancing, opening, writing
from conversations.engine.times import choosing
from conversations.wording import asking, booking, talk

if TYPE_CHECKING:
    from conversations.engine.commands import Detail, Open
    from conversations.engine.scene import Scene
    from conversations.engine.state import Task
    from conversations.needs import Need

CHANGEABLE: tuple[Need, ...] = ("date", "time", "people", "service", "name", "phone", "email")


class BookingKind:
    name = "book"
    intent = "book"

    def open(self, command: Open, scene: Scene) -> Scene:
        task = scene.task
        if task is None or (scene.work.opened and not command.is_followup):
            return opening.opened(command, scene)
        if task.kind != self.name:
            is_lost = task.kind == "change" and not task.verified
            return opening.opened(command, scene.closed() if is_lost else scene)
        if opening.is_another(task, command):
            return opening.second(command, scene)
        return self.give(task, command.details, scene)

    def give(self, task: Task, given: tuple[Detail, ...], scene: Scene) -> Scene:
        return scene.put(details.given(task, given))

    def choose(self, task: Task, which: int | str, scene: Scene) -> Scene:
        return scene.put(choosing.choose(task, which))

    def advance(self, task: Task, scene: Scene) -> Scene:
        return advancing.advance(task, scene)

    def read_back(self, task: Task, scene: Scene) -> Scene:
        return advancing.read_back(task, scene)

    def refuse(self, task: Task, scene: Scene) -> Scene:
        """Nothing is booked; what is wrong with it is asked for."""
        return scene.put(replace(task, read_back="")).ask(asking.what_to_change(), *CHANGEABLE)

    def write(self, task: Task, scene: Scene) -> Scene:
        return writing.book(task, scene)

    def drop(self, task: Task, scene: Scene) -> Scene:
        closed = scene.closed().tell(booking.dropped())
        return closed.ask(talk.anything_else(), quick=(talk.quick_book(), talk.quick_hours(), talk.quick_person()))


KIND = BookingKind()
