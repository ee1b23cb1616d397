"""Filling the form of the open task from what was said."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Any

from conversations.engine.dialogue.shifting import shift, standing, take_shift
from conversations.engine.dialogue.tasks import PERSON_DETAILS, is_question

if TYPE_CHECKING:
    from conversations.engine.state import Memory, Reading, SlotReading, Task

# A question about opening hours speaks of a day without asking to be booked on it.
ABOUT_A_DAY = frozenset({"ask_hours"})
FORM_DETAILS = ("service", "people", "date", "time", "staff", "reference", *PERSON_DETAILS)
SEVERAL = {"date": "dates", "time": "times"}
MOST_DAYS = 31


def fill(memory: Memory, reading: Reading) -> list[str]:
    """Put what was said into the form of the open task; the names of the details that changed.

    Who the customer is, is remembered beyond the task, so that nobody is asked twice.
    """
    settle_whose_name(memory, reading)
    remember_person(memory, reading)
    if "service" in reading["slots"] and (topic := plain("service", reading["slots"]["service"]["value"])):
        memory["topic"] = int(topic)
    task = memory.get("task")
    if task is None:
        return []
    if task["kind"] == "book" and "service" not in task["form"] and memory.get("topic"):
        task["form"]["service"] = memory["topic"]
    is_shifted = take_shift(task["form"], reading)
    if is_shifted and task["kind"] == "book":
        shift(task["form"], standing(task["form"]))
    if asks_soonest(task, reading):
        task["form"]["soonest"] = True
    for name in reading["rejected"]:
        task["form"].pop(name, None)  # type: ignore[misc]  # names of details are keys of the form
    ignored = {"date", "time"} if ABOUT_A_DAY & set(reading["acts"]) and only_asks(reading) else set()
    changed = [
        name
        for name in FORM_DETAILS
        if name in reading["slots"] and name not in ignored and put(task, name, reading["slots"][name])
    ]
    return [*changed, *reading["rejected"], *(["time"] if is_shifted else [])]


def asks_soonest(task: Task, reading: Reading) -> bool:
    """Whether the first free time is wished for: in so many words, or by asking what is free without a day."""
    has_day = bool({"date", "dates"} & (task["form"].keys() | reading["slots"].keys()))
    choice = reading["slots"]["choice"]["value"] if "choice" in reading["slots"] else None
    is_asking = "ask_availability" in reading["acts"] and not {"time", "times", "between"} & task["form"].keys()
    return not has_day and (choice == "earlier" or (is_asking and "time" not in reading["slots"]))


def only_asks(reading: Reading) -> bool:
    return bool(reading["acts"]) and all(is_question(act) for act in reading["acts"])


def settle_whose_name(memory: Memory, reading: Reading) -> None:
    """A name given when the customer's was asked for is theirs, though somebody of the staff is called the same."""
    slots = reading["slots"]
    if {"name", "staff"} <= slots.keys() and slots["staff"]["text"] in slots["name"]["text"]:
        slots.pop("staff" if "name" in memory.get("requested", ()) else "name")


def remember_person(memory: Memory, reading: Reading) -> None:
    slots = reading["slots"]
    person = memory.setdefault("person", {})
    if "name" not in slots and {"first_name", "last_name"} & slots.keys():
        names = [str(slots[part]["value"]) for part in ("first_name", "last_name") if part in slots]
        slots["name"] = {"value": " ".join(names), "text": " ".join(names), "alternatives": []}
    person.update(
        {name: str(slots[name]["value"]) for name in PERSON_DETAILS if name in slots and slots[name]["value"]}
    )


def put(task: Task, name: str, slot: SlotReading) -> bool:
    """Set one detail; whether it is new.  A value that stays ambiguous is kept with its readings, to be asked about."""
    form: dict[str, Any] = task["form"]  # type: ignore[assignment]  # written by name
    if slot["value"] is None:
        if name not in SEVERAL or not slot["alternatives"]:
            return False
        form.pop(name, None)
        form[SEVERAL[name]] = [str(each) for each in slot["alternatives"]]
        return True
    if isinstance(slot["value"], dict):
        return put_range(form, name, slot["value"])
    value = plain(name, slot["value"])
    if value is None or form.get(name) == value:
        return False
    form.pop(SEVERAL.get(name, ""), None)
    if name == "time":
        form.pop("between", None)
    form[name] = value
    return True


def put_range(form: dict[str, Any], name: str, value: dict[str, Any]) -> bool:
    """A stretch of days becomes the days to choose from, a stretch of the day the time to look in."""
    if name == "time":
        return put_stretch(form, value)
    if name != "date" or not isinstance(value.get("from"), str):
        return False
    first = date.fromisoformat(value["from"])
    last = date.fromisoformat(value["to"]) if isinstance(value.get("to"), str) else first
    days = [(first + timedelta(days=each)).isoformat() for each in range(min((last - first).days + 1, MOST_DAYS))]
    if len(days) > 1:
        form.pop("date", None)
        form["dates"] = days
    else:
        form.pop("dates", None)
        form["date"] = first.isoformat()
    return True


def put_stretch(form: dict[str, Any], value: dict[str, Any]) -> bool:
    """ "In the evening" settles which of two times was meant, and else narrows what is looked for."""
    between = [value.get("from") or "00:00", value.get("to") or "24:00"]
    if between[1] <= between[0]:  # a night ends on the next day
        between[1] = "24:00"
    fitting = [each for each in form.get("times", []) if between[0] <= each < between[1]]
    form.pop("time", None)
    form.pop("times", None)
    if len(fitting) == 1:
        form["time"] = fitting[0]
    else:
        form["between"] = between
    return True


def plain(name: str, value: Any) -> int | str | None:
    """The value as the form keeps it; None where it is not of the kind the form can hold."""
    try:
        if name in {"service", "people", "staff"}:
            return int(value)
        if name == "date":
            return date.fromisoformat(value).isoformat()
        if name == "time":
            return f"{time.fromisoformat(value):%H:%M}"
    except (TypeError, ValueError):
        return None
    return str(value)[:200]
