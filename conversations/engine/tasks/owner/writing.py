"""The change done or taken back, and told from what was committed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from businesses.by_word.errors import ChangeRefused, ShownNoMore
from businesses.exchange.errors import ImportRefused, TableNotAllowed
from conversations.engine.outcomes import remembered
from conversations.engine.tasks.owner.assembling import assembled
from conversations.wording import owner
from reports.errors import ReportRefused

if TYPE_CHECKING:
    from conversations.engine.scene import Scene
    from conversations.engine.state import Task


def write(task: Task, scene: Scene) -> Scene:
    return take_back(task, scene) if task.action == "undo" else make(task, scene)


def make(task: Task, scene: Scene) -> Scene:
    wish = assembled(task.said, scene)
    if wish is None or isinstance(wish, str):
        return scene
    try:
        done = scene.context.repository.management.make(wish, shown=task.shown, told=task.headline)
    except TableNotAllowed:
        return scene.closed().tell(owner.not_allowed())
    except ShownNoMore:
        return scene.tell(owner.changed_meanwhile()).working(leads_to="confirm")
    except (ChangeRefused, ReportRefused) as error:
        return scene.closed().tell(str(error.detail) or str(error.title))
    return remembered("altered", done, scene.closed()).ask(owner.anything_else(), quick=(owner.quick_undo(),))


def take_back(task: Task, scene: Scene) -> Scene:
    try:
        found = scene.context.repository.management.take_back(task.verified)
    except TableNotAllowed:
        return scene.closed().tell(owner.not_allowed())
    except (ImportRefused, ReportRefused) as error:
        return scene.closed().tell(str(error.detail) or str(error.title))
    return remembered("taken_back", found, scene.closed()).ask(owner.anything_else())
