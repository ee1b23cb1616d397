"""The contact task: asked for once, and whoever goes on without leaving one is let be."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conversations.engine.forms import filled
from conversations.engine.tasks.making import new_task
from conversations.engine.tasks.person import person_of
from conversations.wording import asking, handoff, talk

if TYPE_CHECKING:
    from conversations.engine.commands import Detail, Open
    from conversations.engine.scene import Scene
    from conversations.engine.state import Task


class ContactKind:
    name = "contact"
    intent = "ask_human"

    def open(self, command: Open, scene: Scene) -> Scene:
        return scene.opened(new_task(self.name, scene.memory, command.details, words=command.words))

    def give(self, task: Task, given: tuple[Detail, ...], scene: Scene) -> Scene:
        return scene.put(replace(task, form=filled(task.form, given)))

    def choose(self, task: Task, which: int | str, scene: Scene) -> Scene:
        return scene

    def advance(self, task: Task, scene: Scene) -> Scene:
        if task.form.phone or task.form.email:
            return scene.put(task).working(leads_to="write")
        if task.failures:
            return scene.closed()
        asked = scene.put(replace(task, failures=1))
        return asked.ask(asking.contact_only(), "phone", "email", "name")

    def read_back(self, task: Task, scene: Scene) -> Scene:
        return scene

    def refuse(self, task: Task, scene: Scene) -> Scene:
        return self.drop(task, scene)

    def write(self, task: Task, scene: Scene) -> Scene:
        person = person_of(task.form)
        scene.context.repository.leave_contact(person)
        return scene.closed().tell(handoff.contact_kept(person))

    def drop(self, task: Task, scene: Scene) -> Scene:
        return scene.closed().tell(talk.all_right()).ask(talk.anything_else())


KIND = ContactKind()
