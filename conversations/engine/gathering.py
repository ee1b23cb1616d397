"""Commands into memory: which task is open, what its form holds, what is noted beside it."""

from __future__ import annotations

from dataclasses import replace
from functools import singledispatch
from typing import TYPE_CHECKING

from conversations.engine import commands as c
from conversations.engine.agents import may_do
from conversations.engine.baskets import is_same
from conversations.engine.forms import filled, known_of, noted, withdrawn
from conversations.engine.opening import opens
from conversations.engine.remembering import intent_of_usual
from conversations.engine.state import Form
from conversations.engine.tasks.change.amending import amended
from conversations.engine.tasks.change.finding import offer_person
from conversations.engine.tasks.order import filling
from conversations.engine.tasks.owner import altering
from conversations.engine.tasks.protocol import kind_of, kinds
from conversations.engine.times.choosing import taken
from conversations.wording import booking, facts, handoff, refusals

if TYPE_CHECKING:
    from conversations.engine.scene import Scene
    from conversations.engine.state import Task

BOOKING_DETAILS = frozenset({"service", "people", "date", "time", "staff"})
AMENDED = frozenset({"address", "name"})
LATER = (c.LackReference, c.Give, c.Fill, c.Withdraw, c.Choose, c.Remark)
"""What is about the task at work is taken up once the message's own deed has opened it."""


def gathered(scene: Scene) -> Scene:
    first = [each for each in scene.commands if not isinstance(each, LATER)]
    then = [each for each in scene.commands if isinstance(each, LATER)]
    for command in (*first, *then):
        scene = take(command, scene)
    return permitted(scene)


def permitted(scene: Scene) -> Scene:
    """Without the tasks that no agent may do here, however they were opened: those are a person's, who is offered."""
    kept = tuple(task for task in scene.memory.tasks if may_do(task.kind, scene))
    if kept == scene.memory.tasks:
        return scene
    scene = scene.remembering(tasks=kept).tell(handoff.left_to_staff())
    return scene if kept else offer_person(scene)


@singledispatch
def take(command: c.Command, scene: Scene) -> Scene:
    """With the command taken up; questions, courtesies and calls are PROCESSING's."""
    return scene


@take.register(c.Open)
def _open(command: c.Open, scene: Scene) -> Scene:
    kind = kinds().get(opens(command.intent))
    scene = knowing(command.details, scene)
    if kind is None:
        return scene
    for detail in command.details:
        scene = told_of_what_is_not(detail, scene)
    return kind.open(command, scene)


@take.register(c.Ask)
def _ask(command: c.Ask, scene: Scene) -> Scene:
    """ "Are you open on Friday?", and then "a table for two": the day asked about is the one meant."""
    if scene.task is not None:
        return scene
    said = [c.Detail(name, values[0]) for name, values in command.about.items() if name in BOOKING_DETAILS and values]
    topic = next((int(d.value) for d in said if d.name == "service" and str(d.value).isdigit()), scene.memory.topic)
    return scene.remembering(said=filled(scene.memory.said, said), topic=topic)


@take.register(c.Give)
def _give(command: c.Give, scene: Scene) -> Scene:
    detail = command.detail
    scene = told_of_what_is_not(detail, knowing((detail,), scene))
    if detail.name == "reference" and detail.value is None:
        return scene.tell(booking.not_a_reference(detail.text))
    if (task := scene.task) is not None:
        return kind_of(task).give(task, (detail,), scene)
    if detail.name == "reference":
        return kinds()["change"].open(c.Open("check_booking", (detail,), scene.heard.text), scene)
    if detail.name in AMENDED and scene.memory.done:
        return amend(scene, detail)
    return scene.remembering(said=filled(scene.memory.said, (detail,))) if detail.name in BOOKING_DETAILS else scene


def told_of_what_is_not(detail: c.Detail, scene: Scene) -> Scene:
    """A day no calendar has and a person nobody is called are said to be unknown, and not passed over."""
    if detail.value is not None or detail.alternatives:
        return scene
    if detail.name == "date":
        return scene.tell(refusals.no_such_day(detail.text))
    if detail.name == "staff":
        return scene.tell(facts.nobody_called(detail.text, [member.name for member in scene.desk.staff]))
    return scene


def knowing(details: tuple[c.Detail, ...], scene: Scene) -> Scene:
    """Who the customer is, is remembered beyond the task, so that nobody is asked twice; so is what they spoke of."""
    person = known_of(scene.memory.person, details)
    topic = next((int(d.value) for d in details if d.name == "service" and str(d.value).isdigit()), scene.memory.topic)
    return scene.remembering(person=person, topic=topic)


@take.register(c.Agree)
def _agree(command: c.Agree, scene: Scene) -> Scene:
    """A yes to the one time offered takes it, to that of a booking or the waiting list opens it; a no ends a search,
    and an order of which nothing was told.
    """
    task = scene.task
    if command.answer == "yes" and scene.work.offered == "usual" and task is None:
        return take(c.Open(intent_of_usual(scene)), scene)
    if command.answer == "yes" and scene.work.offered == "waiting":
        return kinds()["waiting"].open(c.Open("join_waitlist", words=scene.heard.text), scene)
    if task is None:
        is_taken = command.answer == "yes" and scene.work.offered == "booking"
        return kinds()["book"].open(c.Open("book"), scene) if is_taken else scene
    if command.answer == "yes" and not task.read_back and len(task.offers) == 1:
        return scene.put(taken(task, task.offers[0]))
    if command.answer == "no" and command.is_plain and task.kind == "change" and not task.verified:
        return scene.closed()
    if command.answer == "no" and task.kind == "order" and not task.basket.lines and wishes_else(task, scene):
        return scene.closed()
    return scene


def wishes_else(task: Task, scene: Scene) -> bool:
    """ "No, just a table": of what nothing was told yet, nothing is left where something else is wished for."""
    opened = (opens(command.intent) for command in scene.commands if isinstance(command, c.Open))
    return any(kind != task.kind for kind in opened)


@take.register(c.Fill)
def _fill(command: c.Fill, scene: Scene) -> Scene:
    return filling.fill(command, scene)


@take.register(c.Withdraw)
def _withdraw(command: c.Withdraw, scene: Scene) -> Scene:
    task = scene.task
    if task is None:
        return scene
    return scene.put(replace(task, form=withdrawn(task.form, command.name, command.value)))


@take.register(c.Choose)
def _choose(command: c.Choose, scene: Scene) -> Scene:
    task = scene.task
    return kind_of(task).choose(task, command.which, scene) if task is not None else scene


@take.register(c.Remark)
def _remark(command: c.Remark, scene: Scene) -> Scene:
    """Noted with the booking that is arranged, or kept for the next; an allergy stays for every dish asked about."""
    allergies = tuple(dict.fromkeys((*scene.memory.allergies, *command.allergies)))
    scene = scene.remembering(allergies=allergies)
    task = scene.task
    if task is not None and task.kind in {"book", "order"}:
        return scene.put(replace(task, form=noted(task.form, command.words)))
    if scene.memory.done:
        return amend(scene, c.Detail("note", command.words))
    return scene.remembering(notes=tuple(dict.fromkeys((*scene.memory.notes, command.words))))


def amend(scene: Scene, detail: c.Detail) -> Scene:
    """What is said of a booking just made is kept with it, once that was agreed to."""
    task = scene.task
    if task is not None and task.action == "amend":
        return scene.put(replace(task, form=filled(task.form, (detail,))))
    return amended(scene, filled(Form(), (detail,))) if task is None else scene


@take.register(c.Alter)
def _alter(command: c.Alter, scene: Scene) -> Scene:
    return altering.alter(command, scene)


@take.register(c.LetGo)
def _let_go(command: c.LetGo, scene: Scene) -> Scene:
    """ "Forget it, Saturday at nine" changes what is arranged instead."""
    task = scene.task
    if task is None or any(isinstance(each, c.Give) or has_details(each) for each in scene.commands):
        return scene
    return kind_of(task).drop(task, scene)


def has_details(command: c.Command) -> bool:
    if isinstance(command, c.Fill):
        return not is_same(command.basket, command.before) or bool(command.details or command.unclear)
    return isinstance(command, c.Open) and bool(command.details)


@take.register(c.Anew)
def _anew(command: c.Anew, scene: Scene) -> Scene:
    """Not a booking that exists: what was said of it is for the new one."""
    task = scene.task
    if task is None or task.kind != "change" or task.verified:
        return scene
    closed = scene.closed()
    if any(isinstance(each, c.Open) and opens(each.intent) == "book" for each in scene.commands):
        return closed
    said = replace(task.form, reference="", name="", phone="", email="")
    return kinds()["book"].open(c.Open("book", words=task.words), closed.remembering(said=said))


@take.register(c.LackReference)
def _lack_reference(command: c.LackReference, scene: Scene) -> Scene:
    task = scene.task
    if task is None or task.kind != "change" or task.verified or scene.memory.bookings:
        return scene
    return offer_person(scene.closed().tell(booking.without_reference()))
