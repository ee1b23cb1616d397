"""The waiting task: what is wished of the waiting list."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conversations.engine.forms import filled
from conversations.engine.state import Form
from conversations.engine.tasks.making import new_task
from conversations.engine.tasks.waiting import joining, standing, writing
from conversations.wording import asking, handoff, talk, waiting

if TYPE_CHECKING:
    from conversations.engine.commands import Detail, Open
    from conversations.engine.scene import Scene
    from conversations.engine.state import Action, Task
    from conversations.needs import Need

ACTIONS: dict[str, Action] = {"check_waitlist": "check", "leave_waitlist": "leave"}
CHANGEABLE: tuple[Need, ...] = ("date", "time", "people", "service", "name", "phone", "email")


class WaitingKind:
    name = "waiting"
    intent = "join_waitlist"

    def open(self, command: Open, scene: Scene) -> Scene:
        action = ACTIONS.get(command.intent, "join")
        if action == "join" and not scene.desk.policy.keeps_waiting_list:
            told = scene.remembering(offered="person").tell(handoff.no_waitlist())
            return told.ask(handoff.offered(), "person", quick=(talk.quick_person(),))
        task = scene.task
        if task is not None and task.kind == self.name and task.action == action:
            return self.give(task, command.details, scene)
        if task is not None and task.kind == "book" and action == "join":
            return scene.put(joining.instead_of(task, command.details))
        said = scene.memory.said if action == "join" else Form()
        known = new_task(self.name, scene.memory, command.details, start=said, words=command.words)
        return scene.opened(replace(known, action=action))

    def give(self, task: Task, given: tuple[Detail, ...], scene: Scene) -> Scene:
        return scene.put(replace(task, form=filled(task.form, given)))

    def choose(self, task: Task, which: int | str, scene: Scene) -> Scene:
        return scene

    def advance(self, task: Task, scene: Scene) -> Scene:
        return joining.advance(task, scene) if task.action == "join" else standing.advance(task, scene)

    def read_back(self, task: Task, scene: Scene) -> Scene:
        return joining.read_back(task, scene) if task.action == "join" else standing.read_back(task, scene)

    def refuse(self, task: Task, scene: Scene) -> Scene:
        """Who does not want to go on the list as read back says what is wrong; else all stays as it is."""
        if task.action == "join":
            return scene.put(replace(task, read_back="")).ask(asking.what_to_change(), *CHANGEABLE)
        return scene.closed().tell(waiting.unchanged()).ask(talk.anything_else())

    def write(self, task: Task, scene: Scene) -> Scene:
        return writing.write(task, scene)

    def drop(self, task: Task, scene: Scene) -> Scene:
        return scene.closed().tell(waiting.unchanged()).ask(talk.anything_else())


KIND = WaitingKind()
