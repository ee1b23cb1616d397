"""An order that was made, arranged once more: as it is, with what is said now in its place."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conversations.engine.tasks.making import new_task
from conversations.engine.tasks.order.filling import with_lines_of

if TYPE_CHECKING:
    from conversations.engine.scene import Scene
    from conversations.engine.state import Form
    from conversations.repository.facts import OrderFacts


def reopened(said: Form, found: OrderFacts, scene: Scene) -> Scene:
    """A yes puts it in the place of the order there is, of which nobody has accepted anything yet."""
    order = new_task("order", scene.memory)
    is_known = found.reference == scene.memory.ordered and scene.memory.basket.lines
    order = replace(order, basket=scene.memory.basket) if is_known else with_lines_of(order, found.lines, scene)
    return scene.opened(replace(order, verified=found.reference, form=as_ordered(said, found, scene)))


def as_ordered(said: Form, found: OrderFacts, scene: Scene) -> Form:
    """The form with what is not said anew from the order. Nothing said of when leaves what was promised."""
    table = next((each.id for each in scene.desk.resources if each.name == found.table), None)
    form = replace(
        said,
        reference="",
        name=found.name,
        phone=found.phone,
        email=found.email,
        way=said.way or found.way,
        address=said.address or found.address,
        table=said.table if said.table is not None else table,
        notes=(*([found.note] if found.note else []), *said.notes),
    )
    if not form.has_moment:
        return form
    has_day = bool(form.date or form.dates)
    has_hour = bool(form.time or form.times or form.between)
    return replace(
        form,
        date=form.date if has_day else f"{found.there_at:%Y-%m-%d}",
        time=form.time if has_hour else f"{found.there_at:%H:%M}",
    )


def says_otherwise(form: Form) -> bool:
    """Whether something of the order is to be other than it was."""
    is_elsewhere = bool(form.way or form.address or form.table is not None)
    return is_elsewhere or form.has_moment or form.soonest or bool(form.notes)
