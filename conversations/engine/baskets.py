"""What of a message is an order, and what it makes of the basket so far."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

from agents.understanding.orders import Basket
from agents.understanding.talk.phrasebook import sections, small_words
from agents.understanding.tokens import fold
from businesses.models import OrderWay
from conversations.engine import commands as c
from conversations.engine.opening import opens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conversations.engine.clauses import Clause
    from conversations.engine.hearing import HeardMessage
    from conversations.engine.state import Memory, Task

MEANT = 0.4
"""From here on an intent is meant."""
WAYS = tuple(way.value for way in OrderWay)
DISHES = frozenset({"item", "modifier", "quantity"})
MOMENT = frozenset({"date", "time"})
BOOKED = frozenset({"service", "people", "date", "time", "staff"})
ELSEWHERE = frozenset({"address", "name", "phone", "email"})


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
        """Whether the message orders: an order is at work and changes, or a dish is asked for."""
        if self.message.order is None:
            return False
        if self.is_at_work:
            return True
        return any(self.orders(clause) for clause in self.clauses)

    @property
    def is_at_work(self) -> bool:
        return self.memory.task is not None and self.memory.task.kind == "order"

    @property
    def place(self) -> int | None:
        """Of the clause that opens an order; None where none is opened."""
        if not self.is_meant or self.is_at_work:
            return None
        return next((place for place, clause in enumerate(self.clauses) if self.orders(clause)), None)

    @property
    def changes(self) -> bool:
        """Whether the basket is another after it."""
        return self.message.order is not None and self.message.order.basket != basket_of(self.memory)

    @property
    def is_emptied(self) -> bool:
        """Whether nothing is left of it: "cancel it" gives the order up."""
        return self.message.order is not None and not self.message.order.basket.lines

    @property
    def intent(self) -> str:
        """Whether a new order is wished for, or a change of the one just made."""
        changes = any(name == "change_order" for clause in self.clauses for name, _confidence in clause.intents)
        return "change_order" if changes and self.memory.ordered else "order"

    def orders(self, clause: Clause) -> bool:
        """Whether a clause asks for dishes: it says so, or counts them and nobody to come."""
        meant = any(opens(name) == "order" and confidence >= MEANT for name, confidence in clause.intents)
        counts = {"item", "quantity"} <= clause.names and not is_of_guests(clause)
        return meant or (counts and self.changes and not self.asks(clause))

    def asks(self, clause: Clause) -> bool:
        """Whether a question is put about a dish: "do you have carbonara?" orders none."""
        return clause.is_question and not self.changes

    def takes(self, intent: str, clause: Clause) -> bool:
        """Whether a deed read in the clause is the basket's: "make it three", "cancel the coke"."""
        if not self.is_meant or not self.changes or self.is_emptied:
            return False
        is_bare = not clause.names & BOOKED and opens(intent) in {"book", "change", "order"}
        is_of_dishes = bool(clause.names & DISHES) or is_bare
        return is_of_dishes and not is_of_guests(clause)

    def commands(self) -> Iterator[c.Command]:
        update = self.message.order
        if update is None or not self.is_meant:
            return
        unknown = tuple(each for each in update.unknown if not self.is_said_of_another(each))
        details = tuple(self.details())
        if self.changes or unknown or update.unclear or details:
            yield c.Fill(update.basket, basket_of(self.memory), unknown, update.unclear, details)

    def details(self) -> Iterator[c.Detail]:
        """What is said of the order and of nothing else."""
        for clause in self.clauses:
            for way in WAYS:
                if way in clause.cues and not self.is_about_ways(clause):
                    yield c.Detail("way", way, clause.words)
        if (table := self.table()) is not None:
            yield c.Detail("table", table)
        for note in self.notes():
            yield c.Detail("note", note)

    def notes(self) -> Iterator[str]:
        """How a dish is to be made beyond what the menu knows, with the dish it was said of: "Carbonara: no garlic"."""
        dish, unheard = "", self.message.order.unknown if self.message.order else ()
        for slot in self.message.understanding.slots:
            dish = slot.text if slot.name == "item" else dish
            is_unheard = any(each.casefold() in slot.text.casefold() for each in unheard)
            if slot.name == "modifier" and is_note(slot.value) and is_unheard:
                yield f"{dish}: {slot.text}" if dish else slot.text

    def table(self) -> int | None:
        """Where somebody sits who has the order brought there: "we are at table 3"."""
        task = order_task(self.memory)
        is_seated = "table" in self.memory.requested or bool(task and task.form.way == OrderWay.DINE_IN)
        if not is_seated and not any(OrderWay.DINE_IN.value in clause.cues for clause in self.clauses):
            return None
        said = [slot.value for slot in self.message.understanding.slots if slot.name == "resource"]
        return int(str(said[0])) if said and str(said[0]).isdigit() else None

    def is_about_ways(self, clause: Clause) -> bool:
        """Whether how it comes is only asked about: "how much is delivery?"."""
        return clause.is_question and not self.changes and not self.orders(clause)

    def is_said_of_another(self, words: str) -> bool:
        """Whether words that are no dish are of an address or a name, or how a dish is to be made, which is noted."""
        said = [slot for slot in self.message.understanding.slots if slot.name in ELSEWHERE or is_note(slot.value)]
        language, text = self.message.understanding.language, self.message.text
        small = small_words(language) | words_of_ways(language)
        if all(word in small for word in fold(words).split()):
            return True
        end = text.find(words) + len(words)
        leads = [slot for slot in said if slot.start >= end and not text[end : slot.start].strip(" .:,")]
        return bool(leads) or any(words.casefold() in slot.text.casefold() for slot in said)


def is_of_guests(clause: Clause) -> bool:
    """Whether somebody wishes to come, and not to order: a table, or so many people at a time. Who counts dishes "for
    the table" sits there already.
    """
    if OrderWay.DINE_IN.value in clause.cues and {"item", "quantity"} <= clause.names:
        return False
    return "service" in clause.names or ("people" in clause.names and bool(clause.names & MOMENT))


@cache
def words_of_ways(language: str) -> frozenset[str]:
    """The words of which the phrases for "to take away" and "delivered" are made: they name no dish."""
    return frozenset(word for way in WAYS for phrase in sections(language).get(way, ()) for word in phrase)


def is_note(value: object) -> bool:
    """Whether a modifier is none of the menu's: "without garlic" is told to the kitchen."""
    return isinstance(value, dict) and value.get("action") in {"remove", "light", "extra"} and value.get("key") is None
