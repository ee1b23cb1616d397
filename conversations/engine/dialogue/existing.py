"""Bookings that exist: found for whoever knows reference and contact, or made them in this conversation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from businesses.naming import called
from conversations.engine.dialogue import wishes
from conversations.engine.dialogue.shifting import shift, standing
from conversations.engine.turn import ask, tell
from conversations.wording import asking, booking, handoff, talk

if TYPE_CHECKING:
    from conversations.engine.state import Memory, Task, TurnWork
    from conversations.engine.turn import TurnContext
    from conversations.repository.facts import BookingFacts

# After so many pairs that match nothing a person is offered instead: guessing references is not worth the try.
TRIES = 3
HAS_NONE = re.compile(
    r"\b(?:lost|deleted|forg[eo]t\w*|no (?:reference|idea|number|code)|without)\b"
    r"|\b(?:do not|don't|dont|can't|cant|cannot|haven't|did not|didn't) (?:have|know|remember|find|get|got|recall)\b",
    re.IGNORECASE,
)
CHANGEABLE = frozenset({"confirmed", "held"})


def advance(memory: Memory, task: Task, work: TurnWork, context: TurnContext) -> None:
    """Find the booking, then do what the task is about with it."""
    found = identified(memory, task, work, context)
    if found is None:
        return
    if task["kind"] == "check" or found.status not in CHANGEABLE:
        tell(work, booking.described(found, context.business))
        work["booking"] = facts_payload(found)
        memory["task"] = None
    elif context.now > found.cancel_by:
        tell(work, booking.too_late_to_change(found, context.business))
        offer_person(memory, work)
        memory["task"] = None
    elif task["kind"] == "cancel":
        work["is_ready"] = True
    else:
        advance_move(memory, task, found, work, context)


def identified(memory: Memory, task: Task, work: TurnWork, context: TurnContext) -> BookingFacts | None:
    """The booking the task is about, proved to be the customer's; otherwise what is missing has been asked for."""
    form, own = task["form"], memory.get("bookings", [])
    verified = task.get("verified") or (form["reference"] if form.get("reference") in own else "")
    if not verified and "reference" not in form and own:
        verified = own[-1]
    if verified:
        task["verified"] = verified
        return context.repository.own_booking(verified)
    contact = form.get("phone") or form.get("email")
    if work["reading"]["stance"] == "no" and set(work["reading"]["acts"]) <= {"deny"} and not work["changed"]:
        memory["task"] = None
        ask(work, f"{talk.all_right()} {talk.anything_else()}")
        return None
    if "reference" not in form and lacks_reference(memory, work):
        memory["task"] = None
        tell(work, booking.without_reference())
        offer_person(memory, work)
        return None
    if "reference" not in form and (odd := work["reading"]["slots"].get("reference")):
        tell(work, booking.not_a_reference(odd["text"]))
    if "reference" not in form:
        ask(work, asking.reference() if contact else asking.reference_and_contact(), "reference", "phone", "email")
        return None
    if not contact:
        ask(work, asking.booked_contact(), "phone", "email")
        return None
    return looked_up(memory, task, work, context)


def lacks_reference(memory: Memory, work: TurnWork) -> bool:
    """Whether the customer, asked for the reference, says they have none."""
    was_asked = "reference" in memory.get("requested", ())
    return was_asked and bool(HAS_NONE.search(work["reading"]["text"]))


def looked_up(memory: Memory, task: Task, work: TurnWork, context: TurnContext) -> BookingFacts | None:
    form = task["form"]
    found = context.repository.find_booking(
        reference=form["reference"], phone=form.get("phone", ""), email=form.get("email", "")
    )
    if found is not None:
        task["verified"] = found.reference
        memory.setdefault("bookings", []).append(found.reference)
        return found
    task["failures"] += 1
    tell(work, booking.not_matched())
    for detail in ("reference", "phone", "email"):
        form.pop(detail, None)  # type: ignore[misc]  # the details are keys of the form
    if task["failures"] >= TRIES:
        memory["task"] = None
        offer_person(memory, work)
    else:
        work["needs"] = ["reference", "phone", "email"]
    return None


def offer_person(memory: Memory, work: TurnWork) -> None:
    memory["offered_person"] = True
    ask(work, handoff.offered(), "person", quick=(talk.quick_person(),))


def advance_move(memory: Memory, task: Task, found: BookingFacts, work: TurnWork, context: TurnContext) -> None:
    """Find the new time; what is not said stays as it was booked."""
    form = task["form"]
    form["service"] = found.service
    form.setdefault("people", found.people)
    shift(form, standing(form) or found.starts_at)
    keeps_time = "date" in form or "staff" in form or form["people"] != found.people
    if keeps_time and "time" not in form and "times" not in form and not task["offers"]:
        form["time"] = f"{found.starts_at:%H:%M}"
    if "time" in form or form["people"] != found.people:
        form.setdefault("date", f"{found.starts_at:%Y-%m-%d}")
    service = context.desk.service(found.service)
    if service is None or not wishes.settle_day(task, work, context) or not wishes.settle_time(task, work, context):
        return
    settled = wishes.settle_offer(task, service, work, context)
    if settled is True:
        work["is_ready"] = True
    elif settled:
        tell(work, handoff.request_needed(settled.limit))
        offer_person(memory, work)


def read_back_cancel(task: Task, work: TurnWork, context: TurnContext) -> None:
    found = context.repository.own_booking(task["verified"])
    ask(work, booking.ask_cancel(found, context.business), "confirm", quick=(talk.quick_yes(), talk.quick_keep()))


def read_back_move(task: Task, work: TurnWork, context: TurnContext) -> None:
    found, offer = context.repository.own_booking(task["verified"]), task["chosen"]
    if offer is not None:
        member = context.desk.member(task["form"].get("staff", 0))
        people, name = task["form"].get("people", found.people), member.name if member else ""
        text = booking.ask_move(found, offer, people, context.business, name)
        ask(work, text, "confirm", quick=(talk.quick_yes(), talk.quick_no()))


def facts_payload(found: BookingFacts) -> dict[str, object]:
    """A booking as the Turn carries it."""
    return {
        "reference": found.reference,
        "status": found.status,
        "service": called(found.service_name),
        "party_size": found.people,
        "start": found.starts_at.isoformat(),
        "end": found.ends_at.isoformat(),
        "name": found.name,
        "staff": found.staff,
    }
