"""What is still needed for a booking, in the order a person would ask for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from businesses.naming import called
from businesses.wording import deposits, moments
from conversations.engine.remembering import with_usual_first
from conversations.engine.suggesting import needed
from conversations.engine.tasks.making import new_task
from conversations.engine.tasks.person import ask_person, person_of
from conversations.engine.times.days import settle_day
from conversations.engine.times.offers import looking, settle_offer, settle_time
from conversations.wording import asking, booking, handoff, talk

if TYPE_CHECKING:
    from businesses.availability.refusals import Unavailable
    from businesses.desk import ServiceFacts
    from conversations.engine.scene import Scene
    from conversations.engine.state import Form, Task

SERVICES_NAMED = 6
ONE_BY_ONE = 4
"""Up to so many people are booked one after the other; a larger number was hardly people."""
SEEN_IN_PERSON = frozenset({"beauty", "health", "food"})
"""Categories whose services are done to people, of whom each takes the time of one."""


def advance(task: Task, scene: Scene) -> Scene:
    """Find out the next thing that is missing and ask for it, or declare the booking ready to be read back."""
    if task.is_request:
        return advance_request(task, scene)
    task, service = settle_service(task, scene)
    if service is None:
        return ask_service(task, scene)
    if not service.needs_party:
        task, scene = one_each(task, service, scene)
    task, asked = settle_day(task, scene) if task.form.people or not asks_people_first(task) else (task, None)
    if not task.form.people and asked is None:
        return scene.put(task).ask(asking.people(), "people", quick=("2", "4", "6"))
    if asked is None:
        task, asked = settle_time(task, scene)
    if asked is not None:
        return asked.put(task)
    scene = looking(task, scene)
    settled = settle_offer(task, service, scene)
    if settled.refusal is not None:
        return become_request(settled.task, settled.refusal, scene)
    if settled.asked is not None:
        return settled.asked.put(settled.task)
    return with_time(settled.task, service, scene.tell(settled.told))


def asks_people_first(task: Task) -> bool:
    """How many are coming is asked first, unless the day is known and may be one we are closed on."""
    return not task.form.date


def with_time(task: Task, service: ServiceFacts, scene: Scene) -> Scene:
    """Say once that the time is free, and ask who it is for; with that known the booking can be read back."""
    asked = ask_person(task.form, scene)
    if asked is None:
        return scene.put(task).working(leads_to="confirm")
    if task.chosen is not None and task.announced != task.searched:
        member = scene.desk.member(task.form.staff or 0)
        told = booking.available(
            service, task.form.people or 1, task.chosen, scene.business, member.name if member else ""
        )
        asked = asked.tell(told)
        task = replace(task, announced=task.searched)
    return asked.put(task)


def settle_service(task: Task, scene: Scene) -> tuple[Task, ServiceFacts | None]:
    """What is to be booked; a business with one thing to book is not asked, nor is a table for so many."""
    offered, form = scene.desk.services, task.form
    if (service := scene.desk.service(form.service or 0)) is not None:
        return task, service
    tables = [each for each in offered if each.needs_party]
    only = offered if len(offered) == 1 else tables if len(tables) == 1 and scene.business.category == "food" else ()
    found = only[0] if only else needed(f"{task.words} {scene.heard.text}", scene)
    if found is None:
        return task, None
    return replace(task, form=replace(form, service=found.id)), found


def ask_service(task: Task, scene: Scene) -> Scene:
    names = with_usual_first([called(each.name) for each in scene.desk.services], scene)
    return scene.put(task).ask(asking.service(names), "service", quick=tuple(names[:SERVICES_NAMED]))


def one_each(task: Task, service: ServiceFacts, scene: Scene) -> tuple[Task, Scene]:
    """One service for several people is booked one after the other, and that is said; what was wished for already is
    somebody's: "me and my daughter, a haircut for me and a blow-dry for her". Where we come to them, or it is their car
    that is seen to, people share it; and who is told of once a time was found only comes along.
    """
    people = task.form.people or 1
    task = replace(task, form=replace(task.form, people=1))
    wished = sum(each.kind == task.kind for each in scene.memory.tasks[1:])
    is_shared = service.is_visit or scene.business.category not in SEEN_IN_PERSON or task.chosen is not None
    if is_shared or not 1 + wished < people <= ONE_BY_ONE:
        return task, scene
    for _other in range(people - 1 - wished):
        further = new_task("book", scene.memory)
        scene = scene.queued(replace(further, form=replace(further.form, service=service.id)))
    return task, scene.tell(booking.one_each(people))


def become_request(task: Task, refusal: Unavailable, scene: Scene) -> Scene:
    """A group that staff arrange: from here on it is a request, and is called one."""
    task = replace(task, is_request=True, limit=refusal.limit, chosen=None)
    return advance_request(task, scene.tell(handoff.request_needed(refusal.limit)))


def advance_request(task: Task, scene: Scene) -> Scene:
    """Ask for who it is and how to reach them; with both known the request goes to staff."""
    asked = ask_person(task.form, scene)
    return asked.put(task) if asked is not None else scene.put(task).working(leads_to="write", hand_off="request")


def wished(form: Form, scene: Scene) -> str:
    """The wish in words, for staff and for the customer."""
    service = scene.desk.service(form.service or 0)
    told = booking.what(service.name if service else "", form.people or 1, needs_party=True)
    if not form.date:
        return told
    at = datetime.fromisoformat(f"{form.date}T{form.time or '00:00'}")
    return f"{told}, {moments.moment(at, scene.business.country) if form.time else moments.day(at.date())}"


def deposit_terms(service: ServiceFacts, people: int, scene: Scene) -> str:
    """What has to be paid before it is booked, told before the yes."""
    amount = service.deposit_for(people)
    if amount is None:
        return ""
    return deposits.terms(amount, scene.business.currency, scene.desk.policy.cancel_cutoff_minutes)


def read_back(task: Task, scene: Scene) -> Scene:
    """Everything that would be booked, and the question for a yes. Where we come to the customer, the address is asked
    for with it: a booking is not lost for want of it.
    """
    form, offer = task.form, task.chosen
    service = scene.desk.service(form.service or 0)
    if offer is None or service is None:
        return scene
    member = scene.desk.member(form.staff or 0)
    text = booking.read_back(
        service,
        form.people or 1,
        offer,
        person_of(form),
        scene.business,
        note=form.note,
        address=form.address,
        member=member.name if member else "",
        deposit=deposit_terms(service, form.people or 1, scene),
    )
    needs = ("confirm", "address") if service.is_visit and not form.address else ("confirm",)
    return scene.ask(text, *needs, quick=(talk.quick_yes(), talk.quick_no()))
