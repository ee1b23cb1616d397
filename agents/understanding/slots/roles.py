"""Which values replace an earlier one and which are turned down."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from agents.understanding.phrases import wordset
from languages import choices, known

if TYPE_CHECKING:
    from collections.abc import Iterable

    from agents.understanding.slots.reading import Reading
    from agents.understanding.types import Role, Slot

PART = "roles"
_REACH = 80  # characters before a value in which it may have been turned down
_MARKED = wordset("""
    people date time duration name first_name last_name address vehicle phone email service staff item quantity place
    budget
""")


@dataclass(frozen=True, slots=True)
class Tells:
    """What tells roles in a language. ``excepts`` stands inside the value it turns down."""

    corrects: re.Pattern[str]
    turns_down: re.Pattern[str]
    turns_down_next: re.Pattern[str]
    excepts: re.Pattern[str]
    but: re.Pattern[str]
    """After "not only A" what follows comes beside A."""


@cache
def _tells(code: str) -> Tells:
    def said(section: str) -> str:
        return choices(PART, section, code)

    only, between = rf"\b{said('only')}\s+", rf"(?:{said('between')}(?:\s+|(?<=')))*"
    return Tells(
        corrects=re.compile(
            rf"\b(?P<instead>{said('instead')})\b|\b{said('corrects')}\b|^\s*{said('refuses')}\b(?!\s+{only})"
        ),
        turns_down=re.compile(rf"\b{said('turns_down')}\s+(?P<only>{only})?{between}$"),
        turns_down_next=re.compile(rf",\s*{said('turns_down_next')}\s+{between}$"),
        excepts=re.compile(rf"\b{said('excepts')} "),
        but=re.compile(rf"\b{said('but')}\b"),
    )


def mark(reading: Reading, slots: Iterable[Slot]) -> list[Slot]:
    """Slots with their role: after "actually" a correction, after "not" or "instead of" rejected."""
    tells = _tells(known(reading.language))
    first = tells.corrects.search(reading.folded)
    found = list(slots)
    marked = [
        replace(slot, role=_role(reading, slot, first, tells)) if slot.name in _MARKED else slot for slot in found
    ]
    marked = [
        replace(slot, role="rejected") if _is_beside_another(reading, slot, found, tells) else slot for slot in marked
    ]
    return [replace(slot, role="correction") if _is_instead(slot, marked) else slot for slot in marked]


def _is_instead(slot: Slot, marked: Iterable[Slot]) -> bool:
    """ "I meant the cleaning, not the check-up": what is said beside one of its kind turned down takes its place."""
    others = [each for each in marked if each.name == slot.name and each.role == "rejected"]
    return slot.role == "said" and any(each.value != slot.value for each in others)


def _is_beside_another(reading: Reading, slot: Slot, found: Iterable[Slot], tells: Tells) -> bool:
    """ "Era cambio de aceite, no frenos": where "no" is "not", it turns down what follows another of its kind."""
    is_not = tells.turns_down_next.search(reading.folded, 0, slot.start) is not None
    return is_not and any(each.name == slot.name and each.end < slot.start for each in found)


def _role(reading: Reading, slot: Slot, correction: re.Match[str] | None, tells: Tells) -> Role:
    is_excepted = slot.name == "date" and tells.excepts.search(reading.folded, slot.start, slot.end)
    turned_down = tells.turns_down.search(reading.folded[max(0, slot.start - _REACH) : slot.start])
    is_beside = turned_down is not None and turned_down["only"] and tells.but.search(reading.folded, slot.end)
    if is_excepted or (turned_down and not is_beside):
        return "rejected"
    is_correction = correction is not None and (correction.start() <= slot.start or correction["instead"])
    return "correction" if is_correction else "said"
