"""Which task is open, and when a message opens another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agents.understanding.stance import calls_off

if TYPE_CHECKING:
    from conversations.engine.state import Memory, Reading, SlotReading, Task, TaskKind

OPENED_BY: dict[str, TaskKind] = {
    "book": "book",
    "ask_availability": "book",
    "reschedule": "reschedule",
    "cancel": "cancel",
    "check_booking": "check",
}
PERSON_DETAILS = ("name", "phone", "email")
BOOKING_DETAILS = ("service", "people", "date", "time", "staff")
SURE = 0.5
EMPTY: SlotReading = {"value": None, "text": "", "alternatives": []}


def new_task(kind: TaskKind, memory: Memory) -> Task:
    """A task that already knows who is speaking."""
    person = memory.get("person", {})
    form = {name: person[name] for name in PERSON_DETAILS if person.get(name)}
    task: Task = {
        "kind": kind,
        "form": form,  # type: ignore[typeddict-item]  # keys are those of PERSON_DETAILS
        "offers": [],
        "chosen": None,
        "awaits_yes": False,
        "asked": {},
        "failures": 0,
    }
    if note := memory.pop("note", ""):
        task["form"]["note"] = note
    return task


def is_question(act: str) -> bool:
    return act.startswith("ask_") and act not in {"ask_availability", "ask_human"}


def wanted_kind(memory: Memory, reading: Reading) -> TaskKind | None:
    """The kind of task the message asks for, or None where it asks for none."""
    is_let_go = bool(memory.get("task")) and calls_off(reading["text"])
    kinds = [OPENED_BY[act] for act in reading["acts"] if act in OPENED_BY and not (is_let_go and act == "cancel")]
    if kinds:
        return "reschedule" if kinds[0] == "book" and is_about_made(memory, reading) else kinds[0]
    if memory.get("suggested") and reading["stance"] == "yes":
        return "book"
    is_free = not memory.get("task") and set(reading["acts"]) <= {"greet"} and not is_something_else(reading)
    if is_free and set(BOOKING_DETAILS) & reading["slots"].keys():
        return "reschedule" if memory.get("done") else "book"
    return None


def is_about_made(memory: Memory, reading: Reading) -> bool:
    """Whether a wish is about a booking that exists: named by its reference, or just made and given a new day."""
    is_named = reading["slots"].get("reference", EMPTY)["value"] is not None
    is_just_made = bool(memory.get("done")) and not memory.get("task")
    is_unsure = reading["confidence"] < SURE and "date" in reading["slots"]
    is_changed = is_unsure or (reading["is_correction"] and "service" not in reading["slots"])
    return is_named or (is_just_made and is_changed)


def is_something_else(reading: Reading) -> bool:
    """Whether details that are named belong to no wish for a booking; a member of staff is named for nothing else."""
    is_outside = reading["intent"] == "out_of_scope" and reading["confidence"] >= SURE
    return is_outside and not reading["is_bare"] and "staff" not in reading["slots"]


def open_task(memory: Memory, reading: Reading) -> None:
    """Open, keep or replace the task of the conversation."""
    task, wanted = memory.get("task"), wanted_kind(memory, reading)
    if wanted is None or (task and is_the_same(task, wanted, reading)):
        return
    memory["task"] = new_task(wanted, memory)
    if wanted == "book":
        memory["done"] = ""
        reading["slots"] = {**memory.pop("said", {}), **reading["slots"]}


def remember_details(memory: Memory, reading: Reading) -> None:
    """Details of a booking said before one was asked for: "are you open on Friday?", and then "a table for two"."""
    if memory.get("task"):
        return
    kept = {name: reading["slots"][name] for name in BOOKING_DETAILS if name in reading["slots"]}
    memory["said"] = {**memory.get("said", {}), **kept}


def is_the_same(task: Task, wanted: TaskKind, reading: Reading) -> bool:
    """Whether the wish belongs to the open task.

    "Can we change it to Friday?" before anything is booked corrects what is being arranged; "cancel" then drops it.
    """
    if task["kind"] == wanted:
        return True
    has_reference = "reference" in reading["slots"]
    if task["kind"] in {"book", "request"}:
        return wanted in {"book", "reschedule"} and not has_reference
    return task["kind"] == "reschedule" and wanted == "book"


def drops_task(memory: Memory, reading: Reading) -> bool:
    """Whether what is being arranged is to be let go; "forget it, Saturday at nine" changes it instead.

    "Cancel" means the booking being arranged, not one that exists.
    """
    task = memory.get("task")
    if task is None:
        return False
    if calls_off(reading["text"]):
        return not is_corrected(reading)
    is_cancelled = "cancel" in reading["acts"] and "reference" not in reading["slots"]
    return is_cancelled and task["kind"] in {"book", "request"}


def is_corrected(reading: Reading) -> bool:
    return bool(set(BOOKING_DETAILS) & reading["slots"].keys())


def is_unbooked(memory: Memory, reading: Reading) -> bool:
    """Whether the customer asks after the booking that is still being arranged."""
    task = memory.get("task")
    is_arranged = bool(task and task["kind"] == "book" and not memory.get("bookings"))
    return is_arranged and "check_booking" in reading["acts"] and "reference" not in reading["slots"]
