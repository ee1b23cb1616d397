"""An order read back before it is made: what it is, what it costs, when it is there, and what is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from businesses.models import Allergen
from businesses.ordering.allergens import all_of, known_of
from businesses.wording.orders import option
from conversations.engine.tasks.person import person_of
from conversations.wording import ordered, orders, talk
from tenants.models import Category

if TYPE_CHECKING:
    from conversations.engine.scene import Scene
    from conversations.engine.state import Task
    from conversations.repository.facts import BilledLine


def read_back(task: Task, scene: Scene) -> Scene:
    if task.quote is None:
        return scene
    scene = scene.tell(*allergens_told(task.quote.lines, scene))
    table = next((each.name for each in scene.desk.resources if each.id == task.form.table), "")
    text = ordered.read_back(
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
        made = [option(options.get(c.option, ""), c.amount, is_left_out=c.negated) for c in line.choices]
        if item is not None:
            found.append(orders.dish(line.quantity, item.name, made))
    return found


def allergens_told(lines: tuple[BilledLine, ...], scene: Scene) -> list[str]:
    """What of the fourteen is recorded in each dish, before the yes; first what the customer said they cannot eat."""
    told: dict[str, None] = {}
    warned: dict[str, None] = {}
    for line in lines:
        parts = parts_of(line, scene)
        avoided = [label(each) for each in known_of(parts) if each in scene.memory.allergies]
        if avoided:
            warned[orders.holds_avoided(line.name, avoided)] = None
        found = all_of(parts)
        if found is None and is_food(scene):
            told[orders.allergens_unknown(line.name)] = None
        elif found:
            told[orders.holds(line.name, [label(each) for each in found])] = None
    return [*warned, *([orders.in_it(list(told))] if told else [])]


def is_food(scene: Scene) -> bool:
    """Whether what is sold is eaten, or somebody warned of an allergy: of wiper blades nobody wants to hear that their
    allergens are not recorded.
    """
    return scene.business.category == Category.FOOD or bool(scene.memory.allergies)


def parts_of(line: BilledLine, scene: Scene) -> list[tuple[str, ...] | None]:
    """The recorded allergens of a dish and of all that is added to it; None for a part nobody has recorded."""
    item = scene.desk.item(line.item)
    recorded = {option.id: option.allergens for group in scene.desk.ordering.groups for option in group.options}
    added = [recorded.get(each.option) for each in line.options if not each.is_left_out]
    return [item.allergens if item else None, *added]


def label(allergen: str) -> str:
    return str(Allergen(allergen).label)
