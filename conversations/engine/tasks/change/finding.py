"""Finding the booking a task is about: made in this conversation, or proved by reference and contact."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conversations.engine.anchor import at
from conversations.engine.clauses import clauses_of
from conversations.engine.hearing import hear
from conversations.engine.tasks import details
from conversations.wording import asking, booking, handoff, talk

if TYPE_CHECKING:
    from agents.understanding.types import Anchor
    from conversations.engine.commands import Detail
    from conversations.engine.scene import Scene
    from conversations.engine.state import Task
    from conversations.repository.facts import BookingFacts

# After so many pairs that match nothing a person is offered instead: guessing references is not worth the try.
TRIES = 3
MOMENT = frozenset({"date", "time"})


def own_reference(task: Task, scene: Scene) -> str:
    """The booking of this conversation that is meant; "" where it must be proved first."""
    own, named = scene.memory.bookings, task.form.reference
    if named:
        return named if named in own else ""
    return own[-1] if own else ""


def identified(task: Task, scene: Scene) -> tuple[Task, BookingFacts | None, Scene]:
    """The booking and the task that knows it; or None, and the scene in which what is missing is asked for."""
    if task.verified:
        return task, scene.context.repository.own_booking(task.verified), scene
    if reference := own_reference(task, scene):
        return known(task, scene.context.repository.own_booking(reference), scene)
    form = task.form
    if not form.reference:
        question = asking.reference() if form.phone or form.email else asking.reference_and_contact()
        return task, None, scene.ask(question, "reference", "phone", "email")
    if not (form.phone or form.email):
        return task, None, scene.ask(asking.booked_contact(), "phone", "email")
    found = scene.context.repository.find_booking(reference=form.reference, phone=form.phone, email=form.email)
    if found is None:
        return not_matched(task, scene)
    scene = scene.remembering(bookings=(*scene.memory.bookings, found.reference)).working(is_recognised=True)
    return known(task, found, scene)


def known(task: Task, found: BookingFacts, scene: Scene) -> tuple[Task, BookingFacts, Scene]:
    """With the booking known, what was said before it was is read once more: "the day after" is after its day.

    What reads the same as before stands as it is, and so does what was said in other words: "I can't that day after
    all, could it be Saturday?".
    """
    task = replace(task, verified=found.reference)
    if not task.words or not (task.action == "move" or task.form.has_moment):
        return task, found, scene
    before, after = moments_in(task.words, None, scene), moments_in(task.words, at(found.starts_at), scene)
    kept = {"date": task.form.date, "time": task.form.time}
    new = tuple(each for each in after.values() if is_of_the_booking(each, before.get(each.name), kept[each.name]))
    return (details.given(task, new) if new else task), found, scene


def is_of_the_booking(after: Detail, before: Detail | None, kept: str) -> bool:
    """Whether what the form keeps was read from these words, and reads otherwise of the booking's day."""
    if before is None:
        return not kept
    return after.value != before.value and (not kept or kept == before.value)


def moments_in(words: str, anchor: Anchor | None, scene: Scene) -> dict[str, Detail]:
    """The day and hour that the words say, of which the later counts."""
    heard = clauses_of(hear(words, (), anchor, scene.context))
    return {each.name: each for part in heard for each in part.details if each.name in MOMENT}


def not_matched(task: Task, scene: Scene) -> tuple[Task, None, Scene]:
    form = replace(task.form, reference="", phone="", email="")
    task = replace(task, form=form, failures=task.failures + 1)
    scene = scene.tell(booking.not_matched())
    if task.failures >= TRIES:
        return task, None, offer_person(scene.closed())
    return task, None, scene.ask("", "reference", "phone", "email")


def offer_person(scene: Scene) -> Scene:
    return scene.remembering(offered="person").ask(handoff.offered(), "person", quick=(talk.quick_person(),))
