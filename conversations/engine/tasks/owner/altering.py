"""A wish for a change taken up: as a task of its own, or as more of the one at work."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from agents.understanding.owner import together
from conversations.engine.state import Task
from conversations.engine.tasks.owner.assembling import assembled
from conversations.wording import owner

if TYPE_CHECKING:
    from agents.understanding.owner import Said
    from conversations.engine.commands import Alter
    from conversations.engine.scene import Scene

KIND = "owner"


def alter(command: Alter, scene: Scene) -> Scene:
    said, task = command.said, scene.task
    at_work = task if task is not None and task.kind == KIND else None
    if said.matter == "undo":
        return undoing(scene)
    if at_work is not None and is_of(at_work, said, scene):
        more = replace(at_work, said=together(at_work.said, said), read_back="")
        return scene.put(more)
    if not said.matter:
        return scene
    new = Task(kind=KIND, said=said, words=command.words)
    if at_work is None:
        return scene.working(opened=scene.work.opened + 1).opened(new)
    if scene.work.opened or agrees(scene):
        return scene.queued(new)
    return scene.working(opened=1).put(new)


def is_of(task: Task, said: Said, scene: Scene) -> bool:
    """Whether it is more of what is arranged: details alone, or the same matter with something still left open."""
    if not said.matter:
        return True
    is_same = said.matter == task.said.matter and not scene.work.opened
    return is_same and isinstance(assembled(said, scene), str)


def agrees(scene: Scene) -> bool:
    return any(command.kind == "agree" and command.answer == "yes" for command in scene.commands)


def undoing(scene: Scene) -> Scene:
    """What was changed last in this conversation is to be as before."""
    if not scene.memory.altered:
        return scene.tell(owner.nothing_to_take_back())
    return scene.opened(Task(kind=KIND, action="undo", verified=scene.memory.altered[-1]))
