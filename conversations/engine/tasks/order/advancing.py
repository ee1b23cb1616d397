"""What is still needed for an order, in the order a person would ask for it."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from businesses.ordering.errors import (
    AddressMissing,
    BasketNotValid,
    NoOrders,
    NotDeliveredThere,
    NotThen,
    OrderError,
    TableNotKnown,
    TooSmallToDeliver,
)
from conversations.engine.commands import Ask, Fill
from conversations.engine.consent import digest
from conversations.engine.tasks.order import filling, telling
from conversations.engine.tasks.person import ask_person
from conversations.wording import ordered, orders

if TYPE_CHECKING:
    from agents.understanding.orders import Line
    from businesses.ordering.errors import Fault
    from conversations.engine.scene import Scene
    from conversations.engine.state import Task

NAMED = 6
SHORT_OF = frozenset({"unknown_item", "sold_out", "no_price", "not_served"})
"""Faults by which a dish cannot be had at all."""


def advance(task: Task, scene: Scene) -> Scene:
    """Find out the next thing that is missing and ask for it, or declare the order ready to be read back."""
    task, scene = without_sold_out(task, scene)
    if task.unclear and is_left_open(task, scene):
        task, scene = replace(task, unclear=()), scene.tell(orders.left_out(task.unclear[0].text))
    if task.unclear:
        names = filling.names_of(task.unclear[0], scene)
        return scene.put(task).ask(
            orders.which_dish(task.unclear[0].text, names[:NAMED]), "item", "choice", quick=tuple(names[:NAMED])
        )
    if not task.basket.lines:
        return scene.put(task).ask(orders.what_would_you_like(), "item")
    if (group := filling.missing_group(task, scene)) is not None:
        return ask_option(task, group.id, scene)
    if not task.form.way:
        task, scene = with_only_way(task, scene)
    if not task.form.way:
        ways = [orders.way(each) for each in scene.desk.ordering.ways]
        return scene.put(task).ask(orders.which_way(ways), "way", quick=tuple(ways))
    if task.form.way == "delivery" and not task.form.address:
        return scene.put(task).ask(orders.where_to(), "address")
    if task.form.way == "dine_in" and task.form.table is None:
        return scene.put(task).ask(orders.which_table(), "table")
    return quoted(task, scene)


def without_sold_out(task: Task, scene: Scene) -> tuple[Task, Scene]:
    """What cannot be had today is told and left out before anything is asked about it."""
    gone = [each for each in scene.desk.items if not each.is_available]
    keys = {str(each.id): each.name for each in gone}
    for line in task.basket.lines:
        if line.item in keys:
            scene = scene.tell(orders.sold_out(keys[line.item]))
    kept = tuple(line for line in task.basket.lines if line.item not in keys)
    return replace(task, basket=replace(task.basket, lines=kept)), scene


def is_left_open(task: Task, scene: Scene) -> bool:
    """Whether which dish was meant has been asked already, and the answer named none: "that's all"."""
    is_asked = "choice" in scene.memory.requested and bool(task.asked)
    return is_asked and bool(task.basket.lines) and not scene.said(Fill) and not scene.said(Ask)


def ask_option(task: Task, key: int, scene: Scene) -> Scene:
    group = scene.desk.ordering.group(key)
    if group is None:
        return scene
    names = [
        item.name for line in filling.lines_without(task, group, scene) if (item := scene.desk.item(int(line.item)))
    ]
    choices = [option.name for option in group.options]
    asked = orders.which_option(group.name, choices, names)
    return scene.put(task).ask(asked, "option", quick=tuple(choices[:NAMED]))


def with_only_way(task: Task, scene: Scene) -> tuple[Task, Scene]:
    """Where there is one way, nobody is asked; an address given says that it is to be brought."""
    ways = scene.desk.ordering.ways
    only = ways[0] if len(ways) == 1 else "delivery" if task.form.address and "delivery" in ways else ""
    return replace(task, form=replace(task.form, way=only)), scene


def quoted(task: Task, scene: Scene) -> Scene:
    """Have it priced, unless it is already; then ask for who it is."""
    wish = filling.wish_of(task, scene)
    wished = digest([asdict(wish)])
    is_good = task.quote is not None and task.quote.expires_at > scene.context.now
    if task.quoted != wished or not is_good:
        try:
            quote = scene.context.repository.orders.quote(wish, replaces=task.verified)
        except OrderError as error:
            return refused(task, error, scene)
        task = replace(task, quote=quote, quoted=wished)
    asked = ask_person(task.form, scene)
    if asked is None:
        return scene.put(task).working(leads_to="confirm")
    if task.quote is not None and task.announced != task.quoted:
        asked = asked.tell(ordered.comes_to(task.quote, telling.dishes(task, scene), scene.business))
        task = replace(task, announced=task.quoted)
    return asked.put(task)


def refused(task: Task, error: OrderError, scene: Scene) -> Scene:
    """Why it cannot be had so, and the question that may help."""
    form, task = task.form, replace(task, quote=None, quoted="", read_back="")
    if isinstance(error, BasketNotValid):
        return without_faulty(task, error, scene)
    if isinstance(error, NotThen):
        named = [orders.moment(each.astimezone(scene.business.zone), scene.business) for each in error.nearest]
        times = tuple(orders.clock(each.astimezone(scene.business.zone), scene.business) for each in error.nearest)
        task = replace(task, form=replace(form, time="", times=(), soonest=False))
        return scene.put(task).ask(orders.not_then(named), "time", "date", quick=times)
    if isinstance(error, NotDeliveredThere | AddressMissing):
        task = replace(task, form=replace(form, address=""))
        others = tuple(orders.way(each) for each in scene.desk.ordering.ways if each != "delivery")
        told = scene.tell(orders.sentence(error.detail)) if isinstance(error, NotDeliveredThere) else scene
        return told.put(task).ask(orders.where_else(list(others)), "address", "way", quick=others)
    if isinstance(error, TooSmallToDeliver):
        return scene.put(task).tell(orders.sentence(error.detail)).ask(orders.what_else(), "item", "way")
    if isinstance(error, TableNotKnown):
        return scene.put(replace(task, form=replace(form, table=None))).ask(orders.which_table(), "table")
    if isinstance(error, NoOrders) and error.ways:
        ways = [orders.way(each) for each in error.ways]
        task = replace(task, form=replace(form, way=""))
        return scene.put(task).ask(orders.only_ways(ways), "way", quick=tuple(ways))
    return scene.closed().tell(orders.sentence(error.detail))


def without_faulty(task: Task, error: BasketNotValid, scene: Scene) -> Scene:
    """Each fault is told; a dish that cannot be had leaves the basket, one with too little left is as many as are."""
    kept = []
    for place, line in enumerate(task.basket.lines):
        fault = error.faults.get(place)
        if fault is not None:
            scene = scene.tell(fault.told)
        if fault is None or fault.kind not in SHORT_OF:
            kept.append(replace(line, quantity=fault.left) if fault and fault.left else without_options(line, fault))
    task = replace(task, basket=replace(task.basket, lines=tuple(kept)))
    return scene.put(task).ask(orders.what_instead(is_empty=not kept), "item", "option")


def without_options(line: Line, fault: Fault | None) -> Line:
    """The line without what it cannot be made with."""
    if fault is None or fault.kind not in {"too_many", "unknown_option"}:
        return line
    wrong = str(fault.group) if fault.group else None
    choices = tuple(each for each in line.choices if wrong is not None and each.group != wrong)
    return replace(line, choices=choices)
