"""What every program of a turn is asked with, and where its prediction is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from agents.modules.gateway import Asking
from conversations.engine.private import private_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from agents.modules.predicting import Prediction
    from conversations.engine.scene import Scene

SURE = 0.5
"""From this confidence on a program's prediction counts; it is the program's own word for it."""
KEPT = "modules"
"""Under which signal of the turn the predictions are."""


def asking_of(scene: Scene, slots: Iterable[tuple[str, str]], *, seconds: float) -> Asking:
    """``slots`` are names of details that were just said, with their words: what is a person's stays here."""
    return Asking(
        locale=scene.context.locale,
        seconds=seconds,
        agent=scene.memory.agent,
        conversation=scene.context.conversation,
        private=private_in(slots, scene),
    )


def heard_slots(scene: Scene) -> list[tuple[str, str]]:
    return [(name, slot.text) for name, slot in scene.heard.slots.items()]


def with_predictions(scene: Scene, *predictions: Prediction[Any]) -> Scene:
    """With the predictions beside those of the turn so far."""
    kept = scene.work.signals.get(KEPT, [])
    return scene.signalling(**{KEPT: [*kept, *(each.told() for each in predictions)]})
