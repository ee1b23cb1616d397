from __future__ import annotations

from typing import TYPE_CHECKING

from agents.desk import TAUGHT
from conversations.engine.answers import ANSWERS
from conversations.engine.dialogue import booking, dashboard, existing, smalltalk
from conversations.engine.dialogue.suggesting import suggested
from conversations.engine.dialogue.tasks import is_question
from conversations.engine.turn import ask, tell
from conversations.wording import facts, handoff, talk

if TYPE_CHECKING:
    from collections.abc import Callable

    from conversations.engine.state import Memory, Task, TurnWork
    from conversations.engine.turn import TurnContext

    Advance = Callable[[Memory, Task, TurnWork, TurnContext], None]

TASKS: dict[str, Advance] = {
    "book": booking.advance,
    "request": lambda memory, task, work, context: booking.advance_request(task, work),
    "cancel": existing.advance,
    "reschedule": existing.advance,
    "check": existing.advance,
    "leave_contact": smalltalk.advance_contact,
}

DESCRIBING = frozenset({"ask_fact", "ask_services"})
"""Questions that may describe what a service is for: "can you fix a door?"."""


def processing(memory: Memory, work: TurnWork, context: TurnContext) -> None:
    """Answer the questions, then take the open task one step further.

    An emergency, and the wish for a person, come before everything else.
    """
    work["stage"] = "PROCESSING"
    acts = work["reading"]["acts"]
    if "emergency" in acts and context.business.category == "health":
        memory["task"] = None
        tell(work, handoff.emergency(context.business))
        work["hand_off"] = "emergency"
        return
    if smalltalk.wants_person(memory, work):
        if "running_late" in acts:
            tell(work, talk.thanks_for_telling())
        work["hand_off"] = "asked"
        return
    if any(act.startswith("owner_") for act in acts):
        answer_owner(work, context)
    answer(memory, work, context)
    smalltalk.respond(memory, work, context)
    if task := memory.get("task"):
        TASKS[task["kind"]](memory, task, work, context)
    elif not work["parts"]:
        smalltalk.fall_back(memory, work, context)


def answer_owner(work: TurnWork, context: TurnContext) -> None:
    """Figures are for the business's own people, who came in by the dashboard flow; a customer hears that they are."""
    if context.flow == "dashboard":
        dashboard.report(work, context)
    else:
        tell(work, talk.not_for_customers())


def answer(memory: Memory, work: TurnWork, context: TurnContext) -> None:
    """Answer each question from the rows, what the owner taught in the owner's words; what is on no record is said to
    be, and a person offered."""
    for act in work["reading"]["acts"]:
        if taught := TAUGHT.of(context.desk).answer(act):
            tell(work, taught)
            continue
        if act not in ANSWERS and (act in smalltalk.RESPONSES or not is_question(act)):
            continue
        memory["question"] = act
        if found := ANSWERS[act](work["reading"], context) if act in ANSWERS else "":
            tell(work, found)
            continue
        if act in DESCRIBING and (service := suggested(work["reading"], context.desk)):
            smalltalk.suggest(service, memory, work, context)
            continue
        tell(work, facts.unknown())
        work.setdefault("signals", {})["unknown"] = work["reading"]["text"][:300]
        memory["offered_person"] = True
        ask(work, handoff.offered(), "person", quick=(talk.quick_person(),))
