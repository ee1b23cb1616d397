"""How one's place on the list stands: found by the conversation, or proved by reference and contact."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conversations.engine.tasks.change.finding import TRIES, offer_person
from conversations.wording import asking, talk, waiting

if TYPE_CHECKING:
    from conversations.engine.scene import Scene
    from conversations.engine.state import Task
    from conversations.repository.facts import WaitingFacts


def identified(task: Task, scene: Scene) -> tuple[Task, WaitingFacts | None, Scene]:
    """The place and the task that knows it; or None, and the scene in which what is missing is asked for."""
    repository, form = scene.context.repository.waiting, task.form
    if task.verified:
        return task, repository.called(task.verified), scene
    own = repository.own()
    mine = next((each for each in own if form.reference in {"", each.reference}), None)
    if mine is not None:
        return replace(task, verified=mine.reference), mine, scene
    if not form.reference:
        return task, None, scene.ask(waiting.not_here(), "reference", "phone", "email")
    if not (form.phone or form.email):
        return task, None, scene.ask(asking.contact(), "phone", "email")
    found = repository.find(reference=form.reference, phone=form.phone, email=form.email)
    if found is not None:
        return replace(task, verified=found.reference), found, scene
    task = replace(task, form=replace(form, reference="", phone="", email=""), failures=task.failures + 1)
    scene = scene.tell(waiting.not_matched())
    if task.failures >= TRIES:
        return task, None, offer_person(scene.closed())
    return task, None, scene.ask("", "reference", "phone", "email")


def advance(task: Task, scene: Scene) -> Scene:
    """Tell how it stands. What is offered is read back to be taken, leaving is asked once more."""
    task, found, scene = identified(task, scene)
    if found is None:
        return scene.put(task) if scene.task is not None and scene.task.kind == task.kind else scene
    if found.status == "offered" and task.action == "check":
        return scene.put(replace(task, action="take")).working(leads_to="confirm")
    if found.status in {"waiting", "offered"} and task.action in {"leave", "take"}:
        return scene.put(task).working(leads_to="confirm")
    return scene.closed().tell(waiting.described(found, scene.business))


def read_back(task: Task, scene: Scene) -> Scene:
    found = scene.context.repository.waiting.called(task.verified)
    if task.action == "take":
        text = waiting.ask_take(found, scene.business)
        return scene.ask(text, "confirm", quick=(talk.quick_yes(), waiting.quick_wait_on()))
    return scene.ask(waiting.ask_leave(found, scene.business), "confirm", quick=(talk.quick_yes(), talk.quick_keep()))
