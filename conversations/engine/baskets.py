"""What of a message is an order, and what it makes of the basket so far."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

from agents.catalogue import record
from agents.understanding.allergens import states_allergy
from agents.understanding.numbers import find_numbers
from agents.understanding.orders import Basket
from agents.understanding.orders.words import spoken_in
from agents.understanding.talk.cues import cues
from agents.understanding.talk.phrasebook import languages, sections, small_words
from agents.understanding.tokens import fold
from businesses.models import OrderWay
from conversations.engine import commands as c
from conversations.engine.opening import MEANT, opens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from agents.understanding.types import Slot
    from conversations.engine.clauses import Clause
    from conversations.engine.hearing import HeardMessage
    from conversations.engine.state import Memory, Task

WAYS = tuple(way.value for way in OrderWay)
DISHES = frozenset({"item", "modifier", "quantity"})
MOMENT = frozenset({"date", "time"})
SURELY = 0.7
"""From here on an order is meant beside a table that is wished for."""
GUESTS = frozenset({"service", "people", "staff"})


def order_task(memory: Memory) -> Task | None:
    """The order that is being arranged, at work or waiting."""
    return next((task for task in memory.tasks if task.kind == "order"), None)


def basket_of(memory: Memory) -> Basket:
    """Of the order that is arranged, else of the one just made: "no onions on it" is meant of that."""
    task = order_task(memory)
    return task.basket if task else memory.basket


@dataclass(frozen=True)
class Ordering:
    """One message of a conversation with a business that takes orders."""

    message: HeardMessage
    memory: Memory
    clauses: tuple[Clause, ...]

    @cached_property
    def is_meant(self) -> bool:
        """Whether the message orders: an order is at work, or dishes are asked for."""
        if self.message.order is None:
            return False
        return self.is_at_work or self.place is not None

    @property
    def is_at_work(self) -> bool:
        return self.memory.task is not None and self.memory.task.kind == "order"

    @cached_property
    def place(self) -> int | None:
        """Of the clause that opens an order; None where none is opened."""
        if self.message.order is None or self.is_at_work:
            return None
        found = next((place for place, clause in enumerate(self.clauses) if self.orders(clause)), None)
        if self.is_less:
            return found or 0
        is_of_else = any(complains(clause) or only_asks(clause) for clause in self.clauses)
        is_told = self.adds_dishes and not (self.is_for_guests or is_of_else)
        is_counted = any(counts(clause.words, self.language) or self.ways_in(clause) for clause in self.clauses)
        return 0 if found is None and is_told and is_counted else found

    @property
    def language(self) -> str:
        return self.message.understanding.language

    @cached_property
    def changes(self) -> bool:
        """Whether the basket is another after it."""
        update = self.message.order
        return update is not None and not is_same(update.basket, basket_of(self.memory))

    @property
    def is_less(self) -> bool:
        """Whether something of the order just made is no longer wanted: "I don't need the mats after all"."""
        update, had = self.message.order, self.memory.basket.lines
        if update is None or not (self.memory.ordered and had) or order_task(self.memory) is not None:
            return False
        left = update.basket.lines
        return 0 < sum(line.quantity for line in left) < sum(line.quantity for line in had)

    @property
    def is_said_again(self) -> bool:
        """Whether "the same again" is the order just made once more, and not twice as much of one that is arranged."""
        is_again = "same_again" in self.message.understanding.cues
        return is_again and bool(self.memory.ordered) and order_task(self.memory) is None

    @property
    def adds_dishes(self) -> bool:
        """Whether other dishes are in the basket after it, or otherwise made: "mini" alone orders nothing."""
        update = self.message.order
        return update is not None and Counter(update.basket.lines) != Counter(basket_of(self.memory).lines)

    @property
    def is_emptied(self) -> bool:
        """Whether nothing is left of it: "cancel it" gives the order up."""
        return self.message.order is not None and not self.message.order.basket.lines

    @property
    def is_given_up(self) -> bool:
        """Whether the last of it is taken out and nothing asked for instead."""
        update = self.message.order
        is_all = update is not None and (update.is_called_off or not (update.unknown or update.unclear))
        return self.changes and self.is_emptied and is_all

    @property
    def intent(self) -> str:
        """Whether a new order is wished for, or the one just made is to be changed or given up."""
        if self.memory.ordered and self.changes and self.is_emptied:
            return "cancel"
        if self.is_less:
            return "change_order"
        changes = any(name == "change_order" for clause in self.clauses for name, _confidence in clause.intents)
        return "change_order" if changes and self.memory.ordered else "order"

    def orders(self, clause: Clause) -> bool:
        """Whether a clause asks for dishes: it says so, or counts them and nobody to come."""
        is_counted = self.changes and counts(clause.words, self.language)
        if not self.changes and clause.is_answer_to(self.memory.requested):
            return False  # "put it under Anna's name"
        least = SURELY if self.is_for_guests else MEANT
        if any(opens(name) == "order" and confidence >= least for name, confidence in clause.intents):
            return is_counted or not self.is_for_guests
        is_of_dish = "item" in clause.names and is_counted and not (complains(clause) or only_asks(clause))
        return is_of_dish and not self.is_for_guests

    def is_of_guests(self, clause: Clause) -> bool:
        """Whether somebody wishes to come, and not to order: a table, or so many people at a time. Who orders "for
        table 3" sits there already.
        """
        if self.changes and (OrderWay.DINE_IN.value in clause.cues or named_tables(clause.slots)):
            return False
        is_counted = "people" in clause.names and bool(clause.names & MOMENT) and "item" not in clause.names
        return "service" in clause.names or is_counted

    @cached_property
    def is_for_guests(self) -> bool:
        """Whether somebody wishes to come: then only who surely orders does, and a dish else is spoken of."""
        return any(map(self.is_of_guests, self.clauses))

    def takes(self, intent: str, clause: Clause) -> bool:
        """Whether a deed read in the clause is the basket's: "make it three", "cancel the coke"."""
        if not self.is_meant or not self.changes or self.is_emptied:
            return False
        is_bare = not clause.names & GUESTS and opens(intent) in {"book", "change", "order", "placed"}
        is_of_dishes = bool(clause.names & DISHES) or is_bare
        return is_of_dishes and not self.is_of_guests(clause)

    def commands(self) -> Iterator[c.Command]:
        update = self.message.order
        if update is None or not self.is_meant or self.is_said_again:
            return
        is_order = self.changes or bool(update.unclear) or any(map(self.orders, self.clauses))
        unknown = tuple(each for each in update.unknown if is_order and not self.is_said_of_another(each))
        details = tuple(self.details())
        is_beside_a_yes = self.memory.awaits_yes and bool(update.names)
        if self.changes or unknown or update.unclear or details or is_beside_a_yes:
            before = basket_of(self.memory)
            yield c.Fill(update.basket, before, unknown, update.unclear, details, names_dishes=bool(update.names))

    def details(self) -> Iterator[c.Detail]:
        """What is said of the order and of nothing else."""
        for clause in self.clauses:
            for way in self.ways_in(clause):
                yield c.Detail("way", way, clause.words)
        if (table := self.table()) is not None:
            yield c.Detail("way", OrderWay.DINE_IN.value)
            yield c.Detail("table", table)
        for note in self.notes():
            yield c.Detail("note", note)

    @property
    def names_dishes(self) -> bool:
        """Whether a dish, or how one is made, is spoken of: "forget the salad" does not give the order up."""
        update = self.message.order
        return bool(update and update.names) or any(clause.names & DISHES for clause in self.clauses)

    def ways_in(self, clause: Clause) -> list[str]:
        """How it is to come; asked for it, in whatever language."""
        is_asked = "way" in self.memory.requested
        if clause.is_question and not self.changes and not is_asked:
            return []  # "how much is delivery?"
        said = set(clause.cues)
        if is_asked:
            said |= {cue for code in languages() for cue in cues(clause.words, (code,))}
        return [way for way in WAYS if way in said]

    def notes(self) -> Iterator[str]:
        """How a dish is to be made beyond what the menu knows, with the dish it was said of: "Carbonara: no garlic"."""
        update = self.message.order
        yield from update.beside if update else ()
        dish, unheard = "", update.unknown if update else ()
        for slot in self.message.understanding.slots:
            dish = slot.text if slot.name == "item" else dish
            is_unheard = any(each.casefold() in slot.text.casefold() for each in unheard)
            if slot.name == "modifier" and is_note(slot.value) and is_unheard:
                yield f"{dish}: {slot.text}" if dish else slot.text

    def table(self) -> int | None:
        """Where somebody sits who has the order brought there: "we are at table 3", or "T3" where it was asked."""
        numbers = [slot for clause in self.clauses if self.tells_where(clause) for slot in clause.slots]
        called = named_tables(self.message.understanding.slots) or [slot for slot in numbers if slot.name == "resource"]
        return next((int(str(slot.value)) for slot in called if str(slot.value).isdigit()), None)

    def tells_where(self, clause: Clause) -> bool:
        """Whether a number alone is where they sit: asked for, or said of sitting; "3 glasses of white" is no table."""
        is_of_seat = OrderWay.DINE_IN.value in clause.cues and not clause.names & DISHES
        return "table" in self.memory.requested or is_of_seat

    def is_said_of_another(self, words: str) -> bool:
        """Whether words that are no dish are of something else that was said: an address, an hour, an allergy; what is
        noted, such as how a dish is to be made; or words of every sentence.
        """
        text, update = self.message.text, self.message.order
        if update and any(words in each for each in update.beside):
            return True
        small = small_words(self.language) | words_of_ways(self.language)
        if states_allergy(words) or all(word in small for word in fold(words).split()):
            return True
        end = text.find(words) + len(words)
        others = (slot for slot in self.message.understanding.slots if slot.name not in DISHES or is_note(slot.value))
        return any(
            words.casefold() in slot.text.casefold() or (slot.start >= end and not text[end : slot.start].strip(" .:,"))
            for slot in others
        )


def is_same(one: Basket, other: Basket) -> bool:
    """Whether both hold the same, in whatever order."""
    return Counter(one.lines) == Counter(other.lines) and one.wishes == other.wishes


def named_tables(slots: Iterable[Slot]) -> list[Slot]:
    """The tables called by their names, "table 3" or "mesa 3"; the two of "a table for 2" are people."""
    slots = list(slots)
    ends = {slot.end + 1 for slot in slots if slot.name == "service"}
    tables = [slot for slot in slots if slot.name == "resource"]
    return [slot for slot in tables if not slot.text[:1].isdigit() or slot.start in ends]


def counts(words: str, language: str) -> bool:
    """Whether a number, or an article that is one, stands in the words, or "please", in whatever language they are."""
    language = spoken_in(words, language)
    asks = sections(language).get("please", ())
    keys = set(fold(words).split())
    return bool(find_numbers(words, language)) or any(len(phrase) == 1 and phrase[0] in keys for phrase in asks)


def complains(clause: Clause) -> bool:
    """Whether a dish that was had is spoken of: "we had a carbonara and it was cold"."""
    return any(name == "complain" and confidence >= MEANT for name, confidence in clause.intents)


def only_asks(clause: Clause) -> bool:
    """Whether something is surely asked of a dish, and nothing wished for: "what do you take for four of them?"."""
    read = {known.kind for name, confidence in clause.intents if confidence >= SURELY and (known := record(name))}
    return clause.is_question and "question" in read and "deed" not in read


@cache
def words_of_ways(language: str) -> frozenset[str]:
    """The words of which the phrases for "to take away" and "delivered" are made: they name no dish."""
    return frozenset(word for way in WAYS for phrase in sections(language).get(way, ()) for word in phrase)


def is_note(value: object) -> bool:
    """Whether a modifier is none of the menu's: "without garlic" is told to the kitchen."""
    return isinstance(value, dict) and value.get("action") in {"remove", "light", "extra"} and value.get("key") is None
