from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conversations.engine.consent import read_back_id, verdict
from conversations.engine.tasks.protocol import kind_of
from conversations.wording import talk

if TYPE_CHECKING:
    from conversations.engine.scene import Scene
    from conversations.engine.state import Task


def confirmation(scene: Scene) -> Scene:
    """Read everything back and wait for a yes to exactly that; a change in between is read back anew."""
    scene, task = scene.working(stage="CONFIRMATION", leads_to=""), scene.task
    if task is None:
        return scene
    if task.read_back != read_back_id(task):
        return read_back(task, scene)
    said = verdict(task, scene)
    if said == "agreed":
        return scene.working(leads_to="write")
    if said == "refused":
        return kind_of(task).refuse(task, scene)
    if said == "waits":
        scene = scene.tell(talk.take_your_time())
    return read_back(task, scene)


def read_back(task: Task, scene: Scene) -> Scene:
    return kind_of(task).read_back(task, scene.put(replace(task, read_back=read_back_id(task))))
