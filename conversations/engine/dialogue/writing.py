"""The writes a yes leads to, and what is said once they are committed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from businesses.errors import (
    BookingBusy,
    ContactNotValid,
    PartyNeedsStaff,
    PartyTooLarge,
    SlotNotValid,
    SlotTaken,
    SlotUnavailable,
    TooLateToChange,
)
from conversations.engine.dialogue import booking, existing, wishes
from conversations.engine.dialogue.person import person_of, settle_person
from conversations.engine.dialogue.tasks import new_task
from conversations.engine.turn import ask, tell
from conversations.wording import asking, talk
from conversations.wording import booking as wording

if TYPE_CHECKING:
    from collections.abc import Callable

    from conversations.engine.state import Memory, Task, TurnWork
    from conversations.engine.turn import TurnContext
    from conversations.repository.facts import BookingFacts, Offer


def book(memory: Memory, task: Task, work: TurnWork, context: TurnContext) -> None:
    """Book the chosen time.  If it has gone, that is told with times that have not; nothing was ever called booked."""
    try:
        found = with_fresh_offer(
            task,
            context,
            lambda offer: context.repository.book(
                offer=offer,
                people=task["form"].get("people", 1),
                person=person_of(task),
                note=task["form"].get("note", ""),
            ),
        )
    except SlotUnavailable as error:
        lose_offer(task, error, work, context)
    except (PartyNeedsStaff, PartyTooLarge):
        task["kind"] = "request"
        booking.advance_request(task, work)
    except ContactNotValid as error:
        correct_contact(task, error, work)
    except BookingBusy:
        ask(work, wording.busy(), "confirm", quick=(talk.quick_yes(),))
    else:
        tell(work, wording.confirmed(found, context.business))
        memory["bookings"].append(found.reference)
        finish(memory, found, work, card="booking")
        go_on(memory, work, context)


def go_on(memory: Memory, work: TurnWork, context: TurnContext) -> None:
    """Turn to the next of the services that were wished for together."""
    further = memory.pop("further", [])
    service = context.desk.service(further[0]) if further else None
    if service is None:
        return
    memory["further"] = further[1:]
    task = new_task("book", memory)
    task["form"]["service"] = service.id
    memory["task"] = task
    ask(work, asking.next_service(service.name), "date", "time")


def with_fresh_offer(task: Task, context: TurnContext, write: Callable[[Offer], BookingFacts]) -> BookingFacts:
    """Write with the chosen offer; one whose token has run out is replaced by today's offer of the very same time."""
    offer = task["chosen"]
    service = context.desk.service(task["form"]["service"])
    if offer is None or service is None:
        raise SlotUnavailable
    try:
        return write(offer)
    except SlotNotValid:
        again = context.repository.times(wishes.wish_of(task["form"], service))
        same = next((each for each in again if each["start"] == offer["start"]), None)
        if same is None:
            raise SlotTaken(()) from None
        return write(same)


def lose_offer(task: Task, error: SlotUnavailable, work: TurnWork, context: TurnContext) -> None:
    tell(work, wording.just_taken() if isinstance(error, SlotTaken) else wording.withdrawn())
    service = context.desk.service(task["form"]["service"])
    if service is not None:
        wishes.name_nearest(task, context.repository.nearest(wishes.wish_of(task["form"], service)), work, context)


def correct_contact(task: Task, error: ContactNotValid, work: TurnWork) -> None:
    """Ask again for exactly the details that cannot be used, saying why."""
    task["awaits_yes"] = False
    for detail, why in error.errors.items():
        task["form"].pop(detail, None)  # type: ignore[misc]  # the error names keys of the form
        tell(work, str(why))
    settle_person(task, work)


def cancel(memory: Memory, task: Task, work: TurnWork, context: TurnContext) -> None:
    try:
        found = context.repository.cancel(task["verified"])
    except TooLateToChange:
        refuse_late(memory, task, work, context)
    else:
        tell(work, wording.cancelled(found, context.business))
        finish(memory, found, work, card="booking")
        memory["done"] = ""


def move(memory: Memory, task: Task, work: TurnWork, context: TurnContext) -> None:
    """Move the booking; where the new time has gone the old one stands, and is said to."""
    try:
        found = with_fresh_offer(task, context, lambda offer: context.repository.move(task["verified"], offer))
    except SlotUnavailable as error:
        tell(work, wording.kept(context.repository.own_booking(task["verified"]), context.business))
        lose_offer(task, error, work, context)
    except TooLateToChange:
        refuse_late(memory, task, work, context)
    else:
        tell(work, wording.moved(found, context.business))
        finish(memory, found, work, card="booking")


def refuse_late(memory: Memory, task: Task, work: TurnWork, context: TurnContext) -> None:
    found = context.repository.own_booking(task["verified"])
    tell(work, wording.too_late_to_change(found, context.business))
    memory["task"] = None
    existing.offer_person(memory, work)


def finish(memory: Memory, found: BookingFacts, work: TurnWork, *, card: str) -> None:
    payload = existing.facts_payload(found)
    work["booking"] = payload
    work["cards"] = [*work.get("cards", []), {"kind": card, **payload}]
    memory["done"] = found.reference
    memory["task"] = None


WRITES: dict[str, Callable[[Memory, Task, TurnWork, TurnContext], None]] = {
    "book": book,
    "cancel": cancel,
    "reschedule": move,
}
