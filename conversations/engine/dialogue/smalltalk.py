"""Everything said that is neither a question to look up nor a booking: hello, thanks, "a person, please"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.dialogue.person import person_of
from conversations.engine.dialogue.suggesting import suggested
from conversations.engine.turn import ask, has_asked, tell
from conversations.repository.facts import Person
from conversations.wording import asking, booking, facts, handoff, talk

if TYPE_CHECKING:
    from collections.abc import Callable

    from businesses.desk import ServiceFacts
    from conversations.engine.state import Memory, Task, TurnWork
    from conversations.engine.turn import TurnContext

STEERING_WORDS = 3
SURE, CLEAR = 0.5, 0.9
ORDERING = frozenset({"order", "change_order", "order_status"})


def wants_person(memory: Memory, work: TurnWork) -> bool:
    """Whether the customer asks for a person, or says yes to the offer of one made just before."""
    acts = work["reading"]["acts"]
    offered = memory.pop("offered_person", False) and not memory.get("task")
    leaves_contact = bool({"phone", "email"} & work["reading"]["slots"].keys())
    takes_offer = offered and (work["reading"]["stance"] == "yes" or leaves_contact)
    return "ask_human" in acts or "running_late" in acts or takes_offer


def respond(memory: Memory, work: TurnWork, context: TurnContext) -> None:
    acts = work["reading"]["acts"]
    for act in acts:
        if act in RESPONSES:
            RESPONSES[act](memory, work, context)
    is_harmless = bool({"other_language", "bye", "thank"} & set(acts))
    if steers(work) and not is_harmless and not memory.get("task"):
        tell(work, talk.rules_stay())
    if memory.get("task") is None and memory.get("handed_off"):
        _keep_contact_left_later(memory, work, context)
    if memory.get("task") is None and is_bare_yes(work) and memory.get("done"):
        # A second tap on yes: the booking is there already, and is told again as it stands.
        found = context.repository.own_booking(memory["done"])
        told = booking.already_confirmed if found.status == "confirmed" else booking.described
        tell(work, told(found, context.business))


def steers(work: TurnWork) -> bool:
    """Whether the message tries to change how the assistant works: a word or two cannot, and what could be answered, or
    is about something else altogether, must look very much like it.
    """
    reading = work["reading"]
    is_suspected = bool(work.get("signals", {}).get("injection")) and len(reading["text"].split()) >= STEERING_WORDS
    is_elsewhere = reading["intent"] == "out_of_scope" and reading["confidence"] >= SURE
    return is_suspected and (reading["injection"] >= CLEAR or not (work["parts"] or is_elsewhere))


def is_bare_yes(work: TurnWork) -> bool:
    """A yes and nothing else: no question, no wish, no new detail."""
    reading = work["reading"]
    return reading["stance"] == "yes" and not reading["slots"] and set(reading["acts"]) <= {"affirm"}


def _keep_contact_left_later(memory: Memory, work: TurnWork, context: TurnContext) -> None:
    """A phone number or e-mail sent after staff were asked is meant for them."""
    person = memory.get("person", {})
    if {"phone", "email"} & work["reading"]["slots"].keys():
        left = Person(person.get("name", ""), person.get("phone", ""), person.get("email", ""))
        context.repository.leave_contact(left)
        tell(work, handoff.contact_kept(left))


def _greet(memory: Memory, work: TurnWork, context: TurnContext) -> None:
    if memory.get("task") is None and work["reading"]["acts"] == ["greet"]:
        ask(work, talk.hello(context.business), quick=(talk.quick_book(), talk.quick_hours(), talk.quick_person()))


def _thank(memory: Memory, work: TurnWork, context: TurnContext) -> None:
    tell(work, talk.welcome())


def _bye(memory: Memory, work: TurnWork, context: TurnContext) -> None:
    if memory.get("task") is None:
        tell(work, talk.goodbye())


def _deny(memory: Memory, work: TurnWork, context: TurnContext) -> None:
    if memory.get("task") is None and "bye" not in work["reading"]["acts"]:
        ask(work, f"{talk.all_right()} {talk.anything_else()}")


def _complain(memory: Memory, work: TurnWork, context: TurnContext) -> None:
    """A person is offered; where a service is named, a booking as well: a toothache is complained of too."""
    tell(work, handoff.sorry())
    memory["offered_person"] = True
    also = (talk.quick_book(),) if "service" in work["reading"]["slots"] else ()
    ask(work, handoff.offered(), "person", quick=(talk.quick_person(), *also))


def _order(memory: Memory, work: TurnWork, context: TurnContext) -> None:
    tell(work, talk.no_orders(context.business))


def _compare(memory: Memory, work: TurnWork, context: TurnContext) -> None:
    tell(work, talk.only_here(context.business))


def _emergency(memory: Memory, work: TurnWork, context: TurnContext) -> None:
    """Outside health an emergency is told the number too, and goes on: a leaking pipe can still be booked."""
    tell(work, handoff.emergency_elsewhere(context.business))


def _join_waitlist(memory: Memory, work: TurnWork, context: TurnContext) -> None:
    tell(work, handoff.no_waitlist())
    memory["offered_person"] = True
    ask(work, handoff.offered(), "person", quick=(talk.quick_person(),))


def _identity(memory: Memory, work: TurnWork, context: TurnContext) -> None:
    tell(work, talk.identity(context.business))
    if memory.get("task") is None:
        ask(work, talk.anything_else(), quick=(talk.quick_book(), talk.quick_hours(), talk.quick_person()))


def _why(memory: Memory, work: TurnWork, context: TurnContext) -> None:
    tell(work, asking.why_name() if "name" in memory.get("requested", ()) else asking.why_contact())


def _change_language(memory: Memory, work: TurnWork, context: TurnContext) -> None:
    """The reply is in the language asked for already: go on where the conversation was, or begin."""
    tell(work, talk.all_right())
    task = memory.get("task")
    if task is None or task["kind"] == "leave_contact":
        ask(work, talk.hello(context.business), quick=(talk.quick_book(), talk.quick_hours(), talk.quick_person()))


def _other_language(memory: Memory, work: TurnWork, context: TurnContext) -> None:
    """Nobody is answered with guesses: which languages there are, and a person."""
    memory["offered_person"] = True
    tell(work, talk.languages_spoken())
    if memory.get("task") is None:
        ask(work, handoff.offered(), "person", quick=(*talk.language_names(), talk.quick_person()))


RESPONSES: dict[str, Callable[[Memory, TurnWork, TurnContext], None]] = {
    "greet": _greet,
    "thank": _thank,
    "bye": _bye,
    "change_language": _change_language,
    "other_language": _other_language,
    "deny": _deny,
    "complain": _complain,
    "compare": _compare,
    "emergency": _emergency,
    "join_waitlist": _join_waitlist,
    "ask_identity": _identity,
    "ask_why": _why,
    **dict.fromkeys(ORDERING, _order),
}


def advance_contact(memory: Memory, task: Task, work: TurnWork, context: TurnContext) -> None:
    """Take the contact staff can answer at; it is asked for once, and whoever goes on without one is let be."""
    person = person_of(task)
    if person.phone or person.email:
        context.repository.leave_contact(person)
        tell(work, handoff.contact_kept(person))
        memory["task"] = None
    elif task["asked"]:
        memory["task"] = None
        if not work["parts"]:
            fall_back(memory, work, context)
    else:
        task["asked"]["contact"] = 1
        ask(work, asking.contact_only(), "phone", "email", "name")


def suggest(service: ServiceFacts, memory: Memory, work: TurnWork, context: TurnContext) -> None:
    """Say what there is for what was described, and offer to book it."""
    memory["topic"], memory["suggested"] = service.id, True
    tell(work, f"{facts.service_line(service, context.business)}.")
    ask(work, asking.shall_i_book(), quick=(talk.quick_yes(), talk.quick_person()))


def fall_back(memory: Memory, work: TurnWork, context: TurnContext) -> None:
    """Nothing was understood: say so, say what there is, and offer a person.  What a service is for suggests it, and a
    plain "ok" only needs the conversation to go on.
    """
    reading = work["reading"]
    quick = (talk.quick_book(), talk.quick_hours(), talk.quick_person())
    if has_asked(work):
        return
    if "affirm" in reading["acts"] and not reading["slots"]:
        ask(work, talk.anything_else(), quick=quick)
    elif service := suggested(reading, context.desk):
        suggest(service, memory, work, context)
    else:
        memory["offered_person"] = True
        is_elsewhere = reading["intent"] == "out_of_scope" and reading["confidence"] >= SURE
        told = asking.only_this(context.business.name) if is_elsewhere else asking.not_understood()
        ask(work, f"{told} {asking.how_to_help(talk.things_i_do())}", quick=quick)
