"""The reply as it grows: statements, then at most one question. Each change is a new value."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from conversations.needs import Need


@dataclass(frozen=True, slots=True)
class Reply:
    """``needs`` are the details the question asks for, which the next message is read against.

    ``booking`` and ``order`` are those the turn is about, as committed; ``cards`` show them and their like.
    ``citations`` are the documents quoted, by the numbers they have in the text.
    """

    told: tuple[str, ...] = ()
    question: str = ""
    needs: tuple[Need, ...] = ()
    quick: tuple[str, ...] = ()
    cards: tuple[dict[str, Any], ...] = ()
    booking: dict[str, Any] | None = None
    order: dict[str, Any] | None = None
    citations: tuple[dict[str, Any], ...] = ()

    def tell(self, *texts: str) -> Reply:
        """With the statements added; the same statement is made once."""
        new = tuple(text for text in dict.fromkeys(texts) if text and text not in self.told)
        return replace(self, told=(*self.told, *new))

    def ask(self, text: str, *needs: Need, quick: tuple[str, ...] = ()) -> Reply:
        """With this as the question it ends with."""
        return replace(self, question=text, needs=needs, quick=quick)

    def show(self, booking: dict[str, Any]) -> Reply:
        """With the booking as committed, told to programs and shown as a card."""
        return replace(self, booking=booking, cards=self._with_card("booking", booking))

    def show_order(self, order: dict[str, Any]) -> Reply:
        """With the order as committed, in the same way."""
        return replace(self, order=order, cards=self._with_card("order", order))

    def cite(self, title: str, source: str) -> tuple[Reply, int]:
        """With the document among those quoted, once, and the number it has."""
        known = next((each["n"] for each in self.citations if each["source"] == source), None)
        if known is not None:
            return self, known
        number = len(self.citations) + 1
        return replace(self, citations=(*self.citations, {"n": number, "title": title, "source": source})), number

    def _with_card(self, kind: str, shown: dict[str, Any]) -> tuple[dict[str, Any], ...]:
        others = tuple(card for card in self.cards if card.get("reference") != shown["reference"])
        return (*others, {"kind": kind, **shown})

    @property
    def parts(self) -> tuple[str, ...]:
        """In the order said."""
        return (*self.told, self.question) if self.question else self.told

    @property
    def is_empty(self) -> bool:
        return not self.told and not self.question
