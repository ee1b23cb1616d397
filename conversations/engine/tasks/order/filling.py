"""What is wished into the basket, and what of the business's rows it stands for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from agents.understanding.orders import Basket, Choice, Line, Unclear, joined
from businesses.availability.walltime import instants
from businesses.ordering.baskets import OrderWish, WishedLine, WishedOption
from conversations.engine.baskets import is_same, order_task
from conversations.engine.forms import filled
from conversations.engine.remembering import usual_order
from conversations.wording import orders

if TYPE_CHECKING:
    from businesses.ordering.baskets import SoldGroup
    from conversations.engine.commands import Fill
    from conversations.engine.scene import Scene
    from conversations.engine.state import Form, Task
    from conversations.repository.facts import BilledLine

AT_ONCE = timedelta(minutes=15)
"""Who wants it within so many minutes wants it as soon as it can be had."""


def fill(command: Fill, scene: Scene) -> Scene:
    """With the basket of the order that is arranged as it is now; an option asked for goes to every line without it."""
    task = order_task(scene.memory)
    if task is None:
        return scene
    if command.unknown:
        scene = scene.tell(orders.not_on_the_menu(list(command.unknown)))
    basket = with_what_is_new(task.basket, command)
    if "option" in scene.memory.requested and (group := missing_group(task, scene)) is not None:
        basket = shared(basket, [line.item for line in lines_without(task, group, scene)], task.basket, group)
    basket = replace(basket, lines=tuple(without_idle(line, scene) for line in basket.lines))
    unclear = tuple(each for each in command.unclear if each.items)
    form = filled(task.form, command.details)
    now = replace(task, form=form, basket=basket, unclear=unclear)
    scene = scene.remembering(items=())
    return scene.remembering(tasks=tuple(now if each is task else each for each in scene.memory.tasks))


def without_idle(line: Line, scene: Scene) -> Line:
    """Without what is left out though it would not be in: "no gluten-free base" is the usual one."""
    idle = set()
    for choice in line.choices:
        group = scene.desk.ordering.group(int(choice.group))
        is_one_of_many = group is not None and group.most == 1 and len(group.options) > 1
        if choice.negated and is_one_of_many and group is not None:
            usual = group.default
            idle |= {choice} if usual is None or str(usual.id) != choice.option else set()
    return replace(line, choices=tuple(choice for choice in line.choices if choice not in idle))


def with_what_is_new(basket: Basket, command: Fill) -> Basket:
    """What the message makes of the basket it was read against; another basket gets the dishes that are new in it."""
    if is_same(basket, command.before):
        return command.basket
    known = list(command.before.lines)
    new = []
    for line in command.basket.lines:
        same = next((each for each in known if each.is_same(line)), None)
        more = line.quantity - (same.quantity if same else 0)
        if more > 0:
            new.append(replace(line, quantity=more))
    return Basket(joined((*basket.lines, *new)), command.basket.wishes)


def shared(basket: Basket, lacking: list[str], before: Basket, group: SoldGroup) -> Basket:
    """ "Large" after "which size?" is the size of all the lines that had none, where nobody named one of them."""
    key = str(group.id)
    new = {choice for line in basket.lines for choice in line.choices if choice.group == key}
    new -= {choice for line in before.lines for choice in line.choices if choice.group == key}
    is_only_answer = sum(line.quantity for line in basket.lines) == sum(line.quantity for line in before.lines)
    if len(new) != 1 or not is_only_answer:
        return basket
    return Basket(tuple(with_choice(line, next(iter(new))) if line.item in lacking else line for line in basket.lines))


def with_choice(line: Line, choice: Choice) -> Line:
    if any(each.group == choice.group for each in line.choices):
        return line
    return replace(line, choices=(*line.choices, choice))


def missing_group(task: Task, scene: Scene) -> SoldGroup | None:
    """The first group of which a line needs more than was said, and nothing is taken for granted."""
    for line in task.basket.lines:
        for key in groups_of(line, scene):
            group = scene.desk.ordering.group(key)
            said = [choice for choice in line.choices if choice.group == str(key) and not choice.negated]
            if group is not None and len(said) < group.least and group.default is None:
                return group
    return None


def lines_without(task: Task, group: SoldGroup, scene: Scene) -> list[Line]:
    """Those that need something of the group and have nothing of it."""
    key = str(group.id)
    having = [line for line in task.basket.lines if group.id in groups_of(line, scene)]
    return [line for line in having if all(choice.group != key for choice in line.choices)]


def groups_of(line: Line, scene: Scene) -> tuple[int, ...]:
    item = scene.desk.item(int(line.item))
    return item.groups if item else ()


def chosen(task: Task, which: int | str) -> Task:
    """Of the dishes that were asked about, the one at the place named."""
    if not task.unclear or not isinstance(which, int) or not 0 < abs(which) <= len(task.unclear[0].items):
        return task
    item = task.unclear[0].items[which - 1 if which > 0 else which]
    lines = (*task.basket.lines, Line(item))
    return replace(task, basket=Basket(lines, task.basket.wishes), unclear=task.unclear[1:])


def the_usual(task: Task, scene: Scene) -> Task:
    """ "The same again" is the order made last in this conversation, "the usual" of somebody known their usual one."""
    if "same_again" not in scene.heard.cues and scene.work.offered != "usual":
        return task
    reference = scene.memory.orders[-1] if scene.memory.orders else usual_order(scene)
    if not reference:
        return task
    order = scene.context.repository.orders.own(reference)
    form = replace(task.form, way=task.form.way or order.way, address=task.form.address or order.address)
    return with_lines_of(replace(task, form=form), order.lines, scene)


def with_lines_of(task: Task, lines: tuple[BilledLine, ...], scene: Scene) -> Task:
    """With the basket of an order; what is no longer sold is left out."""
    return replace(task, basket=Basket(tuple(_line(line, scene) for line in lines if scene.desk.item(line.item))))


def _line(line: BilledLine, scene: Scene) -> Line:
    groups = {option.id: group.id for group in scene.desk.ordering.groups for option in group.options}
    choices = tuple(
        Choice(str(groups[each.option]), str(each.option), each.is_left_out, each.amount)
        for each in line.options
        if each.option in groups
    )
    return Line(str(line.item), line.quantity, choices)


def wish_of(task: Task, scene: Scene) -> OrderWish:
    form = task.form
    lines = tuple(
        WishedLine(
            item=int(line.item),
            quantity=line.quantity,
            options=tuple(WishedOption(int(each.option), each.amount, each.negated) for each in line.choices),
        )
        for line in task.basket.lines
    )
    is_brought = form.way == "delivery"
    return OrderWish(
        lines=lines,
        way=form.way,
        at=wanted(form, scene),
        table=form.table if form.way == "dine_in" else None,
        address=form.address if is_brought else "",
    )


def wanted(form: Form, scene: Scene) -> datetime | None:
    """When it is wanted: of two readings of an hour the first to come; None for as soon as it can be had."""
    times = [form.time] if form.time else list(form.times) or bounds(form)
    if form.soonest or not times:
        return None
    zone, now = scene.business.zone, scene.context.now
    day = date.fromisoformat(form.date) if form.date else now.astimezone(zone).date()
    found = sorted(at for each in times for at in instants(day, time.fromisoformat(each), zone))
    coming = [at for at in found if at > now]
    moment = coming[0] if coming else found[-1] if found else None
    return None if moment is None or abs(moment - now) <= AT_ONCE else moment


def bounds(form: Form) -> list[str]:
    """ "By eleven" is wanted at eleven, "this evening" when it begins."""
    first, last = form.between or ("", "")
    return [last] if first == "00:00" and last < "24:00" else [first] if first else []


def names_of(unclear: Unclear, scene: Scene) -> list[str]:
    found = (scene.desk.item(int(key)) for key in unclear.items)
    return [item.name for item in found if item is not None]
