"""Which of the intents read in a clause count, given what was asked and what is being arranged."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from agents.catalogue import IntentRecord
from agents.understanding.allergens import allergens_in
from agents.understanding.topics import topics_of
from conversations.engine.baskets import Ordering
from conversations.engine.clauses import clauses_of
from conversations.engine.opening import MEANT, intent_called
from conversations.engine.standing import Standing

if TYPE_CHECKING:
    from agents.understanding.types import Understanding
    from conversations.engine.clauses import Clause
    from conversations.engine.hearing import HeardMessage
    from conversations.engine.state import Memory

OVER_AN_ANSWER = 0.7
"""Over an answer to what was asked an intent must be surer: "demain soir" cancels nothing."""
SURE = 0.5
SHORT = 3
BOOKING_DETAILS = frozenset({"service", "people", "date", "time", "staff"})
THING, MOMENT = frozenset({"service", "people", "staff"}), frozenset({"date", "time"})
"""What is to be booked and when: whoever names both wishes for it."""
CANCEL = IntentRecord("cancel", "deed", "booking", task="change")
FACT = IntentRecord("ask_fact", "question", "information", answered_by="facts")
BOOK = IntentRecord("book", "deed", "booking", task="book")
RESCHEDULE = IntentRecord("reschedule", "deed", "booking", task="change")
STAFF = IntentRecord("ask_staff", "question", "information", answered_by="staff")
LEAVING = frozenset({"lets_go", "keeps"})


@dataclass(frozen=True)
class Meant:
    """One message, read against what the conversation remembers."""

    message: HeardMessage
    memory: Memory

    @property
    def read(self) -> Understanding:
        return self.message.understanding

    @property
    def standing(self) -> Standing:
        return Standing(self.message, self.memory)

    @cached_property
    def ordering(self) -> Ordering:
        return Ordering(self.message, self.memory, tuple(clauses_of(self.message)))

    def meant(self, clause: Clause) -> list[tuple[IntentRecord, float]]:
        """The intents of a clause that count, given what was asked and what else the clause says."""
        known = [(intent_called(name), confidence) for name, confidence in clause.intents if confidence >= MEANT]
        likely = [(intent, confidence) for intent, confidence in known if intent is not None]
        if (instead := self.standing.turns_to) and not clause.is_question:
            likely = [each for each in likely if each[0].kind != "deed" or each[0].name == instead]
        if self.memory.awaits_yes and self.read.consent.kind == "yes" and self.read.consent.is_plain:
            return []  # what it wishes for beside, or instead, is told by its deed
        is_left = self.read.cues & LEAVING and not clause.names and not self.names_a_booking
        if is_left or self.is_reference(clause) or clause.cues & {"signed"}:
            return []
        if self.standing.is_asked_for_words and "name" in clause.names and not clause.is_question:
            return []
        is_asked = clause.is_question and self.ordering.is_at_work and not self.ordering.changes
        is_answer = (clause.is_answer_to(self.memory.requested) and not is_asked) or (
            self.memory.awaits_yes and self.is_consent(clause)
        )
        if is_answer:
            return [each for each in likely if self.holds_over_an_answer(*each, clause)]
        if clause.is_bare and clause.names & BOOKING_DETAILS:
            likely = [each for each in likely if each[0].kind == "deed" and each[1] >= OVER_AN_ANSWER]
        likely = [each for each in likely if each[0].kind != "question" or self.asks(*each, clause)]
        likely = [each for each in likely if not self.is_of_another_room(*each, clause)]
        likely = [each for each in likely if not (self.is_reason(*each, clause) or self.is_unsaid(*each))]
        likely = [each for each in likely if each[0].name != "cancel" or not self.is_at_another_moment(clause)]
        if self.memory.done and not self.memory.tasks and clause.is_question:
            is_sure = bool(clause.names & MOMENT) or self.read.consent.deed == "move"
            likely = [e for e in likely if e[0].name != "reschedule" or is_sure or e[1] >= OVER_AN_ANSWER]
        if other := self.told_by_what_it_names(clause, likely):
            return [(other, MEANT)]
        if not likely and "service" in clause.names and clause.names & MOMENT:
            return [(BOOK, MEANT)]
        return likely

    def told_by_what_it_names(self, clause: Clause, likely: list[tuple[IntentRecord, float]]) -> IntentRecord | None:
        """The question or change that a clause is, whatever it was unsurely read as."""
        sure = {intent.kind for intent, confidence in likely if confidence >= OVER_AN_ANSWER}
        if self.is_for_more_or_fewer and not sure & {"deed", "question"}:
            return RESCHEDULE
        if self.standing.is_of_what_was_booked and "no_need" in clause.cues and not self.ordering.names_dishes:
            return CANCEL
        if self.asks_who_serves(clause):
            return STAFF
        return FACT if self.is_about_the_place(clause, likely) else None

    def asks_who_serves(self, clause: Clause) -> bool:
        """Whether somebody is only asked after once all is read back: "is it with Amelia?" wishes for nobody else, the
        less so where it is agreed to beside: "fine, but is it with Amelia?".
        """
        if not self.memory.awaits_yes or not clause.is_question or clause.names != {"staff"}:
            return False
        read = [(intent_called(name), confidence) for name, confidence in clause.intents]
        least = MEANT if self.read.consent.kind == "yes" else SURE
        kinds = {intent.kind for intent, confidence in read if intent and confidence >= least}
        return "question" in kinds and "deed" not in kinds

    def is_reference(self, clause: Clause) -> bool:
        """Whether the clause only says which booking it is: "number K7F-2QM"."""
        found = self.message.reference
        is_here = found is not None and clause.start <= found.start < clause.start + len(clause.words)
        return is_here and len(clause.words.split()) <= SHORT and not clause.slots

    @property
    def names_a_booking(self) -> bool:
        """Whether a booking is named by its reference, and nothing is being arranged: that then is given up."""
        return self.message.reference is not None and not self.memory.tasks

    def is_of_another_room(self, intent: IntentRecord, confidence: float, clause: Clause) -> bool:
        """Whether "make it five" is about a booking, or what it was read as is told by the basket: "large". Over an
        order that is arranged a deed that names no service and no people must be sure: an hour may be the order's.
        """
        if intent.task == "order":
            return self.ordering.is_meant or self.is_about_booking(clause)
        if self.ordering.is_at_work and intent.kind == "deed" and not clause.names & THING:
            is_sure = confidence >= OVER_AN_ANSWER and (intent.task != "book" or bool(clause.names & MOMENT))
            return not is_sure or self.ordering.takes(intent.name, clause)
        if self.ordering.is_at_work and self.ordering.ways_in(clause) and not clause.names:
            return True  # "en livraison" answers how it should come, and asks nothing
        is_told = intent.kind in {"deed", "answer"} or (intent.kind == "question" and not clause.is_question)
        return is_told and self.ordering.takes(intent.name, clause)

    def is_reason(self, intent: IntentRecord, confidence: float, clause: Clause) -> bool:
        """Whether it only tells why something is given up: "cancel it please, I'm going out to dine after all"."""
        others = [each for each in self.ordering.clauses if each.words != clause.words]
        is_given_up = any(name == "cancel" and sure >= OVER_AN_ANSWER for each in others for name, sure in each.intents)
        return is_given_up and intent.task == "book" and confidence < OVER_AN_ANSWER and not clause.names & MOMENT

    @property
    def is_for_more_or_fewer(self) -> bool:
        """Whether the booking just made is to change, and how many come is told: "we're 4 now, can you change it?"."""
        is_after = bool(self.memory.done) and not self.memory.tasks and self.read.consent.deed == "move"
        return is_after and any(slot.name == "people" for slot in self.read.slots)

    def is_at_another_moment(self, clause: Clause) -> bool:
        """Whether what is arranged is not given up but wished for at another time: "can't do that. The 18th then"."""
        task = self.memory.task
        is_arranged = task is not None and task.kind == "book" and self.read.consent.deed != "cancel"
        after = (each for each in self.ordering.clauses if each.start > clause.start)
        return is_arranged and any(each.names & MOMENT and not each.is_question for each in after)

    def is_unsaid(self, intent: IntentRecord, confidence: float) -> bool:
        """Whether an end is read unsurely where none is spoken of: "I'll take the day off", "resérvela por favor"; or
        the call of "no wait, I've got a call then" where something is put right.
        """
        if intent.name == "ask_human" and confidence < OVER_AN_ANSWER:
            return any(slot.role == "correction" for slot in self.read.slots)
        is_spoken_of = self.read.consent.deed == "cancel" or bool(self.read.cues & {"lets_go", "no_need"})
        is_at_stake = bool(self.memory.tasks) or self.read.consent.deed is not None
        return intent.name == "cancel" and confidence < OVER_AN_ANSWER and is_at_stake and not is_spoken_of

    def is_about_booking(self, clause: Clause) -> bool:
        """Whether "make it five" is about the booking that is arranged or was just made, and not about a dish; who says
        how many come and when wishes to eat here.
        """
        if {"people", "date", "time"} <= {slot.name for slot in self.read.slots}:
            return True  # "i could murder a diavola, table for 3 on friday at 8"
        if "item" in clause.names:
            return False
        has_booking = bool(self.memory.tasks or self.memory.done)
        return has_booking and bool(clause.names & BOOKING_DETAILS)

    def is_about_the_place(self, clause: Clause, likely: list[tuple[IntentRecord, float]]) -> bool:
        """Whether a question of a known topic was read unsurely as something else: "what if you find more to mend?"."""
        is_unsure = all(confidence < OVER_AN_ANSWER for _intent, confidence in likely)
        return clause.is_question and is_unsure and clause.names <= MOMENT and bool(topics_of(clause.words))

    def asks(self, intent: IntentRecord, confidence: float, clause: Clause) -> bool:
        """Whether a question is put: where something is arranged, a detail of it outweighs an unsure one."""
        said = {slot.name for slot in self.read.slots}
        if said & THING and said & MOMENT and not clause.names and len(clause.words.split()) <= SHORT:
            return False  # "18 people on Wednesday at 19:00, is that possible?"
        is_of_food = bool(allergens_in(clause.words, self.read.language))  # "anything gluten free?"
        if not intent.task and said >= {"people", *MOMENT} and confidence < OVER_AN_ANSWER and not is_of_food:
            return False  # who says how many come and when does not ask, unsurely, for the hours
        is_detail = bool(self.memory.tasks and clause.names & BOOKING_DETAILS)
        if intent.task or not (is_detail or not clause.is_question):
            return True
        return confidence >= OVER_AN_ANSWER and (clause.is_question or not is_detail)

    def holds_over_an_answer(self, intent: IntentRecord, confidence: float, clause: Clause) -> bool:
        if confidence < OVER_AN_ANSWER or clause.is_bare:
            return False
        return intent.kind == "deed" or intent.name == "ask_human" or (intent.kind == "question" and clause.is_question)

    def is_consent(self, clause: Clause) -> bool:
        return self.standing.consent.kind != "open" and self.standing.consent.is_plain
