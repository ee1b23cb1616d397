"""A message as its clauses, each with the intents and the details that stand in it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from agents.understanding.talk.cues import cues
from conversations.engine.commands import Detail
from conversations.engine.moments_wished import begin_again, with_same_hours
from conversations.engine.opening import opens
from conversations.engine.services_wished import begins, is_all, is_had, is_joining, wished

if TYPE_CHECKING:
    from collections.abc import Iterable

    from agents.understanding.types import Intent, Slot, Understanding
    from conversations.engine.hearing import HeardMessage

# Details that a form can hold; understanding's own "reference" is to an earlier order ("the usual").
KEPT = frozenset({"service", "people", "date", "time", "staff", "name", "phone", "email", "address", "note", "minutes"})
PERSON = frozenset({"name", "phone", "email"})
SHARED = frozenset({"service", "people"})
"""What several wishes of one clause have in common where it is said once."""
SURE = 0.7
ABOUT = frozenset({"service", "item", "staff", "date", "time", "people"})


@dataclass(frozen=True, slots=True)
class Clause:
    words: str
    intents: tuple[tuple[str, float], ...]
    slots: tuple[Slot, ...]
    is_bare: bool
    cues: frozenset[str] = frozenset()
    about: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    begins: tuple[int, ...] = ()
    """Where what is said of each service after the first begins."""
    moments: tuple[int, ...] = ()
    """Where each moment of another booking begins."""
    start: int = 0
    has_words: bool = True
    """Whether anything is said beside "please"."""
    is_added: bool = False
    """Whether it says, or what joins it to the clause before does, that it comes beside that."""

    @property
    def is_question(self) -> bool:
        return "question" in self.cues

    def is_answer_to(self, requested: Iterable[str]) -> bool:
        """Whether it gives a detail that was asked for."""
        return bool(self.names & set(requested))

    @property
    def names(self) -> frozenset[str]:
        return frozenset(slot.name for slot in self.slots)

    @property
    def details(self) -> tuple[Detail, ...]:
        """One per name: a correction first, then one with a value, then the surer, then the later."""
        return details_of(self.slots)

    @property
    def rejected(self) -> list[tuple[str, Any]]:
        said = {detail.name for detail in self.details}
        return [(s.name, s.value) for s in self.slots if s.role == "rejected" and s.name in KEPT and s.name not in said]

    @property
    def choice(self) -> int | str | None:
        found = next((slot.value for slot in self.slots if slot.name == "choice"), None)
        return found if isinstance(found, int | str) else None

    def noted(self, names: Iterable[str]) -> list[str]:
        return [slot.text for slot in self.slots if slot.name in names]

    def _counted_again(self) -> list[int]:
        """Where a second party with a time of its own begins: "one for 4 on Tuesday at seven, one for 2 at eight",
        "Wednesday at seven for 2 and Thursday at eight for 6".
        """
        told = [slot for slot in self.slots if slot.role != "rejected" and slot.name in {"people", "date", "time"}]
        said = [slot for slot in told if slot.role == "said"] or told  # a "sorry" before all puts nothing right
        begun: list[tuple[int, set[str]]] = []
        for slot in sorted(said, key=lambda slot: (slot.start, slot.name)):
            if not begun or (slot.name in begun[-1][1] and begun[-1][1] >= {"people", "time"}):
                begun.append((slot.start, set()))
            begun[-1][1].add(slot.name)
        is_each_whole = all(names >= {"people", "time"} for _start, names in begun)
        return [start for start, _names in begun[1:]] if is_each_whole else []

    def _timed_again(self) -> list[int]:
        """Where the hour of somebody else's begins: "one for me at eleven and one for my son at half past"."""
        said = sorted((slot for slot in self.slots if slot.role == "said"), key=lambda slot: slot.start)
        hours = [slot for slot in said if slot.name == "time" and isinstance(slot.value, str)]
        is_several = len(hours) > 1 and "for_other" in self.cues and not self.is_question
        return [hour.start for hour in hours[1:]] if is_several else []

    def wishes(self) -> list[tuple[tuple[Detail, ...], str]]:
        """The details by the service they stand beside: those before the first service are the first's."""
        marks = [*(self.begins or self._counted_again() or self.moments or self._timed_again()), 1 << 30]
        if len(marks) < 2:
            return [(self.details, self.words)]
        found, before = [], -1
        for mark in marks:
            part = [slot for slot in self.slots if before <= slot.start < mark]
            found.append((details_of(part), self.words))
            before = mark
        found = found if self.begins else with_service_in_all(found)
        return with_moment_first(with_person_in_all(found))


def details_of(slots: Iterable[Slot]) -> tuple[Detail, ...]:
    best: dict[str, Slot] = {}
    slots = tuple(slots)
    replaced = {slot.name for slot in slots if slot.role == "rejected"}
    for slot in map(_named_as_kept, slots):
        if (
            slot.name in KEPT
            and slot.role != "rejected"
            and (slot.name not in best or _rank(slot) >= _rank(best[slot.name]))
        ):
            best[slot.name] = slot
    if (day := _day_of(best.get("time"), slots)) and best["date"].role != "correction":
        best["date"] = day
    return tuple(
        Detail(
            slot.name,
            slot.value,
            slot.text,
            tuple(slot.alternatives),
            slot.role == "correction" or slot.name in replaced,
        )
        for slot in best.values()
    )


def _day_of(hour: Slot | None, slots: tuple[Slot, ...]) -> Slot | None:
    """The day that was said in one breath with the hour: of "the Christmas dinner, Saturday at 19:15" the Saturday."""
    if hour is None:
        return None
    days = (slot for slot in slots if slot.name == "date" and slot.role != "rejected" and isinstance(slot.value, str))
    return next((day for day in days if (day.start, day.end) == (hour.start, hour.end)), None)


def _named_as_kept(slot: Slot) -> Slot:
    """A length of time is kept as minutes: how late somebody will be."""
    return replace(slot, name="minutes") if slot.name == "duration" else slot


def _rank(slot: Slot) -> tuple[bool, bool, bool, bool]:
    """An hour is worth more than the part of the day it lies beside: "not the morning, can it be at three?"."""
    has_value = slot.value is not None or bool(slot.alternatives)
    return slot.role == "correction", has_value, not isinstance(slot.value, dict), slot.confidence >= SURE


def clauses_of(message: HeardMessage) -> list[Clause]:
    """In the order said; a detail outside every clause belongs to the nearest before it."""
    read = message.understanding
    spans = sorted({(intent.start, intent.end or len(message.text)) for intent in read.intents}) or [
        (0, len(message.text))
    ]
    found = []
    said = with_same_hours(read.slots, message.text, read.language)
    for place, (start, end) in enumerate(spans):
        first = 0 if place == 0 else start
        last = spans[place + 1][0] if place + 1 < len(spans) else len(message.text)
        slots = tuple(slot for slot in said if first <= slot.start < max(last, end))
        slots = wished(slots, message.text, read.language)
        intents = [one for one in read.intents if one.start == start and (one.end or len(message.text)) == end]
        each = replace(clause(message.text[start:end], intents, slots, read), start=start)
        told = each.cues | ({"has_booking"} if is_had(slots, message.text, first, read.language) else set())
        joint = message.text[spans[place - 1][1] if place else 0 : max(end, start)]
        is_added = is_joining(joint, read.language) or "for_other" in told
        is_new = not any(opens(name) == "change" for name, _confidence in each.intents)
        moments = begin_again(slots, message.text, read.language) if is_new else ()
        begun = begins(slots, message.text, read.language)
        found.append(replace(each, cues=told, begins=begun, moments=moments, is_added=is_added))
    return found


def with_person_in_all(wishes: list[tuple[tuple[Detail, ...], str]]) -> list[tuple[tuple[Detail, ...], str]]:
    """Who somebody is, told after all they wish for, is told of all of it."""
    person = tuple(detail for details, _words in wishes for detail in details if detail.name in PERSON)
    return [((*(d for d in details if d.name not in PERSON), *person), words) for details, words in wishes]


def with_service_in_all(wishes: list[tuple[tuple[Detail, ...], str]]) -> list[tuple[tuple[Detail, ...], str]]:
    """Of a service that is named once, each hour is one: "two haircuts, at eleven for me, at noon for my son"; so is a
    party that is counted once.
    """
    found = [wishes[0]]
    for details, words in wishes[1:]:
        told = {detail.name for detail in details}
        shared = (detail for detail in wishes[0][0] if detail.name in SHARED - told)
        found.append(((*shared, *details), words))
    return found


def with_moment_first(wishes: list[tuple[tuple[Detail, ...], str]]) -> list[tuple[tuple[Detail, ...], str]]:
    """A moment said once after all is the first's, and its day all of theirs: "cut and colour, Friday at ten"."""
    (first, words), *others = wishes
    last = others[-1][0]
    moment = tuple(detail for detail in last if detail.name in {"date", "time"})
    if not moment or any(detail.name in {"date", "time"} for details, _words in wishes[:-1] for detail in details):
        return wishes
    rest = tuple(detail for detail in last if detail.name != "time")
    return [((*first, *moment), words), *others[:-1], (rest, words)]


def joined(clauses: list[Clause]) -> Clause:
    """The clauses as one, for a message that wishes for one thing all over."""
    slots = tuple(slot for each in clauses for slot in each.slots)
    words = " ".join(each.words for each in clauses)
    said = frozenset[str]().union(*(each.cues for each in clauses))
    further = tuple(place for each in clauses for place in each.begins)
    moments = tuple(place for each in clauses for place in each.moments)
    return Clause(words, (), slots, all(each.is_bare for each in clauses), said, begins=further, moments=moments)


def clause(words: str, intents: list[Intent], slots: tuple[Slot, ...], read: Understanding) -> Clause:
    return Clause(
        words=words.strip(" ,.;"),
        has_words=not is_all(words, ("please",), read.language),
        intents=tuple((each.name, each.confidence) for each in intents),
        slots=slots,
        is_bare=bool(slots) and bool(intents) and intents[0].name == "tell_details",
        cues=cues(words, (read.language,)),
        about={
            name: tuple(dict.fromkeys(_hashable(slot.value) for slot in slots if slot.name == name))
            for name in {slot.name for slot in slots} & ABOUT
        },
    )


def _hashable(value: Any) -> Any:
    return str(value) if isinstance(value, dict | list) else value
