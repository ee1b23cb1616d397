"""The reply as it grows: statements, then at most one question. Each change is a new value."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from conversations.needs import Need


@dataclass(frozen=True, slots=True)
class Reply:
    """``needs`` are the details the question asks for, which the next message is read against.

    ``booking`` is the booking the turn is about, as committed; ``cards`` show it and its like.
    """

    told: tuple[str, ...] = ()
    question: str = ""
    needs: tuple[Need, ...] = ()
    quick: tuple[str, ...] = ()
    cards: tuple[dict[str, Any], ...] = ()
    booking: dict[str, Any] | None = None

    def tell(self, *texts: str) -> Reply:
        """With the statements added; the same statement is made once."""
        new = tuple(text for text in dict.fromkeys(texts) if text and text not in self.told)
        return replace(self, told=(*self.told, *new))

    def ask(self, text: str, *needs: Need, quick: tuple[str, ...] = ()) -> Reply:
        """With this as the question it ends with."""
        return replace(self, question=text, needs=needs, quick=quick)

    def show(self, booking: dict[str, Any]) -> Reply:
        """With the booking as committed, told to programs and shown as a card."""
        cards = tuple(card for card in self.cards if card.get("reference") != booking["reference"])
        return replace(self, booking=booking, cards=(*cards, {"kind": "booking", **booking}))

    @property
    def parts(self) -> tuple[str, ...]:
        """In the order said."""
        return (*self.told, self.question) if self.question else self.told

    @property
    def is_empty(self) -> bool:
        return not self.told and not self.question
