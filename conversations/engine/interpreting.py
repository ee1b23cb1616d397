"""What a message means for the conversation: from understanding's reading to commands, in the order said.

An intent is read from the words of a clause alone. Whether "8pm" is a question about hours or the answer to "what
time?" depends on what was asked; here that is decided, and nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from agents.catalogue import OUT_OF_SCOPE, IntentRecord, record
from agents.understanding.allergens import allergens_in, states_allergy
from agents.understanding.talk.phrasebook import small_words
from agents.understanding.tokens import fold
from agents.understanding.topics import topics_of
from conversations.engine import commands as c
from conversations.engine.altering import PERSON_INTENTS
from conversations.engine.clauses import Clause, clauses_of, joined
from conversations.engine.commands import taken_by
from conversations.engine.meant import BOOKING_DETAILS, LEAVING, MOMENT, OVER_AN_ANSWER, SURE, THING
from conversations.engine.opening import MEANT
from conversations.engine.spoken import Spoken
from conversations.engine.wishes import ASKED, with_one_wish_each, with_reference, without_overtaken

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conversations.engine.hearing import HeardMessage
    from conversations.engine.state import Memory

FEW_WORDS = 2
NOTED = ("place", "occasion", "vehicle", "plate")
UNSURE_OF, SURELY = frozenset({"ask_fact", "ask_services", "ask_allergen", "ask_included"}), 0.85
"""Questions that one about what was noted looks like, and from when on they are asked nonetheless."""
ABOUT_ME = frozenset({"forgets_me", "asks_of_me"})
ALLERGEN = IntentRecord("ask_allergen", "question", "information", answered_by="allergens")


@dataclass(frozen=True)
class Interpreter(Spoken):
    """From one message to its commands."""

    def commands(self) -> Iterator[c.Command]:
        """Gravest first, then what was said to the question put, then each clause in order."""
        if self.read.danger and not self.standing.is_asked_for_words:
            yield c.Alarm(self.read.danger)
        is_of_dish = self.ordering.is_at_work and self.ordering.names_dishes
        if self.ordering.is_at_work and self.ordering.is_given_up:
            yield c.LetGo()
            return
        clauses = clauses_of(self.message)
        if self.read.cues & ABOUT_ME:
            yield from self.of_what_is_remembered(clauses)
            return
        for command in self.standing.commands():
            if not (is_of_dish and isinstance(command, c.LetGo)):
                yield command
        if self.alters:
            yield from self.changes(clauses)
            return
        for detail in self.put_right:
            yield c.Give(detail)
        wished = [] if self.ordering.is_meant else list(self.left_over(clauses))
        yield from wished
        for place, clause in enumerate(clauses):
            if place == self.ordering.place:
                yield c.Open(self.ordering.intent, clause.details, clause.words)
                yield from self.of_clause(clause, {detail.name for detail in clause.details})
            else:
                yield from self.beside(clause, set()) if wished else self.of_clause(clause, set())
        yield from self.ordering.commands()

    def of_what_is_remembered(self, clauses: list[Clause]) -> Iterator[c.Command]:
        """What is remembered of the customer, and what is said beside it; "forget" lets nothing go that is arranged."""
        yield c.AboutMe("forget" if "forgets_me" in self.read.cues else "tell")
        beside = (clause for clause in clauses if not clause.cues & ABOUT_ME)
        for clause in beside:
            yield from (each for each in self.of_clause(clause, set()) if not isinstance(each, c.LetGo))

    def of_clause(self, clause: Clause, used: set[str]) -> Iterator[c.Command]:
        """``used`` are the details that a wish has taken already."""
        if states_allergy(clause.words) and (self.allergens(clause) or not clause.is_question):
            yield c.Remark(clause.words, self.allergens(clause))
            used.add("remark")
        is_placed = False
        for intent, confidence in [(ALLERGEN, 1.0)] if self.asks_of_allergy(clause) else self.meant(clause):
            if intent.kind == "question" and self.asks_nothing_else(confidence, clause):
                is_placed = True
                continue
            for command in self.of_intent(intent, confidence, clause):
                used |= taken_by(command)
                is_placed |= not isinstance(command, c.Remark) or confidence >= OVER_AN_ANSWER
                yield command
        if self.is_noted(clause, used):
            yield c.Remark(clause.words)
            used.add("remark")
        if not is_placed and (question := self.unplaced(clause)):
            used |= taken_by(question)
            yield question
        for detail in clause.details:
            is_put_right = self.put_right and detail.text.isdigit()  # "332, not 323" is no hour
            if detail.name not in used | self.said_of_else(clause, used) and not is_put_right:
                yield c.Give(detail)
        yield from self.beside(clause, used)

    def said_of_else(self, clause: Clause, used: set[str]) -> set[str]:
        """The details of the clause that are none of what is arranged."""
        found = set[str]()
        is_told_only = "remark" in used or self.is_vague(clause)
        if is_told_only and self.is_wished_elsewhere("service", clause):
            found.add("service")  # "highlights on Friday, my roots are a fright"
        if self.only_asks(clause):
            found |= {"service", "staff"}
        names = [word for slot in clause.slots if slot.name == "name" for word in fold(slot.text).split()]
        is_small = all(word in small_words(self.read.language) for word in names)
        if states_allergy(clause.words) or is_small or self.read.cues & LEAVING:
            found.add("name")  # "soy alérgico" is no name
        return found

    def is_noted(self, clause: Clause, used: set[str]) -> bool:
        """Whether a dish is spoken of to whoever sets the table: "it's his birthday, a candle in the cake?"."""
        is_of_dish = "item" in clause.names and not clause.names & BOOKING_DETAILS and not used & {"remark", "item"}
        return is_of_dish and not self.ordering.is_meant and self.ordering.is_for_guests

    def only_asks(self, clause: Clause) -> bool:
        """Whether a question beside what is arranged names a service or somebody: "do you do inspections too?"."""
        task = self.memory.task
        is_arranged = task is not None and task.form.service is not None
        is_corrected = any(detail.is_correction for detail in clause.details)
        is_own = clause.is_answer_to(self.memory.requested) or bool(clause.names & MOMENT)
        return is_arranged and clause.is_question and "service" in clause.names and not (is_corrected or is_own)

    def asks_of_allergy(self, clause: Clause) -> bool:
        """Whether somebody allergic asks about a dish: whatever else it looks like, its allergens are the answer."""
        return states_allergy(clause.words) and clause.is_question and "item" in clause.names

    def allergens(self, clause: Clause) -> tuple[str, ...]:
        return allergens_in(clause.words, self.read.language)

    def unplaced(self, clause: Clause) -> c.Ask | c.Open | None:
        """A question that fits no intent is about what it names, or about a fact, on record or not; "it" is the booking
        that was just made.
        """
        is_elsewhere = self.read.intent.name == OUT_OF_SCOPE and self.read.intent.confidence >= SURE
        is_where_to = "address" in clause.names and self.ordering.is_meant  # "could you deliver to 48 Mill Lane?"
        if (
            not clause.is_question
            or is_where_to
            or clause.is_answer_to(self.memory.requested)
            or (self.memory.awaits_yes and clause.names)
            or not clause.has_words
            or self.asks_whether_it_can_be(clause)
        ):
            return None
        is_other = self.ordering.is_meant and not self.ordering.is_of_guests(clause)
        if self.read.consent.deed == "book" and not (self.memory.tasks or self.memory.done or is_other):
            return c.Open("book", clause.details, clause.words)
        if made := self.of_what_was_made(clause):
            return made
        if "item" in clause.names:
            name = "ask_allergen" if self.memory.allergies else "ask_menu"
        elif topics_of(clause.words) and clause.names <= MOMENT:
            name = "ask_fact"
        elif self.only_asks(clause):
            name = "ask_services"
        elif clause.names & MOMENT or (clause.names & BOOKING_DETAILS and self.memory.tasks):
            return None
        elif "service" in clause.names:
            name = "ask_services"
        elif is_elsewhere or len(clause.words.split()) < FEW_WORDS:
            return None
        else:
            name = "ask_fact"
        return c.Ask(name, clause.words, clause.about, tuple(sorted(clause.cues)))

    def beside(self, clause: Clause, used: set[str]) -> Iterator[c.Command]:
        """What is turned down, chosen and to be noted, whatever the clause wishes for."""
        for name, value in clause.rejected:
            yield c.Withdraw(name, value)
        if (choice := clause.choice) is not None and "choice" not in used:
            yield c.Choose(choice)
        if "remark" not in used:
            for words in clause.noted(NOTED):
                yield c.Remark(words)

    def of_intent(self, intent: IntentRecord, confidence: float, clause: Clause) -> Iterator[c.Command]:
        name = intent.name
        if name in PERSON_INTENTS and self.is_to_be_seen(clause):
            yield from self.deeds("book", confidence, clause)
        elif name in PERSON_INTENTS:
            yield c.CallPerson()
        elif name == "remark":
            yield c.Remark(clause.words, self.allergens(clause))
        elif name == "let_go":
            is_of_dish = self.ordering.is_at_work and self.ordering.names_dishes
            is_said = self.read.cues & {"lets_go", "no_reference"} or self.read.consent.deed
            if not (is_said or is_of_dish or self.leads_up):
                yield c.LetGo()
        elif intent.kind == "courtesy":
            yield c.Courtesy(name)
        elif intent.kind == "question" and (instead := self.instead(intent, confidence, clause)):
            yield instead
        elif intent.kind == "deed" or intent.task:
            yield from self.deeds(self.as_spoken(name, clause, confidence), confidence, clause)
        elif intent.kind == "question":
            is_of_dish = name == "ask_services" and "item" in clause.names and "service" not in clause.names
            yield c.Ask("ask_menu" if is_of_dish else name, clause.words, clause.about, tuple(sorted(clause.cues)))

    @property
    def leads_up(self) -> bool:
        """Whether something is asked or wished for beside: "ach, bevor ich's vergesse, habt ihr Parkplätze?"."""
        kinds = {known.kind for each in self.read.intents if (known := record(each.name)) and each.confidence >= SURE}
        return bool(kinds & {"question", "deed"})

    def is_of_the_place(self, clause: Clause) -> bool:
        """Of what there is here: "do you have a terrace?"."""
        return clause.is_question and not clause.names & BOOKING_DETAILS and bool(topics_of(clause.words))

    def instead(self, intent: IntentRecord, confidence: float, clause: Clause) -> c.Command | None:
        """What a question is about that seemed one of the place, or of free times, where it is about something else."""
        if intent.name in UNSURE_OF and confidence < SURELY and (told := self.of_what_is_kept(clause)):
            return told
        if not intent.task:
            return None
        if self.is_of_what_was_made(confidence, clause):
            return c.Open(ASKED, words=clause.words)
        if self.is_of_the_place(clause):
            return c.Ask("ask_fact", clause.words, clause.about, tuple(sorted(clause.cues)))
        return None

    def is_of_what_was_made(self, confidence: float, clause: Clause) -> bool:
        """Of the booking made, where it was read unsurely: "what time was it again?"."""
        is_unsure = confidence < OVER_AN_ANSWER and not clause.names & BOOKING_DETAILS
        return bool(self.memory.done and not self.memory.tasks) and is_unsure and clause.is_question

    def is_to_be_seen(self, clause: Clause) -> bool:
        """Whether "talk to somebody about an implant, would Friday at ten do?" asks for an appointment."""
        has_moment = {"date", "time"} <= {slot.name for slot in self.read.slots}
        return has_moment and "service" in clause.names and not (self.memory.done or self.memory.tasks)

    def deeds(self, name: str, confidence: float, clause: Clause) -> Iterator[c.Command]:
        """A deed with its details; several services named together are a wish each."""
        wishes = clause.wishes()
        for place, (details, words) in enumerate(wishes):
            is_for_other = "for_other" in self.read.cues and place == len(wishes) - 1
            yield c.Open(name, details, words, confidence, is_for_other, is_added=clause.is_added)

    def left_over(self, clauses: list[Clause]) -> Iterator[c.Command]:
        """What the details say of themselves where no intent does: a booking asked for, or the last question again."""
        names = frozenset(name for clause in clauses for name in clause.names)
        if self.memory.tasks:
            return
        if "same_again" in self.read.cues and self.memory.bookings and self.read.consent.kind != "no":
            yield from self.deeds("book_again", MEANT, joined(clauses))
            return
        if any(self.wishes_for_itself(clause) for clause in clauses):
            return
        if self.repeats_question(names):
            about = {detail.name: (detail.value,) for clause in clauses for detail in clause.details}
            for question in self.memory.questions:
                yield c.Ask(question, self.message.text, about, tuple(sorted(self.read.cues)))
        elif self.wishes_with_details(clauses, names):
            whole = joined(clauses)
            is_moment = not names & THING and "is_new" not in self.read.cues
            is_corrected = any(detail.is_correction for detail in whole.details)
            is_changed = bool(self.memory.done) and (is_moment or is_corrected)
            name = "reschedule" if is_changed else self.as_spoken("book", whole)
            yield from self.deeds(name, MEANT, whole)
        elif self.read.consent.deed == "book" and self.read.consent.is_plain and not self.memory.done:
            yield from self.deeds("book", MEANT, joined(clauses))  # "bonsoir, c'est pour réserver"

    def wishes_for_itself(self, clause: Clause) -> bool:
        """Whether the clause's intent tells what its details are for; a greeting or an "ok?" beside them does not."""
        kinds = {intent.kind for intent, _confidence in self.meant(clause)}
        return bool(kinds & {"deed", "question"}) or bool(kinds & {"courtesy"} and clause.names)

    def repeats_question(self, names: frozenset[str]) -> bool:
        again = self.memory.questions and names & {"date", "time", "service", "item", "staff"}
        is_day_only = names <= {"date"} and "ask_hours" in self.memory.questions and not self.memory.done
        return bool(again) and ("elliptic" in self.read.cues or is_day_only)

    def wishes_with_details(self, clauses: list[Clause], names: frozenset[str]) -> bool:
        if names & THING and names & MOMENT:
            return True
        if not names & BOOKING_DETAILS or "question" in self.read.cues:
            return False
        is_bare = all(clause.is_bare for clause in clauses)
        return is_bare or "service" in names or self.read.intent.name != OUT_OF_SCOPE


def interpret(message: HeardMessage, memory: Memory) -> tuple[c.Command, ...]:
    found = without_overtaken(with_one_wish_each(tuple(Interpreter(message, memory).commands())))
    if message.reference is None:
        return found
    named = c.Detail("reference", message.reference.code, message.reference.text)
    return with_reference(found, named)
