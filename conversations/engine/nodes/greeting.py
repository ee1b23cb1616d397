from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conversations.engine.scene import Scene


def greeting(scene: Scene) -> Scene:
    """The first turn. That an AI is speaking has been said already, by the message every conversation opens with."""
    return scene.remembering(greeted=True).working(stage="GREETING")
