"""The writes a yes leads to, and what is said once they are committed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from businesses.errors import BookingBusy, BookingError, ContactNotValid, SlotUnavailable
from businesses.waiting.errors import NothingToWaitFor
from conversations.engine.outcomes import committed, remembered
from conversations.engine.tasks.booking.writing import correct_contact
from conversations.engine.tasks.person import person_of
from conversations.engine.tasks.waiting.joining import wish_of
from conversations.wording import asking, booking, orders, talk, waiting

if TYPE_CHECKING:
    from conversations.engine.scene import Scene
    from conversations.engine.state import Task


def write(task: Task, scene: Scene) -> Scene:
    try:
        return {"join": join, "leave": leave, "take": take}[task.action](task, scene)
    except ContactNotValid as error:
        return correct_contact(task, error, scene)
    except BookingBusy:
        return scene.ask(booking.busy(), "confirm", quick=(talk.quick_yes(),))
    except NothingToWaitFor as error:
        form = replace(task.form, date="", time="", between=None)
        told = scene.put(replace(task, form=form, read_back="")).tell(orders.sentence(error.detail))
        return told.ask(asking.day(""), "date")
    except SlotUnavailable:
        return scene.closed().tell(booking.just_taken(), waiting.wait_on())
    except BookingError as error:
        return scene.closed().tell(orders.sentence(error.detail))


def join(task: Task, scene: Scene) -> Scene:
    form = task.form
    service = scene.desk.service(form.service or 0)
    if service is None:
        return scene.closed()
    found = scene.context.repository.waiting.join(
        wish=wish_of(form, service), person=person_of(form), note=form.note, address=form.address
    )
    return remembered("waits", found, scene.closed())


def leave(task: Task, scene: Scene) -> Scene:
    found = scene.context.repository.waiting.leave(task.verified)
    return remembered("waits_no_more", found, scene.closed())


def take(task: Task, scene: Scene) -> Scene:
    found = scene.context.repository.waiting.take(task.verified)
    waits = tuple(each for each in scene.memory.waits if each != task.verified)
    return committed("booked", found, scene.remembering(waits=waits).closed())
