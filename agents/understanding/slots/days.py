"""Which of several days that were named is meant."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from agents.understanding.slots.reading import Reading
    from agents.understanding.types import Slot

MOMENT = frozenset({"date", "time"})
LONG_GONE, WITH_ITS_YEAR = 60, 366
"""Days after which nobody asks for what was by mistake; a date written with its year may be of the wrong one."""
YEARS_AHEAD = 500
"""Days from which nobody books without saying which year."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_OF = re.compile(r"\b(?:of|von|vom|des|der|de|del|du|da|do|di|della|dello|desse|dessa)(?:\s+\w{2,7})?\s*$")
"""What stands between a day and the stretch it is one of."""


def one_day(reading: Reading, found: list[Slot]) -> list[Slot]:
    """ "The same day" beside another is only its weekday: "the week after, same day", "same day next week"; and of "the
    Sunday of that weekend" the Sunday counts.
    """
    found = without_told(reading, found)
    days = [slot for slot in found if slot.name == "date"]
    same = [slot for slot in days if _is_same_day(reading, slot)]
    other = [slot for slot in days if slot not in same]
    if same and other:
        found = [_on_weekday(slot, reading) if slot in other else slot for slot in found if slot not in same]
    single = next((slot for slot in other if isinstance(slot.value, str)), None)
    if single is None:
        return found
    wider = [slot for slot in other if isinstance(slot.value, dict) and _is_of(reading, single, slot)]
    return [slot for slot in found if slot not in wider]


def without_told(reading: Reading, found: list[Slot]) -> list[Slot]:
    """Without days that are told of and not wished for: those long gone ("I haven't seen a dentist for eight years"),
    and beside a day to come those that are over ("last Saturday nobody answered") or since when something is as it is
    ("my tooth has hurt since Monday, could I come on Friday?").
    """
    today = reading.context.now.date()
    found = [slot for slot in found if not _is_far_off(slot, today)]
    is_wished = any(
        slot.name == "date" and isinstance(slot.value, str) and slot.value >= today.isoformat() for slot in found
    )
    if not is_wished:
        return found
    told = {(slot.start, slot.end) for slot in found if _is_told(slot, today)}
    return [slot for slot in found if slot.name not in MOMENT or (slot.start, slot.end) not in told]


def _is_far_off(slot: Slot, today: date) -> bool:
    """Whether nobody books it: long gone, or years ahead and not by its year ("not been in two years")."""
    if slot.name != "date" or not isinstance(slot.value, str):
        return False
    gone = today - timedelta(days=WITH_ITS_YEAR if _YEAR.search(slot.text) else LONG_GONE)
    is_ahead = slot.value > (today + timedelta(days=YEARS_AHEAD)).isoformat() and not _YEAR.search(slot.text)
    return slot.value < gone.isoformat() or is_ahead


def _is_told(slot: Slot, today: date) -> bool:
    if slot.name != "date":
        return False
    if isinstance(slot.value, dict):
        return slot.value["to"] is None
    return isinstance(slot.value, str) and slot.value < today.isoformat()


def _is_same_day(reading: Reading, slot: Slot) -> bool:
    anchor = reading.context.anchor
    is_beside = any(one.beside and one.start <= slot.start < one.end for one in reading.expressions)
    return anchor is not None and is_beside and slot.value == anchor.day.isoformat()


def _on_weekday(slot: Slot, reading: Reading) -> Slot:
    """A week of which the weekday of the booking talked about is meant."""
    anchor, value = reading.context.anchor, slot.value
    if anchor is None or not isinstance(value, dict) or not (isinstance(value["from"], str) and value["to"]):
        return slot
    first = date.fromisoformat(value["from"])
    day = first + timedelta(days=(anchor.day.isoweekday() - first.isoweekday()) % 7)
    return replace(slot, value=day.isoformat()) if day.isoformat() <= str(value["to"]) else slot


def _is_of(reading: Reading, day: Slot, wider: Slot) -> bool:
    return day.start < wider.start and _OF.search(reading.folded, day.start, wider.start) is not None
