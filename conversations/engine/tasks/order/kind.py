"""The order task: from what is wished to a committed order."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from businesses.models import OrderWay
from conversations.engine.commands import Fill
from conversations.engine.forms import filled
from conversations.engine.state import Form
from conversations.engine.tasks.making import new_task
from conversations.engine.tasks.order import advancing, filling, telling, writing
from conversations.engine.tasks.protocol import kinds
from conversations.wording import asking, orders, talk

if TYPE_CHECKING:
    from conversations.engine.commands import Detail, Open
    from conversations.engine.scene import Scene
    from conversations.engine.state import Task
    from conversations.needs import Need

CHANGEABLE: tuple[Need, ...] = ("item", "option", "way", "time", "address", "name", "phone", "email")


class OrderKind:
    name = "order"
    intent = "order"

    def open(self, command: Open, scene: Scene) -> Scene:
        """A new order, unless one is being arranged; what is to change of one that was made is that one's."""
        if not scene.desk.ordering.ways:
            return scene.tell(talk.no_orders(scene.business))
        if (task := scene.task) is not None and task.kind == self.name:
            return self.give(task, command.details, scene)
        if command.intent == "change_order" and scene.memory.ordered:
            return kinds()["placed"].open(command, scene)
        task = new_task(self.name, scene.memory, command.details, start=seated(scene), words=command.words)
        task = filling.the_usual(task, scene)
        task = replace(task, form=replace(task.form, notes=(*task.form.notes, *scene.memory.notes)))
        scene = scene.remembering(notes=())
        is_waiting = scene.task is not None and (scene.task.kind == "book" or scene.work.opened)
        placed = scene.queued(task) if is_waiting else scene.opened(task)
        return placed.working(opened=scene.work.opened + 1)

    def give(self, task: Task, given: tuple[Detail, ...], scene: Scene) -> Scene:
        return scene.put(replace(task, form=filled(task.form, given)))

    def choose(self, task: Task, which: int | str, scene: Scene) -> Scene:
        if which in {"earlier", "any"} and not task.unclear:
            return scene.put(replace(task, form=replace(task.form, time="", times=(), soonest=True)))
        return scene.put(filling.chosen(task, which))

    def advance(self, task: Task, scene: Scene) -> Scene:
        """One step on; what has been taken down so far is told where something changed and more is to be asked."""
        after = advancing.advance(task, scene)
        order = after.task
        if not scene.said(Fill) or order is None or order.quote or not order.basket.lines:
            return after
        return after.tell(orders.so_far(telling.dishes(order, after)))

    def read_back(self, task: Task, scene: Scene) -> Scene:
        return telling.read_back(task, scene)

    def refuse(self, task: Task, scene: Scene) -> Scene:
        """Nothing is ordered; what is wrong with it is asked for."""
        return scene.put(replace(task, read_back="")).ask(asking.what_to_change(), *CHANGEABLE)

    def write(self, task: Task, scene: Scene) -> Scene:
        return writing.order(task, scene)

    def drop(self, task: Task, scene: Scene) -> Scene:
        closed = scene.closed().tell(orders.unchanged() if task.verified else orders.dropped())
        return closed.ask(talk.anything_else(), quick=(talk.quick_hours(), talk.quick_person()))


def seated(scene: Scene) -> Form:
    """Who scanned the code of a table orders to it, unless they say otherwise."""
    table = scene.context.table
    if table is None or OrderWay.DINE_IN not in scene.desk.ordering.ways:
        return Form()
    return Form(way=OrderWay.DINE_IN.value, table=table)


KIND = OrderKind()
