"""What is agreed so far: slots merged over the turns of a conversation, corrections and accepted offers included."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from agents.understanding.types import Json, Slot, Understanding

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Offer = Mapping[str, Json]
    """Values by slot that were put to the customer together: a time to take, a booking to confirm."""

_LATER, _EARLIER = "later", "earlier"


@dataclass(frozen=True, slots=True)
class Held:
    """A slot's value so far; ``alternatives`` wait to be asked about when ``value`` is ``None``."""

    value: Json
    text: str = ""
    alternatives: tuple[Json, ...] = ()
    is_confirmed: bool = False


@dataclass(frozen=True, slots=True)
class DialogueState:
    """Slots by name; a slot not there was never given."""

    slots: Mapping[str, Held] = field(default_factory=dict)

    def value(self, name: str) -> Json:
        held = self.slots.get(name)
        return held.value if held else None


def update(state: DialogueState, understanding: Understanding, *, offered: Sequence[Offer] = ()) -> DialogueState:
    """The state after a message; ``offered`` is what the previous turn put forward, in the order shown.

    New values replace old ones.  A yes takes the offer, so does "the second one" of several; a no takes nothing.
    """
    said = _said(understanding.slots)
    slots = {name: held for name, held in state.slots.items() if not _is_rejected(name, held, understanding.slots)}
    for name, value in _accepted(understanding, said, offered).items():
        if name not in said:
            slots[name] = Held(value, is_confirmed=True)
    for name, slot in said.items():
        slots[name] = _held(slot, state.slots.get(name))
    return DialogueState(slots)


def _said(slots: Sequence[Slot]) -> dict[str, Slot]:
    """One slot per name: a correction first, then one with a value, then the surer, then the later."""
    best: dict[str, Slot] = {}
    for slot in slots:
        is_said = slot.role != "rejected" and (slot.value is not None or slot.alternatives)
        if is_said and (slot.name not in best or _rank(slot) >= _rank(best[slot.name])):
            best[slot.name] = slot
    return best


def _rank(slot: Slot) -> tuple[bool, bool, bool]:
    return slot.role == "correction", slot.value is not None or bool(slot.alternatives), slot.confidence >= 0.7


def _is_rejected(name: str, held: Held, slots: Sequence[Slot]) -> bool:
    return any(slot.name == name and slot.role == "rejected" and slot.value == held.value for slot in slots)


def _held(slot: Slot, before: Held | None) -> Held:
    """A part of the day, or a bare am, settles which of two times was meant."""
    fitting = [value for value in before.alternatives if _lies_in(value, slot.value)] if before else []
    if before and before.value is None and len(fitting) == 1:
        return replace(before, value=fitting[0], alternatives=())
    return Held(slot.value, slot.text, slot.alternatives)


def _lies_in(value: Json, span: Json) -> bool:
    if not (isinstance(span, dict) and isinstance(value, str)):
        return False
    start, end = span.get("from"), span.get("to")
    return (not isinstance(start, str) or start <= value) and (not isinstance(end, str) or value < end)


def _accepted(understanding: Understanding, said: Mapping[str, Slot], offered: Sequence[Offer]) -> Offer:
    if not offered:
        return {}
    taken = understanding.consent.kind
    choice = (
        None if taken == "no" else next((slot.value for slot in understanding.slots if slot.name == "choice"), None)
    )
    chosen = _chosen(choice, offered)
    if chosen is not None:
        return chosen
    first = offered[0]
    if taken == "no":
        return {}
    if taken == "yes":
        return first if len(offered) == 1 else _named(said, offered)
    return _named(said, offered) if said else {}


def _chosen(choice: Json, offered: Sequence[Offer]) -> Offer | None:
    if isinstance(choice, int):
        return offered[choice if choice < 0 else choice - 1] if 0 < abs(choice) <= len(offered) else None
    in_time = sorted(offered, key=lambda offer: (str(offer.get("date", "")), str(offer.get("time", ""))))
    if choice in {_LATER, _EARLIER} and len(offered) > 1:
        return in_time[-1 if choice == _LATER else 0]
    if choice == "any" or (choice == "that" and len(offered) == 1):
        return offered[0]
    return None


def _named(said: Mapping[str, Slot], offered: Sequence[Offer]) -> Offer:
    """The one offer that has the values said: "seven works" among six, seven and eight."""
    fitting = [
        offer
        for offer in offered
        if any(name in offer for name in said) and all(offer.get(n, s.value) in _meant(s) for n, s in said.items())
    ]
    return fitting[0] if len(fitting) == 1 else {}


def _meant(slot: Slot) -> tuple[Json, ...]:
    return (slot.value, *slot.alternatives)
