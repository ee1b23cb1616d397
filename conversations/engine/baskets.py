"""What of a message is an order, and what it makes of the basket so far."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from agents.understanding.orders import Basket
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
SEATED = frozenset({"service", "people"})
"""What tells that somebody wishes to come, and not to order."""
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
        counts = {"item", "quantity"} <= clause.names and not clause.names & SEATED
        return meant or (counts and self.changes and not self.asks(clause))

    def asks(self, clause: Clause) -> bool:
        """Whether a question is put about a dish: "do you have carbonara?" orders none."""
        return clause.is_question and not self.changes

    def takes(self, intent: str, clause: Clause) -> bool:
        """Whether a deed read in the clause is the basket's: "make it three", "cancel the coke"."""
        if not self.is_meant or not self.changes or self.is_emptied:
            return False
        is_of_dishes = bool(clause.names & DISHES) and not clause.names & SEATED
        return is_of_dishes or (self.is_at_work and opens(intent) in {"change", "order"} and not clause.names & SEATED)

    def commands(self) -> Iterator[c.Command]:
        update = self.message.order
        if update is None or not self.is_meant:
            return
        unknown = tuple(each for each in update.unknown if not self.is_said_of_another(each))
        if self.changes or unknown or update.unclear:
            yield c.Fill(update.basket, basket_of(self.memory), unknown, update.unclear)
        for clause in self.clauses:
            for way in WAYS:
                if way in clause.cues and not self.is_about_ways(clause):
                    yield c.Give(c.Detail("way", way, clause.words))

    def is_about_ways(self, clause: Clause) -> bool:
        """Whether how it comes is only asked about: "how much is delivery?"."""
        return clause.is_question and not self.changes and not self.orders(clause)

    def is_said_of_another(self, words: str) -> bool:
        """Whether words that are no dish are of an address or a name, or how a dish is to be made, which is noted."""
        said = [slot for slot in self.message.understanding.slots if slot.name in ELSEWHERE or is_note(slot.value)]
        return any(words.casefold() in slot.text.casefold() for slot in said)


def is_note(value: object) -> bool:
    """Whether a modifier is none of the menu's: "without garlic" is told to the kitchen."""
    return isinstance(value, dict) and value.get("action") in {"remove", "light", "extra"} and value.get("key") is None
