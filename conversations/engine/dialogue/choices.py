"""Which of the times or days just named the customer means."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conversations.engine.state import Reading, SlotReading, Task
    from conversations.repository.facts import Offer

BARE_WEEKDAY = re.compile(r"^(?:on |the |this )?[^\W\d]+(?: (?:morning|noon|afternoon|evening|night))?$")
BARE_NUMBER = re.compile(r"^(?:on )?(?:the )?\d{1,2}(?:st|nd|rd|th)?$")


def pick(task: Task, reading: Reading) -> bool:
    """Take the offer the message points at: by its place, by its time, or by a plain yes when there is only one; its
    day and time then need no further look.
    """
    offer = pointed_at(task, reading)
    if offer is None:
        return False
    start = datetime.fromisoformat(offer["start"])
    form = task["form"]
    form["date"], form["time"] = start.date().isoformat(), f"{start:%H:%M}"
    form.pop("times", None)
    form.pop("dates", None)
    task["chosen"], task["offers"] = offer, []
    for name in ("date", "time"):
        reading["slots"].pop(name, None)
    return True


def pointed_at(task: Task, reading: Reading) -> Offer | None:
    offers, slots = task["offers"], reading["slots"]
    if not offers:
        return None
    if "choice" in slots and (offer := _meant(slots["choice"]["value"], offers)):
        return offer
    if "time" in slots:
        days = values(slots["date"]) if "date" in slots else []
        times = values(slots["time"])
        matches = [offer for offer in offers if offer["start"][11:16] in times and _is_on(offer, days)]
        return matches[0] if len(matches) == 1 else None
    if len(offers) == 1 and reading["stance"] == "yes" and "date" not in slots:
        return offers[0]
    return None


def values(slot: SlotReading) -> list[str]:
    """The single values a slot may have; a stretch such as "after six" is none."""
    return [each for each in (slot["value"], *slot["alternatives"]) if isinstance(each, str)]


def pick_day(task: Task, reading: Reading) -> None:
    """Read a day as an answer: one of the days just asked about, or of the month just talked about.

    "Wednesday" after "which day next week?" is the one in that week, "the 27th" after a day in December that month's.
    """
    slots, days = reading["slots"], task["form"].get("dates", [])
    place = slots["choice"]["value"] if "choice" in slots else 0
    if isinstance(place, int) and 0 < abs(place) <= len(days):
        slots["date"] = {"value": days[place - 1 if place > 0 else place], "text": "", "alternatives": []}
        return
    slot = slots.get("date")
    if slot is None or not (said := values(slot)):
        return
    if BARE_WEEKDAY.match(slot["text"].strip()):
        weekdays = {date.fromisoformat(each).weekday() for each in said}
        fitting = [each for each in days if date.fromisoformat(each).weekday() in weekdays]
        if len(fitting) == 1:
            slot["value"], slot["alternatives"] = fitting[0], []
    elif BARE_NUMBER.match(slot["text"].strip()) and (about := task.get("about_day", "")) > said[0]:
        moved = in_month_of(date.fromisoformat(said[0]), date.fromisoformat(about))
        slot["value"], slot["alternatives"] = moved, []


def in_month_of(day: date, other: date) -> str:
    """The day of the same number in the other's month, or as it was where that month is shorter."""
    try:
        return day.replace(year=other.year, month=other.month).isoformat()
    except ValueError:
        return day.isoformat()


def _is_on(offer: Offer, days: list[str]) -> bool:
    return not days or offer["start"][:10] in days


def _meant(value: object, offers: list[Offer]) -> Offer | None:
    """The offer for "the second one" (places count from 1, -1 is the last), "the later one" or "any of them".

    Offers are named in the order of time.
    """
    if isinstance(value, int) and not isinstance(value, bool):
        return offers[value - 1 if value > 0 else value] if -1 <= value <= len(offers) and value else None
    if value in {"any", "earlier"} or (value == "that" and len(offers) == 1):
        return offers[0]
    return offers[-1] if value == "later" else None
