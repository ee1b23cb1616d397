"""The placed task: how an order stands, changing it and giving it up."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from businesses.ordering.errors import OrderBusy, OrderError
from conversations.engine.forms import filled
from conversations.engine.ordered import payload
from conversations.engine.outcomes import committed
from conversations.engine.tasks.making import new_task
from conversations.engine.tasks.placed.finding import identified
from conversations.engine.tasks.placed.reopening import reopened, says_otherwise
from conversations.wording import ordered, orders, talk

if TYPE_CHECKING:
    from conversations.engine.commands import Detail, Open
    from conversations.engine.scene import Scene
    from conversations.engine.state import Action, Task

ACTIONS: dict[str, Action] = {"cancel": "cancel", "change_order": "amend", "reschedule": "amend"}

NOT_ACCEPTED = frozenset({"unpaid", "placed"})


class PlacedKind:
    name = "placed"
    intent = "order_status"

    def open(self, command: Open, scene: Scene) -> Scene:
        if not scene.desk.ordering.ways:
            return scene.tell(talk.no_orders(scene.business))
        action = ACTIONS.get(command.intent, "check")
        if (task := scene.task) is not None and task.kind == self.name:
            return scene.put(replace(task, action=action, form=filled(task.form, command.details), read_back=""))
        if task is not None and task.kind == "order" and not scene.memory.orders:
            return scene.tell(orders.not_yet())
        task = replace(new_task(self.name, scene.memory, command.details, words=command.words), action=action)
        if action == "amend" and scene.memory.ordered and not task.form.reference:
            found = scene.context.repository.orders.own(scene.memory.ordered)
            if found.status == "placed":
                return reopened(task.form, found, scene)
        return scene.opened(task)

    def give(self, task: Task, given: tuple[Detail, ...], scene: Scene) -> Scene:
        return scene.put(replace(task, form=filled(task.form, given)))

    def choose(self, task: Task, which: int | str, scene: Scene) -> Scene:
        return scene

    def advance(self, task: Task, scene: Scene) -> Scene:
        """Find the order, then do what the task is about with it."""
        task, found, scene = identified(task, scene)
        if found is None:
            return scene.put(task) if scene.task is not None and scene.task.kind == self.name else scene
        if task.action == "cancel" and found.status in NOT_ACCEPTED:
            return scene.put(task).working(leads_to="confirm")
        if task.action == "amend" and found.status == "placed":
            scene = reopened(task.form, found, scene.closed())
            says_how = says_otherwise(task.form)
            return scene if says_how else scene.ask(ordered.what_to_change(found), "item", "option")
        is_with_kitchen = found.status in {"accepted", "preparing", "ready"}
        told = [orders.with_the_kitchen(scene.business)] if task.action != "check" and is_with_kitchen else []
        return scene.closed().tell(ordered.described(found, scene.business), *told).show_order(payload(found))

    def read_back(self, task: Task, scene: Scene) -> Scene:
        found = scene.context.repository.orders.own(task.verified)
        return scene.ask(
            ordered.ask_cancel(found, scene.business), "confirm", quick=(talk.quick_yes(), talk.quick_keep())
        )

    def refuse(self, task: Task, scene: Scene) -> Scene:
        found = scene.context.repository.orders.own(task.verified)
        return scene.closed().tell(ordered.kept(found)).ask(talk.anything_else())

    def write(self, task: Task, scene: Scene) -> Scene:
        try:
            found = scene.context.repository.orders.cancel(task.verified)
        except OrderBusy as error:
            return scene.ask(
                f"{orders.sentence(error.detail)} {orders.try_again()}", "confirm", quick=(talk.quick_yes(),)
            )
        except OrderError as error:
            return scene.closed().tell(orders.sentence(error.detail))
        return committed("order_cancelled", found, scene.closed())

    def drop(self, task: Task, scene: Scene) -> Scene:
        return scene.closed().tell(orders.unchanged()).ask(talk.anything_else())


KIND = PlacedKind()
