from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.dialogue.tasks import BOOKING_DETAILS, PERSON_DETAILS
from conversations.wording import asking, talk

if TYPE_CHECKING:
    from conversations.engine.state import Memory, TurnWork
    from conversations.engine.turn import TurnContext

ASKED_IN_VAIN = 2
UNDERSTOOD = frozenset({*BOOKING_DETAILS, *PERSON_DETAILS})


def completion(memory: Memory, work: TurnWork, context: TurnContext) -> None:
    """Put the reply together, and remember what it asked for."""
    vary_repeated_question(memory, work)
    told = [part["text"] for part in work["parts"] if part["kind"] == "tell"]
    asked = [part["text"] for part in work["parts"] if part["kind"] == "ask"]
    work["reply"] = "\n\n".join([*told, *asked])
    memory["requested"] = [need for need in work.get("needs", []) if need not in {"confirm", "person"}]
    work["stage"] = stage_after(memory, work)


def stage_after(memory: Memory, work: TurnWork) -> str:
    """Where the conversation now stands, as the customer sees it: what is waited for, not which node ran last."""
    task = memory.get("task")
    if work.get("error"):
        return "ERROR_RECOVERY"
    if task is None:
        return "COMPLETION"
    return "CONFIRMATION" if task["awaits_yes"] else "INFORMATION_GATHERING"


def was_understood(work: TurnWork) -> bool:
    """Whether the message at least said yes, or a detail known already: then there is nothing to be sorry for."""
    return work["reading"]["stance"] == "yes" or bool(UNDERSTOOD & work["reading"]["slots"].keys())


def vary_repeated_question(memory: Memory, work: TurnWork) -> None:
    """A question put again because nothing in the message answered it says so, and at length offers a person."""
    task, needs = memory.get("task"), work.get("needs", [])
    if task is None or not needs or work.get("error"):
        return
    key = ",".join(needs)
    times = task["asked"].get(key, 0) + 1
    task["asked"] = {key: times}
    if times == 1 or work["changed"] or any(part["kind"] == "tell" for part in work["parts"]):
        return
    if not was_understood(work):
        for part in work["parts"]:
            if part["kind"] == "ask":
                part["text"] = asking.again(part["text"])
    if times > ASKED_IN_VAIN:
        work["quick_replies"] = [
            *work.get("quick_replies", []),
            {"label": talk.quick_person(), "text": talk.quick_person()},
        ]
