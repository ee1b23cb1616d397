"""A deed as it was spoken: what somebody wants of a booking that is known, told of, or needed no longer."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from agents.catalogue import record
from agents.understanding.keywords import keywords, subject
from agents.understanding.topics import topics_of
from conversations.engine import commands as c
from conversations.engine.altering import Altering
from conversations.engine.meant import BOOKING_DETAILS, MOMENT, OVER_AN_ANSWER, SURE, THING
from conversations.engine.numbers_put_right import numbers_put_right
from conversations.engine.opening import opens
from conversations.engine.standing import WISHES
from conversations.engine.wishes import ASKED, DEEDS

if TYPE_CHECKING:
    from conversations.engine.clauses import Clause

BRIEF = 4
BOOKED = frozenset({"book", "book_again", "check_booking", "reschedule"})
"""What who no longer needs a booking may seem to want."""
CHANGES = frozenset({"check_booking", "reschedule", "running_late"})


@dataclass(frozen=True)
class Spoken(Altering):
    """One message, by which a deed that was read becomes the one that is meant."""

    def as_spoken(self, name: str, clause: Clause, confidence: float = 1.0) -> str:
        """ "The day after, at the same time" is the booking made, moved; only "the same again" is another. Who asks
        whether it can be an hour later is not late.
        """
        if name in BOOKED and self.standing.is_of_what_was_booked:
            return "cancel"
        if name == "running_late" and clause.is_question and clause.names & MOMENT:
            return "reschedule"
        if name == "book" and self.message.reference is not None and (deed := self.of_the_one_named(clause)):
            return deed
        if name in CHANGES and confidence < OVER_AN_ANSWER and self.opens_with(clause):
            return "book"
        if name == "order" and "service" in clause.names and clause.names & MOMENT and not self.ordering.is_meant:
            return "book"  # "could you do me a blow-dry on the 25th?"
        if name == "book" and self.is_of_the_party(clause):
            return "reschedule"
        if name in {"book", "book_again"} and self.tells_of_booking:
            return self.of_booking_told(clause)
        is_late = "late" in clause.cues and "time" not in clause.names
        if is_late and (name == "reschedule" or (name == "book" and "duration" in clause.names)):
            return "running_late"
        if name != "book_again" or "same_again" in self.read.cues:
            return name
        return "reschedule" if self.memory.done else "book"

    def of_the_one_named(self, clause: Clause) -> str:
        """What is wished for of the booking whose reference is given; nothing where another is to be made."""
        if self.read.consent.deed in WISHES:
            return WISHES[self.read.consent.deed]
        if clause.names & MOMENT and "has_booking" not in clause.cues and "is_new" not in self.read.cues:
            return "reschedule"
        return ASKED if self.changes_booking else ""

    def opens_with(self, clause: Clause) -> bool:
        """Whether a wish can only be for a booking to be made: none is known of or told of, nothing is put right, and
        it says what and when, or somebody else's is surely wished for beside it.
        """
        is_known = self.message.reference is not None or self.memory.bookings or self.memory.tasks or self.memory.done
        is_put_right = any(detail.is_correction for detail in clause.details)
        if is_known or is_put_right or "has_booking" in clause.cues or self.read.consent.deed in WISHES:
            return False
        beside = (each for each in self.ordering.clauses if each.start != clause.start)
        books = any(opens(name) == "book" and sure >= OVER_AN_ANSWER for each in beside for name, sure in each.intents)
        return "service" in clause.names and bool(clause.names & MOMENT) and (books or clause.names >= MOMENT)

    @cached_property
    def put_right(self) -> tuple[c.Detail, ...]:
        return numbers_put_right(self.message.text, self.memory)

    @property
    def is_after_something(self) -> bool:
        """Whether "it" can be the booking just made, or the one just read back."""
        return self.memory.awaits_yes or bool(self.memory.done and not self.memory.tasks)

    def of_what_was_made(self, clause: Clause) -> c.Open | None:
        """What a question is of the booking made, or read back."""
        is_of_it = clause.cues & {"pronoun", "elliptic"} and self.is_after_something and not clause.names - MOMENT
        return c.Open(ASKED, words=clause.words) if is_of_it else self.of_what_is_kept(clause)

    def of_what_is_kept(self, clause: Clause) -> c.Open | None:
        """What a question is that names no more than how many come, or what was noted with the booking."""
        if self.is_of_the_party(clause):
            return c.Open("reschedule", clause.details, clause.words)
        return c.Open(ASKED, words=clause.words) if self.is_of_the_note(clause) else None

    def is_of_the_note(self, clause: Clause) -> bool:
        """Whether a question is about what was told to be noted: "and you've got the bit about the high chair?"."""
        task, language = self.memory.task, self.read.language
        note = task.form.note if task is not None else self.memory.noted
        return clause.is_question and bool(keywords(clause.words, language) & keywords(note, language))

    def is_of_the_party(self, clause: Clause) -> bool:
        """Whether it says no more than how many come, of the booking just made: "my mum is coming too, make it 3"."""
        is_after = bool(self.memory.done) and not self.memory.tasks and "is_new" not in self.read.cues
        return is_after and "people" in clause.names and clause.names <= {"people", "resource"}

    @property
    def changes_booking(self) -> bool:
        """Whether the message says what is to become of a booking."""
        changed = {intent.name for intent in self.read.intents if opens(intent.name) == "change"}
        return bool(changed & DEEDS) and "is_new" not in self.read.cues

    @property
    def tells_of_booking(self) -> bool:
        """Whether they speak of a booking of theirs that nothing is known of here: it is to be found first."""
        is_told = any("has_booking" in clause.cues for clause in self.ordering.clauses)
        is_told = is_told and not self.read.cues & {"has_no_booking", "is_new"}
        is_known = self.message.reference is not None or self.memory.bookings or self.memory.waits
        return is_told and not (is_known or self.memory.tasks)

    def of_booking_told(self, clause: Clause) -> str:
        """Which one it is ("we have a table on Friday"), or what it is to become: another day, hour or person."""
        kinds = MOMENT | {"staff", "service"}
        said = Counter(slot.name for slot in clause.slots if slot.name in kinds and not isinstance(slot.value, dict))
        is_told_only = "has_booking" in clause.cues and not clause.is_question and max(said.values(), default=0) < 2
        is_late = any(intent.name == "running_late" for intent in self.read.intents)
        return ASKED if is_told_only and (is_late or self.read.consent.deed is None) else "reschedule"

    def asks_whether_it_can_be(self, clause: Clause) -> bool:
        """Whether it asks, of what is wished for before it, no more than whether it can be had: "can you do both?"."""
        said = {slot.name for slot in self.read.slots}
        is_of_wish = bool(said & THING and said & MOMENT) and not clause.names and not topics_of(clause.words)
        return is_of_wish and len(clause.words.split()) <= BRIEF

    def asks_nothing_else(self, confidence: float, clause: Clause) -> bool:
        """Whether a question is the wish beside it, or a detail of it read unsurely: "could it be with Sofia?"."""
        is_detail = bool(clause.names) and clause.names <= BOOKING_DETAILS and confidence < SURE and self.wishes_beside
        is_empty = not subject(clause.words, self.read.intent.name, self.read.language)
        return is_detail or (is_empty and self.asks_whether_it_can_be(clause))

    @property
    def wishes_beside(self) -> bool:
        """Whether a clause surely wishes for something to be done."""
        known = ((record(each.name), each.confidence) for each in self.read.intents)
        return any(found and found.kind == "deed" and confidence >= SURE for found, confidence in known)

    def is_vague(self, clause: Clause) -> bool:
        """Whether nothing that the clause wishes for is sure, and it corrects nothing."""
        is_sure = any(confidence >= SURE for _intent, confidence in self.meant(clause))
        return not is_sure and not any(detail.is_correction for detail in clause.details)

    def is_wished_elsewhere(self, name: str, clause: Clause) -> bool:
        """Whether another clause, which says when, names one."""
        others = (each for each in self.ordering.clauses if each.words != clause.words)
        return any(name in each.names and each.names & MOMENT for each in others)
