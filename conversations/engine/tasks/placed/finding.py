"""Finding the order a task is about: made in this conversation, or proved by reference and contact."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conversations.engine.tasks.change.finding import TRIES, offer_person
from conversations.wording import asking, orders

if TYPE_CHECKING:
    from conversations.engine.scene import Scene
    from conversations.engine.state import Task
    from conversations.repository.facts import OrderFacts


def identified(task: Task, scene: Scene) -> tuple[Task, OrderFacts | None, Scene]:
    """The order and the task that knows it; or None, and the scene in which what is missing is asked for."""
    book, own, form = scene.context.repository.orders, scene.memory.orders, task.form
    if task.verified or (own and form.reference in {"", *own}):
        reference = task.verified or form.reference or own[-1]
        return replace(task, verified=reference), book.own(reference), scene
    if not form.reference:
        question = asking.reference() if form.phone or form.email else orders.reference_and_contact()
        return task, None, scene.ask(question, "reference", "phone", "email")
    if not (form.phone or form.email):
        return task, None, scene.ask(orders.ordered_contact(), "phone", "email")
    found = book.find(reference=form.reference, phone=form.phone, email=form.email)
    if found is not None:
        scene = scene.remembering(orders=(*own, found.reference), ordered=found.reference).working(is_recognised=True)
        return replace(task, verified=found.reference), found, scene
    task = replace(task, form=replace(form, reference="", phone="", email=""), failures=task.failures + 1)
    scene = scene.tell(orders.not_matched())
    if task.failures >= TRIES:
        return task, None, offer_person(scene.closed())
    return task, None, scene.ask("", "reference", "phone", "email")
