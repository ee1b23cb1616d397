"""The write a yes to a booking leads to, and what is said once it is committed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from businesses.errors import (
    BookingBusy,
    ContactNotValid,
    PartyNeedsStaff,
    PartyTooLarge,
    SlotNotValid,
    SlotTaken,
    SlotUnavailable,
)
from conversations.engine.outcomes import committed
from conversations.engine.tasks.booking.advancing import advance_request
from conversations.engine.tasks.person import ask_person, person_of
from conversations.engine.times.offers import named_nearest, wish_of
from conversations.wording import booking as wording
from conversations.wording import talk

if TYPE_CHECKING:
    from collections.abc import Callable

    from conversations.engine.scene import Scene
    from conversations.engine.state import Form, Task
    from conversations.repository.facts import BookingFacts, Offer


def book(task: Task, scene: Scene) -> Scene:
    """Book the chosen time. If it has gone, that is told with times that have not; nothing was ever called booked."""
    form = task.form

    def write(offer: Offer) -> BookingFacts:
        return scene.context.repository.book(
            offer=offer, people=form.people or 1, person=person_of(form), note=form.note, address=form.address
        )

    try:
        found = with_fresh_offer(task, scene, write)
    except SlotUnavailable as error:
        return lost_offer(task, error, scene)
    except (PartyNeedsStaff, PartyTooLarge):
        return advance_request(replace(task, is_request=True), scene)
    except ContactNotValid as error:
        return correct_contact(task, error, scene)
    except BookingBusy:
        return scene.ask(wording.busy(), "confirm", quick=(talk.quick_yes(),))
    return with_address_asked(form, committed("booked", found, scene.closed()))


def with_address_asked(form: Form, scene: Scene) -> Scene:
    """Where we come to the customer and do not know where, that is asked for once more: the booking stands anyway."""
    service = scene.desk.service(form.service or 0)
    is_missing = service is not None and service.is_visit and not form.address
    return scene.ask(wording.ask_address(), "address") if is_missing else scene


def with_fresh_offer(task: Task, scene: Scene, write: Callable[[Offer], BookingFacts]) -> BookingFacts:
    """Write with the chosen offer; one whose token has run out is replaced by today's offer of the very same time."""
    offer = task.chosen
    service = scene.desk.service(task.form.service or 0)
    if offer is None or service is None:
        raise SlotUnavailable
    try:
        return write(offer)
    except SlotNotValid:
        again = scene.context.repository.times(wish_of(task.form, service))
        same = next((each for each in again if each["start"] == offer["start"]), None)
        if same is None:
            raise SlotTaken(()) from None
        return write(same)


def lost_offer(task: Task, error: SlotUnavailable, scene: Scene) -> Scene:
    scene = scene.tell(wording.just_taken() if isinstance(error, SlotTaken) else wording.withdrawn())
    service = scene.desk.service(task.form.service or 0)
    if service is None:
        return scene
    nearest = scene.context.repository.nearest(wish_of(task.form, service))
    settled = named_nearest(replace(task, read_back=""), nearest, scene)
    return (settled.asked or scene).put(settled.task)


def correct_contact(task: Task, error: ContactNotValid, scene: Scene) -> Scene:
    """Ask again for exactly the details that cannot be used, saying why."""
    emptied: dict[str, Any] = dict.fromkeys(error.errors, "")
    form = replace(task.form, **emptied)
    scene = scene.tell(*map(str, error.errors.values()))
    person = replace(scene.memory.person, **emptied)
    scene = scene.put(replace(task, form=form, read_back="")).remembering(person=person)
    return ask_person(form, scene) or scene
