"""The owner task: what one of the business's own people wants changed of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from businesses.by_word.errors import HoursNotSaid, RowsNotValid
from businesses.exchange.errors import TableNotAllowed
from conversations.engine.tasks.owner import telling, writing
from conversations.engine.tasks.owner.assembling import assembled
from conversations.wording import owner, reports, talk

if TYPE_CHECKING:
    from conversations.engine.commands import Detail, Open
    from conversations.engine.scene import Scene
    from conversations.engine.state import Task
    from conversations.repository.facts import MemberWish


class OwnerKind:
    name = "owner"
    intent = "owner_change_hours"

    def open(self, command: Open, scene: Scene) -> Scene:
        """A change that cannot be read from words alone: who works which shift, what a dish is made of."""
        return scene.tell(owner.in_the_admin())

    def give(self, task: Task, given: tuple[Detail, ...], scene: Scene) -> Scene:
        return scene

    def choose(self, task: Task, which: int | str, scene: Scene) -> Scene:
        return scene

    def advance(self, task: Task, scene: Scene) -> Scene:
        """The next question, or the change worked out and ready to be read back."""
        if task.action == "undo":
            return scene.put(task).working(leads_to="write")
        wish = assembled(task.said, scene)
        if wish is None:
            return scene.closed().tell(reports.none_is_sent()).ask(owner.anything_else())
        if isinstance(wish, str):
            return scene.put(task).ask(
                telling.question(wish, task.said), wish, quick=telling.choices(wish, task.said, scene)
            )
        return self.worked_out(task, wish, scene)

    def worked_out(self, task: Task, wish: MemberWish, scene: Scene) -> Scene:
        try:
            found = scene.context.repository.management.preview(wish)
        except TableNotAllowed:
            return scene.closed().tell(owner.not_allowed())
        except HoursNotSaid:
            return scene.put(task).ask(owner.from_when_to_when(), "hours")
        except RowsNotValid as error:
            return scene.closed().tell(str(error.detail)).ask(owner.anything_else())
        if not found.rows:
            return scene.closed().tell(owner.is_so_already()).ask(owner.anything_else())
        told, headline = telling.told(wish, found, scene)
        shown = replace(task, told=told, headline=headline, shown=found.digest)
        return scene.put(shown).working(leads_to="confirm")

    def read_back(self, task: Task, scene: Scene) -> Scene:
        return scene.tell(task.told).ask(owner.shall_i(), "confirm", quick=(talk.quick_yes(), *telling.others(task)))

    def refuse(self, task: Task, scene: Scene) -> Scene:
        return scene.closed().ask(owner.nothing_changed())

    def write(self, task: Task, scene: Scene) -> Scene:
        return writing.write(task, scene)

    def drop(self, task: Task, scene: Scene) -> Scene:
        return scene.closed().ask(owner.nothing_changed())


KIND = OwnerKind()
