"""The new time of a booking that is to be moved; what is not said stays as it was booked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conversations.engine.tasks.change.finding import offer_person
from conversations.engine.times.days import settle_day
from conversations.engine.times.offers import looking, settle_offer, settle_time
from conversations.wording import handoff

if TYPE_CHECKING:
    from conversations.engine.scene import Scene
    from conversations.engine.state import Form, Task
    from conversations.repository.facts import BookingFacts


def advance(task: Task, found: BookingFacts, scene: Scene) -> Scene:
    task = replace(task, form=as_booked(task, found))
    service = scene.desk.service(found.service)
    if service is None:
        return offer_person(scene.closed())
    task, asked = settle_day(task, scene)
    if asked is None:
        task, asked = settle_time(task, scene)
    if asked is not None:
        return asked.put(task)
    scene = looking(task, scene)
    settled = settle_offer(task, service, scene)
    if settled.refusal is not None:
        told = scene.put(settled.task).tell(handoff.request_needed(settled.refusal.limit))
        return offer_person(told.closed())
    if settled.asked is not None:
        return settled.asked.put(settled.task)
    return scene.tell(settled.told).put(settled.task).working(leads_to="confirm")


def as_booked(task: Task, found: BookingFacts) -> Form:
    """The time is kept where only the day, the person or the number of people changes, and the day with the time."""
    form = replace(task.form, service=found.service, people=task.form.people or found.people)
    is_other = form.people != found.people or form.staff is not None
    keeps_time = bool(form.date) or is_other
    if keeps_time and not (form.time or form.times or form.between or task.offers):
        form = replace(form, time=f"{found.starts_at:%H:%M}")
    if (form.time or form.times or form.between or is_other) and not (form.date or form.dates):
        form = replace(form, date=f"{found.starts_at:%Y-%m-%d}")
    return form
