from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.handing_off import handed_off
from conversations.engine.nodes.confirmation import confirmation
from conversations.engine.remembering import asked, learned
from conversations.engine.tasks.making import acquainted
from conversations.engine.tasks.protocol import kind_of
from conversations.wording import asking

if TYPE_CHECKING:
    from conversations.engine.scene import Scene


def workflow_trigger(scene: Scene) -> Scene:
    """The only stage that writes: book, order, cancel, move, hand over. What follows a write (mails, reminders) is
    started by the event committed with it.
    """
    scene = scene.working(stage="WORKFLOW_TRIGGER", leads_to="")
    if scene.work.hand_off:
        return handed_off(scene)
    task = scene.task
    if task is None:
        return scene
    below = scene.memory.tasks[1:]
    scene = kind_of(task).write(task, scene)
    if scene.work.leads_to == "confirm":  # something has changed meanwhile, and another yes is needed
        return confirmation(scene)
    scene = learned(task, scene)
    return asked(resumed(scene) if scene.memory.tasks == below else scene)


def resumed(scene: Scene) -> Scene:
    """Turn to what waited for the task that is done now."""
    task = scene.task
    if task is None:
        return scene
    task = acquainted(task, scene.memory)
    service = scene.desk.service(task.form.service or 0)
    if task.kind == "book" and service is not None:
        scene = scene.tell(asking.now(service.name))
    scene = kind_of(task).advance(task, scene)
    return confirmation(scene) if scene.work.leads_to == "confirm" else scene
