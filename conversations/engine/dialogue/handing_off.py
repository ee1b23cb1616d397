"""Asking staff to take over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import translation

from conversations.engine.dialogue import booking
from conversations.engine.dialogue.person import person_of
from conversations.engine.dialogue.tasks import new_task
from conversations.engine.turn import ask, tell
from conversations.repository.facts import Person
from conversations.wording import asking, handoff

if TYPE_CHECKING:
    from conversations.engine.state import Memory, TurnWork
    from conversations.engine.turn import TurnContext


def hand_off(reason: str, memory: Memory, work: TurnWork, context: TurnContext) -> None:
    """Tell staff, then the customer what staff were told and when they are there."""
    summary = summarised(memory, work, context)
    context.repository.hand_off(reason=reason, summary=summary)
    was_told = memory.get("handed_off", False)
    memory["handed_off"] = True
    work["is_handoff"] = True
    memory["agent"] = "care"
    if reason == "request":
        request_passed(memory, work, context)
    elif reason == "asked":
        join(memory, work, context, was_told=was_told)


def request_passed(memory: Memory, work: TurnWork, context: TurnContext) -> None:
    task = memory["task"]
    if task is not None:
        person = person_of(task)
        context.repository.leave_contact(person)
        tell(work, handoff.request_passed(booking.wished(task, context), person))
        memory["task"] = None


def join(memory: Memory, work: TurnWork, context: TurnContext, *, was_told: bool) -> None:
    """Staff that are there join; when we are closed the customer hears so and may leave a contact."""
    if context.repository.is_open():
        tell(work, handoff.already_passed_on() if was_told else handoff.passed_on_open())
        return
    tell(work, handoff.passed_on_closed(context.repository.next_opening(context.local_now.date())))
    known = memory.get("person", {})
    person = Person(known.get("name", ""), known.get("phone", ""), known.get("email", ""))
    if person.phone or person.email:
        context.repository.leave_contact(person)
        tell(work, handoff.contact_kept(person))
    elif not memory.get("task"):
        task = new_task("leave_contact", memory)
        task["asked"] = {"contact": 1}
        memory["task"] = task
        ask(work, asking.contact_only(), "phone", "email", "name")


def summarised(memory: Memory, work: TurnWork, context: TurnContext) -> str:
    """What staff need to know before they speak: the customer's last words and what was being arranged."""
    task = memory.get("task")
    lines = [work["reading"]["text"][:300]]
    if task and task["kind"] in {"book", "request"}:
        form = task["form"]
        with translation.override(context.business.locale):  # the staff's language, not the customer's
            wish = booking.wished(task, context)
        lines += [wish, form.get("name", ""), form.get("phone", "") or form.get("email", "")]
    return " · ".join(line for line in lines if line)
