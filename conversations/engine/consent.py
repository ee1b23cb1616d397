"""Whether what was read back is agreed to. Only a yes to exactly that commits; any change is read back anew."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Literal

from conversations.engine.commands import Agree, Ask, Fill, Keep, Remark
from conversations.engine.opening import has_terms

if TYPE_CHECKING:
    from conversations.engine.scene import Scene
    from conversations.engine.state import Task

Verdict = Literal["agreed", "refused", "waits", "unsettled"]


def read_back_id(task: Task) -> str:
    """Names all a yes would be to: what is wished, the time chosen or the bill, the deed and the booking or order."""
    start = task.chosen["start"] if task.chosen else ""
    bill = (task.quote.lines, task.quote.total, task.quote.there_at) if task.quote else ()
    wished = [asdict(task.form), asdict(task.basket), asdict(task.said)]
    return digest([*wished, start, bill, task.action, task.verified, task.shown])


def digest(values: list[object]) -> str:
    return hashlib.sha256(json.dumps(values, default=str).encode()).hexdigest()[:16]


def verdict(task: Task, scene: Scene) -> Verdict:
    """What the message says to what was read back; ``task`` stands as it was read back."""
    said = next((command for command in scene.commands if isinstance(command, Agree)), None)
    if scene.said(Keep):
        return "refused"
    if said is None:
        return "unsettled"
    if said.answer == "no":
        return "refused"
    if said.answer == "wait":
        return "waits"
    return "agreed" if agrees(said, scene) else "unsettled"


def agrees(said: Agree, scene: Scene) -> bool:
    """A yes, with nothing beside it on which it might hang: no condition, no question of terms, nothing unread."""
    if said.is_conditional or any(isinstance(each, Fill) and each.names_dishes for each in scene.commands):
        return False  # "doch ohne Montage" speaks of the dishes, whatever its first word may mean
    asked = [command for command in scene.commands if isinstance(command, Ask)]
    if any(has_terms(each.intent) for each in asked):
        return False
    return said.is_plain or bool(asked) or not is_unread(scene)


def is_unread(scene: Scene) -> bool:
    """Whether something beside the yes asks or wishes and was not understood."""
    return "question" in scene.heard.cues or scene.heard.intent == "out_of_scope" or scene.said(Remark)
