"""An order read back before it is made: what it is, what it costs, when it is there, and what is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from businesses.models import Allergen
from conversations.engine.tasks.person import person_of
from conversations.wording import orders, talk

if TYPE_CHECKING:
    from conversations.engine.scene import Scene
    from conversations.engine.state import Task
    from conversations.repository.facts import BilledLine


def read_back(task: Task, scene: Scene) -> Scene:
    if task.quote is None:
        return scene
    scene = scene.tell(*allergens_told(task.quote.lines, scene))
    table = next((each.name for each in scene.desk.resources if each.id == task.form.table), "")
    text = orders.read_back(
        task.quote,
        person_of(task.form),
        scene.business,
        address=task.form.address,
        table=table,
        note=task.form.note,
        reference=task.verified,
    )
    return scene.ask(text, "confirm", quick=(talk.quick_yes(), talk.quick_no()))


def dishes(task: Task, scene: Scene) -> list[str]:
    """The basket in words, a line each."""
    options = {str(option.id): option.name for group in scene.desk.ordering.groups for option in group.options}
    found = []
    for line in task.basket.lines:
        item = scene.desk.item(int(line.item))
        made = [orders.option_named(options.get(c.option, ""), c.amount, is_left_out=c.negated) for c in line.choices]
        if item is not None:
            found.append(orders.dish(line.quantity, item.name, made))
    return found


def allergens_told(lines: tuple[BilledLine, ...], scene: Scene) -> list[str]:
    """What of the fourteen is recorded in each dish, before the yes; first what the customer said they cannot eat."""
    told, warned = [], []
    for line in lines:
        found = recorded(line, scene)
        if found is None:
            told.append(orders.allergens_unknown(line.name))
            continue
        avoided = [label(each) for each in scene.memory.allergies if each in found]
        if avoided:
            warned.append(orders.holds_avoided(line.name, avoided))
        if found:
            told.append(orders.holds(line.name, [label(each) for each in found]))
    told, warned = list(dict.fromkeys(told)), list(dict.fromkeys(warned))
    return [*warned, *([orders.in_it(told)] if told else [])]


def recorded(line: BilledLine, scene: Scene) -> list[str] | None:
    """The allergens of a dish as it is made; None where nobody has recorded them, of the dish or of what is added."""
    item = scene.desk.item(line.item)
    if item is None or item.allergens is None:
        return None
    found = list(item.allergens)
    added = {each.option for each in line.options if not each.is_left_out}
    for group in scene.desk.ordering.groups:
        for option in group.options:
            if option.id in added:
                found += option.allergens or ()
    return list(dict.fromkeys(found))


def label(allergen: str) -> str:
    return str(Allergen(allergen).label)
