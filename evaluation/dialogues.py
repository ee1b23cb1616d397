"""Mark 4: Schema-Guided Dialogue, bookings in restaurants and services; the joint state after every user turn.

Slots: date, time, party size and the kind of service (a doctor's specialty). The set's now is 1 March 2019. What the
system offered or asked to confirm is known to the engine that offered it, so it is handed over in canonical values.
A state is right when each of the four is empty on both sides or equal in value. Gold strings are resolved as the
customer's words are, and equal strings are equal.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from agents.understanding.slots import people, times
from agents.understanding.slots.finding import find_slots
from agents.understanding.slots.reading import Reading
from agents.understanding.talk.consent import consent
from agents.understanding.types import Context, Json, Safety, Term, Understanding, Vocabulary
from evaluation.agreed import DialogueState, Held, update
from evaluation.figure import Figure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

MARK = 0.80
ZONE = ZoneInfo("America/Los_Angeles")
NOW = datetime(2019, 3, 1, 9, 0, tzinfo=ZONE)
DOMAINS = ("Restaurants_", "Services_")
SLOTS = {
    "date": "date", "appointment_date": "date", "time": "time", "appointment_time": "time", "party_size": "people",
    "number_of_seats": "people", "type": "service",
}  # fmt: skip
_SERVICES = {
    "Psychologist": ("psychology",), "Family Counselor": ("family therapist", "family counselling", "counselor"),
    "Psychiatrist": ("psychiatry",), "Gynecologist": ("gynaecologist", "gyno", "obgyn", "ob gyn"),
    "ENT Specialist": ("ear nose throat doctor", "ear nose and throat", "otolaryngologist", "ent"),
    "Ophthalmologist": ("eye doctor", "eye specialist"),
    "General Practitioner": ("gp", "general doctor", "family doctor", "primary care"),
    "Dermatologist": ("skin doctor", "skin specialist"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Turn:
    """A user turn: what was asked and offered before it, and the gold state after it (acceptable values by slot)."""

    text: str
    requested: tuple[str, ...]
    offered: tuple[dict[str, Json], ...]
    gold: dict[str, tuple[str, ...]]


def evaluate(data: Path) -> list[Figure]:
    """The figure of every split but the training one; of that one where there is no other."""
    splits = sorted((data / "sgd_booking").glob("*.jsonl.gz"))
    others = [path for path in splits if not path.name.startswith("train")]
    return [_figure(path) for path in others or splits]


def _figure(path: Path) -> Figure:
    turns = right = 0
    wrong: Counter[str] = Counter()
    for dialogue in read_dialogues(path):
        for turn, state in followed(dialogue):
            misses = missed(turn, state)
            turns += 1
            right += not misses
            wrong.update(misses)
    detail = f"{path.name.partition('.')[0]}: {turns} user turns; wrong by slot: " + ", ".join(
        f"{slot} {n}" for slot, n in wrong.most_common()
    )
    return Figure("sgd booking joint state", round(right / turns, 4) if turns else 0.0, MARK, detail)


def followed(dialogue: Sequence[Turn]) -> Iterator[tuple[Turn, DialogueState]]:
    """Each turn with our state after it."""
    state = DialogueState()
    for turn in dialogue:
        slots = find_slots(Reading(turn.text, "en", _context(turn.requested)))
        said = consent(turn.text, ("en",))
        read = Understanding(turn.text, "en", (), slots, Safety(), said)  # what a state is made of
        state = update(state, read, offered=turn.offered)
        yield turn, state


def missed(turn: Turn, state: DialogueState) -> list[str]:
    return [slot for slot in dict.fromkeys(SLOTS.values()) if not _is_right(slot, turn.gold.get(slot, ()), state)]


def _is_right(slot: str, gold: tuple[str, ...], state: DialogueState) -> bool:
    held = state.slots.get(slot)
    if held is None or not gold:
        return held is None and not gold
    return held.text.lower() in {text.lower() for text in gold} or bool(
        _all(held) & {v for g in gold for v in normal(slot, g)}
    )


def _all(held: Held) -> set[str]:
    return {json.dumps(value) for value in ((held.value,) if held.value is not None else held.alternatives)}


@lru_cache(maxsize=4096)
def normal(slot: str, said: str) -> frozenset[str]:
    """What a gold string means, by the resolver the customer's words go through."""
    reading = Reading(said, "en", _context((slot,)))
    if slot == "people":
        return frozenset({json.dumps(people.value_of(said, "en"))})
    if slot == "service":
        return frozenset({json.dumps(said)})
    found = [one for one in times.find(reading, None) if one.name == slot]
    return frozenset(value for one in found for value in _all(Held(one.value, alternatives=one.alternatives)))


def _context(requested: tuple[str, ...]) -> Context:
    return Context(
        now=NOW, timezone=ZONE, category="clinic", locale="en-US", requested=requested, vocabulary=VOCABULARY
    )


VOCABULARY = Vocabulary(services=tuple(Term(name, name, aliases) for name, aliases in _SERVICES.items()))


def read_dialogues(path: Path) -> Iterator[list[Turn]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if row["services"][0].startswith(DOMAINS):
                yield list(_turns(row["turns"]))


def _turns(turns: list[dict[str, Any]]) -> Iterator[Turn]:
    actions: list[dict[str, Any]] = []
    for turn in turns:
        frame = turn["frames"][0]
        if turn["speaker"] == "SYSTEM":
            actions = frame["actions"]
            continue
        requested = tuple(SLOTS[one["slot"]] for one in actions if one["act"] == "REQUEST" and one["slot"] in SLOTS)
        gold = {SLOTS[name]: tuple(values) for name, values in frame["state"]["slot_values"].items() if name in SLOTS}
        yield Turn(turn["utterance"], requested, _offers(actions), gold)


def _offers(actions: list[dict[str, Any]]) -> tuple[dict[str, Json], ...]:
    """The values of the system's offers and confirmations, as the engine that made them holds them."""
    offer: dict[str, Json] = {}
    for one in actions:
        if one["act"] in {"OFFER", "CONFIRM"} and one["slot"] in SLOTS and one["canonical_values"]:
            value = one["canonical_values"][0]
            offer[SLOTS[one["slot"]]] = int(value) if value.isdigit() else value
    return (offer,) if offer else ()
