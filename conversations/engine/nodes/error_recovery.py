from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conversations.engine.outcomes import remembered
from conversations.engine.reply import Reply
from conversations.wording import handoff, talk

if TYPE_CHECKING:
    from conversations.engine.scene import Scene


def error_recovery(scene: Scene) -> Scene:
    """A node failed. What was committed before it stands and is told; only where nothing was, that is said.

    The memory is as it was before that node: the task whose write stands is closed here, so that a second yes does
    nothing.
    """
    scene = scene.working(reply=Reply(), leads_to="", hand_off="", stage="ERROR_RECOVERY", is_recovered=True)
    written = scene.context.repository.committed
    if not written:
        scene = without_consent(scene).remembering(offered="person")
        return scene.ask(handoff.trouble(), quick=(talk.quick_person(),))
    for deed, found in written:
        scene = remembered(deed, found, scene)
    scene = scene.remembering(tasks=scene.memory.tasks[len(written) :])
    return scene.ask(handoff.trouble_after(), quick=(talk.quick_person(),))


def without_consent(scene: Scene) -> Scene:
    return scene.remembering(tasks=tuple(replace(task, read_back="") for task in scene.memory.tasks))
