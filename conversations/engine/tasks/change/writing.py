"""The writes on a booking that exists, and what is said once they are committed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from businesses.errors import SlotUnavailable, TooLateToChange
from conversations.engine.outcomes import committed
from conversations.engine.tasks.booking.writing import lost_offer, with_fresh_offer
from conversations.engine.tasks.change.amending import changes, with_earlier_notes
from conversations.engine.tasks.change.finding import offer_person
from conversations.wording import booking

if TYPE_CHECKING:
    from conversations.engine.scene import Scene
    from conversations.engine.state import Task

LATE = 15
"""Minutes, where the customer does not say how late."""


def write(task: Task, scene: Scene) -> Scene:
    repository = scene.context.repository
    try:
        if task.action == "cancel":
            return committed("cancelled", repository.cancel(task.verified), scene.closed())
        if task.action == "late":
            return late(task, scene)
        if task.action == "amend":
            return amend(task, scene)
        found = with_fresh_offer(task, scene, lambda offer: repository.move(task.verified, offer))
    except TooLateToChange:
        told = booking.too_late_to_change(repository.own_booking(task.verified), scene.business)
        return offer_person(scene.closed().tell(told))
    except SlotUnavailable as error:
        """The old time stands, and is said to."""
        kept = booking.kept(repository.own_booking(task.verified), scene.business)
        return lost_offer(task, error, scene.tell(kept))
    return committed("moved", found, scene.closed())


def amend(task: Task, scene: Scene) -> Scene:
    repository = scene.context.repository
    noted = with_earlier_notes(task, repository.own_booking(task.verified).note) if task.form.notes else task
    said = changes(noted)
    found = repository.amend(task.verified, note=said.get("note"), address=said.get("address"), name=said.get("name"))
    return committed("amended", found, scene.closed())


def late(task: Task, scene: Scene) -> Scene:
    """Told to the business with the booking; nothing of it changes."""
    minutes = task.form.minutes or LATE
    return committed("late", scene.context.repository.report_late(task.verified, minutes), scene.closed())
