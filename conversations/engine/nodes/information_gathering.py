from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conversations.engine.gathering import gathered

if TYPE_CHECKING:
    from conversations.engine.scene import Scene
    from conversations.engine.state import Task


def information_gathering(scene: Scene) -> Scene:
    """Take up the commands: which task is open, and what its form holds; corrections replace what was there."""
    return gathered(without_stale_offers(scene)).working(stage="INFORMATION_GATHERING")


def without_stale_offers(scene: Scene) -> Scene:
    """After a person had the conversation, what was offered before is looked up anew."""
    if scene.memory.epoch == scene.work.epoch:
        return scene
    return scene.remembering(epoch=scene.work.epoch, tasks=tuple(map(stale, scene.memory.tasks)))


def stale(task: Task) -> Task:
    return replace(task, offers=(), chosen=None, searched="", read_back="")
