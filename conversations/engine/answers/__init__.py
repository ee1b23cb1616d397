"""Answers to questions, looked up in the business's rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.answers.allergens import allergens
from conversations.engine.answers.hours import hours
from conversations.engine.answers.offerings import menu, prices, services, staff
from conversations.engine.answers.place import contact, described, location

if TYPE_CHECKING:
    from collections.abc import Callable

    from conversations.engine.state import Reading
    from conversations.engine.turn import TurnContext

    Answer = Callable[[Reading, TurnContext], str]

ANSWERS: dict[str, Answer] = {
    "ask_hours": hours,
    "ask_menu": menu,
    "ask_price": prices,
    "ask_services": services,
    "ask_staff": staff,
    "ask_allergen": allergens,
    "ask_location": location,
    "ask_contact": contact,
    "ask_parking": described,
    "ask_payment": described,
    "ask_fact": described,
}
"""Per question, what answers it; an empty answer means that nothing is on record."""
