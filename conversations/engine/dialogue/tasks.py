"""Which task is open, and when a message opens another."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conversations.engine.state import Memory, Reading, Task, TaskKind

OPENED_BY: dict[str, TaskKind] = {
    "book": "book",
    "ask_availability": "book",
    "reschedule": "reschedule",
    "cancel": "cancel",
    "check_booking": "check",
}
PERSON_DETAILS = ("name", "phone", "email")
BOOKING_DETAILS = ("service", "people", "date", "time", "staff")
# Said alone, without any wish put in words, these are a booking being asked for.
SURE = 0.5
TELLING_DETAILS = frozenset({"people", "date", "time", "service", "staff"})


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
    kinds = [OPENED_BY[act] for act in reading["acts"] if act in OPENED_BY]
    is_unsure = bool(memory.get("done")) and reading["confidence"] < SURE and "date" in reading["slots"]
    if kinds:
        return "reschedule" if kinds == ["book"] and is_unsure else kinds[0]
    is_something_else = reading["intent"] == "out_of_scope" and reading["confidence"] >= SURE
    is_free = not memory.get("task") and set(reading["acts"]) <= {"greet"} and not is_something_else
    if is_free and TELLING_DETAILS & reading["slots"].keys():
        return "reschedule" if memory.get("done") else "book"
    return None


def open_task(memory: Memory, reading: Reading) -> None:
    """Open, keep or replace the task of the conversation."""
    task, wanted = memory.get("task"), wanted_kind(memory, reading)
    if wanted is None or (task and is_the_same(task, wanted, reading)):
        return
    memory["task"] = new_task(wanted, memory)
    if wanted == "book":
        memory["done"] = ""


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
    """Whether "cancel" means the booking being arranged, not one that exists."""
    task = memory.get("task")
    return bool(
        task
        and task["kind"] in {"book", "request"}
        and "cancel" in reading["acts"]
        and "reference" not in reading["slots"]
    )
