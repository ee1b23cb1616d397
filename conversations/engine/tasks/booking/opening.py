"""When a wish opens a booking, belongs to the one being arranged, or waits for its turn."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conversations.engine.forms import filled
from conversations.engine.remembering import intent_of_usual, usual_booking, wishes_for_usual
from conversations.engine.state import Form
from conversations.engine.suggesting import needed
from conversations.engine.tasks.making import new_task
from conversations.engine.tasks.protocol import kinds
from conversations.wording import booking

if TYPE_CHECKING:
    from conversations.engine.commands import Open
    from conversations.engine.scene import Scene
    from conversations.engine.state import Task


def opened(command: Open, scene: Scene) -> Scene:
    """A second wish of one message waits its turn; a later one changes what is arranged, unless that has its time."""
    if scene.work.opened:
        return second(command, scene)
    if wishes_for_usual(command, scene) and is_of_dishes(command, scene):
        return kinds()["order"].open(command, scene)
    memory = scene.memory
    task = made(command, scene, said_before(scene))
    usual, scene = usual_booking(task, scene) if wishes_for_usual(command, scene) else (task, scene)
    task = again(task, command, scene) if usual is task else usual
    if memory.notes:
        task = replace(task, form=replace(task.form, notes=(*memory.notes, *task.form.notes)))
    scene = scene.remembering(said=Form(), notes=(), done="")
    return scene.opened(task).working(opened=1)


def said_before(scene: Scene) -> Form:
    """What was said of a booking before one was asked for, and the service "it" means."""
    said, topic = scene.memory.said, scene.memory.topic
    return said if said.service or not topic else replace(said, service=topic)


def made(command: Open, scene: Scene, start: Form) -> Task:
    task = new_task("book", scene.memory, command.details, start=start, words=command.words)
    is_named = any(detail.name == "name" for detail in command.details)
    if command.is_for_other and not is_named:
        task = replace(task, form=replace(task.form, name=""), is_for_other=True)
    return task


def is_of_dishes(command: Open, scene: Scene) -> bool:
    """Whether the usual of somebody who only orders is wished for."""
    return not command.details and intent_of_usual(scene) == "order"


def again(task: Task, command: Open, scene: Scene) -> Task:
    """ "The same again next week": what is not said is as in the booking made last."""
    if not (command.intent == "book_again" or "same_again" in scene.heard.cues) or not scene.memory.bookings:
        return task
    last, form = scene.context.repository.own_booking(scene.memory.bookings[-1]), task.form
    form = replace(form, service=last.service, people=form.people or last.people)
    if not (form.time or form.times or form.between):
        form = replace(form, time=f"{last.starts_at:%H:%M}")
    return replace(task, form=form)


def second(command: Open, scene: Scene) -> Scene:
    """A further wish of the same message, on the same day and for the same where it names neither."""
    first = scene.task
    start = Form(date=first.form.date, dates=first.form.dates) if first else Form()
    if first and needed(command.words, scene) is None:
        start = replace(start, service=first.form.service)
    task = again(made(command, scene, start), command, scene)
    names = [
        service.name
        for each in (first, task)
        if each is not None and (service := scene.desk.service(each.form.service or 0)) is not None
    ]
    told = booking.one_at_a_time(names[0], names[1:]) if len(names) > 1 else ""
    return scene.tell(told).queued(task).working(opened=scene.work.opened + 1)


def is_another(task: Task, command: Open) -> bool:
    """Whether a wish names something else to book beside what has its time already."""
    service = next((detail for detail in command.details if detail.name == "service"), None)
    is_other = service is not None and not service.is_correction and str(service.value) != str(task.form.service)
    return is_other and bool(task.form.service) and task.chosen is not None


def merged(task: Task, command: Open) -> Task:
    return replace(task, form=filled(task.form, command.details))
