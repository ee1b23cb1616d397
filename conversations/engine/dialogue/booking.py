"""Making a booking: what is still needed, in the order a person would ask for it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from businesses.naming import called
from businesses.wording import moments
from conversations.engine.dialogue import wishes
from conversations.engine.dialogue.person import person_of, settle_person
from conversations.engine.dialogue.suggesting import suggested
from conversations.engine.turn import ask, tell
from conversations.wording import asking, booking, handoff, talk

if TYPE_CHECKING:
    from businesses.availability.refusals import Unavailable
    from businesses.desk import ServiceFacts
    from conversations.engine.state import Memory, Task, TurnWork
    from conversations.engine.turn import TurnContext

SERVICES_NAMED = 6


def advance(memory: Memory, task: Task, work: TurnWork, context: TurnContext) -> None:
    """Find out the next thing that is missing and ask for it, or declare the booking ready to be read back."""
    service = settle_service(task, work, context)
    if service is None or not settle_people(task, service, work, context):
        return
    if not wishes.settle_day(task, work, context) or not wishes.settle_time(task, work, context):
        return
    was_chosen = task["chosen"]
    settled = wishes.settle_offer(task, service, work, context)
    if settled is not True:
        if settled:
            become_request(task, settled, work)
        return
    if settle_person(task, work):
        work["is_ready"] = True
    elif task["chosen"] is not was_chosen:
        announce(task, service, work, context)


def settle_service(task: Task, work: TurnWork, context: TurnContext) -> ServiceFacts | None:
    """What is to be booked; a business with one thing to book is not asked, nor is a table for so many."""
    offered = context.desk.services
    form = task["form"]
    if (service := context.desk.service(form.get("service", 0))) is not None:
        return service
    tables = [each for each in offered if each.needs_party]
    only = offered if len(offered) == 1 else tables if len(tables) == 1 and context.business.category == "food" else ()
    if only:
        form["service"] = only[0].id
        return only[0]
    if meant := suggested(work["reading"], context.desk):
        form["service"] = meant.id
        return meant
    names = [called(each.name) for each in offered]
    ask(work, asking.service(names), "service", quick=tuple(names[:SERVICES_NAMED]))
    return None


def settle_people(task: Task, service: ServiceFacts, work: TurnWork, context: TurnContext) -> bool:
    form = task["form"]
    if not service.needs_party:
        form["people"] = 1
        return True
    if form.get("people", 0) >= 1:
        return True
    form.pop("people", None)
    if "date" not in form or wishes.is_open_day(task, work, context):
        ask(work, asking.people(), "people", quick=("2", "4", "6"))
    return False


def announce(task: Task, service: ServiceFacts, work: TurnWork, context: TurnContext) -> None:
    """Say that the time is free, once, before asking who it is for."""
    member = context.desk.member(task["form"].get("staff", 0))
    offer = task["chosen"]
    if offer is not None:
        told = booking.available(
            service, task["form"].get("people", 1), offer, context.business, member.name if member else ""
        )
        work["parts"].insert(_before_question(work), {"kind": "tell", "text": told})


def _before_question(work: TurnWork) -> int:
    return next((i for i, part in enumerate(work["parts"]) if part["kind"] == "ask"), len(work["parts"]))


def become_request(task: Task, refusal: Unavailable, work: TurnWork) -> None:
    """A group that staff arrange: from here on it is a request, and is called one."""
    task["kind"], task["limit"] = "request", refusal.limit
    tell(work, handoff.request_needed(refusal.limit))
    advance_request(task, work)


def advance_request(task: Task, work: TurnWork) -> None:
    """Ask for who it is and how to reach them; with both known the request goes to staff."""
    if settle_person(task, work):
        work["hand_off"] = "request"


def wished(task: Task, context: TurnContext) -> str:
    """The wish in words, for staff and for the customer."""
    form = task["form"]
    service = context.desk.service(form.get("service", 0))
    told = booking.what(service.name if service else "", form.get("people", 1), needs_party=True)
    if "date" not in form:
        return told
    at = datetime.fromisoformat(f"{form['date']}T{form.get('time', '00:00')}")
    when = moments.moment(at, context.business.country) if "time" in form else moments.day(at.date())
    return f"{told}, {when}"


def read_back(task: Task, work: TurnWork, context: TurnContext) -> None:
    """Everything that would be booked, and the question for a yes."""
    form, offer = task["form"], task["chosen"]
    service = context.desk.service(form["service"])
    if offer is not None and service is not None:
        member = context.desk.member(form.get("staff", 0))
        text = booking.read_back(
            service,
            form.get("people", 1),
            offer,
            person_of(task),
            context.business,
            note=form.get("note", ""),
            member=member.name if member else "",
        )
        ask(work, text, "confirm", quick=(talk.quick_yes(), talk.quick_no()))
