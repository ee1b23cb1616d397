"""What a kind of task is: a folder behind this protocol. The registry finds the folders; nothing else names them."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

from conversations.engine import tasks

if TYPE_CHECKING:
    from collections.abc import Mapping

    from conversations.engine.commands import Detail, Open
    from conversations.engine.scene import Scene
    from conversations.engine.state import Task


class TaskKind(Protocol):
    """``name`` is what intents of the catalogue open by (``task:``); ``intent`` is the one whose agent speaks."""

    name: str
    intent: str

    def open(self, command: Open, scene: Scene) -> Scene:
        """With the deed taken up: by a new task, or by the one at work where it means that."""
        ...

    def give(self, task: Task, details: tuple[Detail, ...], scene: Scene) -> Scene:
        """With details put into the task at work."""
        ...

    def choose(self, task: Task, which: int | str, scene: Scene) -> Scene:
        """With the one chosen of what was named last."""
        ...

    def advance(self, task: Task, scene: Scene) -> Scene:
        """One step on: the next question, ``leads_to="confirm"``, a reason in ``hand_off``, or the task closed."""
        ...

    def read_back(self, task: Task, scene: Scene) -> Scene:
        """With all that would be done told, and the question for a yes."""
        ...

    def refuse(self, task: Task, scene: Scene) -> Scene:
        """After a no to what was read back."""
        ...

    def write(self, task: Task, scene: Scene) -> Scene:
        """Done, told from the committed row, and closed; or told why not."""
        ...

    def drop(self, task: Task, scene: Scene) -> Scene:
        """Let go of: closed, and said that nothing was done."""
        ...


@cache
def kinds() -> Mapping[str, TaskKind]:
    """Every kind by its name; each folder in ``tasks`` has its own in ``KIND``."""
    folders = [found.name for found in pkgutil.iter_modules(tasks.__path__) if found.ispkg]
    every = [import_module(f"{tasks.__name__}.{name}").KIND for name in folders]
    return {kind.name: kind for kind in every}


def kind_of(task: Task) -> TaskKind:
    return kinds()[task.kind]
