"""What is a person's stays here: placeholders go out in its place, and are put back in what comes in.

By form: mail addresses, telephone numbers, card and account numbers. By reading: names that a customer gives. And
whatever the caller knows to be a person's. A value has one placeholder in the whole request, so that the model can
still tell who is who.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from agents.llm.values import Message
from agents.understanding.slots import contacts
from agents.understanding.slots.finding import find_slots
from agents.understanding.slots.reading import LENGTH, Reading
from agents.understanding.types import Context

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from agents.llm.values import PrivateValue

MAIL = re.compile(r"[^\W_][\w.+'!#$%&*/=?^{|}~-]{0,63}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
CARD = re.compile(r"(?<![\w+])\d(?:[ -]?\d){12,18}(?!\w)")
ACCOUNT = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b")
PLACEHOLDER = re.compile(r"\[([A-Z]+(?:_[A-Z]+)*_\d+)\]")
LONGEST_PLACEHOLDER = 24
NAMES = ("name", "first_name", "last_name")
READ_HERE = frozenset({"plate", "address"})
"""Other details of a person that customers write and a reader finds by their form."""


@dataclass(slots=True)
class Redactor:
    """Of one request. ``hidden`` counts what was kept here; nothing is kept of it afterwards."""

    locale: str
    zone: ZoneInfo
    private: tuple[PrivateValue, ...] = ()
    _by_value: dict[str, str] = field(default_factory=dict)
    _by_placeholder: dict[str, str] = field(default_factory=dict)

    def messages(self, messages: Iterable[Message]) -> tuple[Message, ...]:
        """The messages as they may leave. Names are read in all before any is changed: told once they are known."""
        kept = list(messages)
        found = [(each.kind, each.text) for each in self.private]
        for message in kept:
            if message.speaker == "user":
                found += self._read(message.text)
        ordered = sorted(set(found), key=lambda each: -len(each[1]))
        return tuple(Message(each.speaker, self._hide(each.text, ordered)) for each in kept)

    @property
    def hidden(self) -> int:
        return len(self._by_placeholder)

    def restored(self, text: str) -> str:
        """With the values in place of their placeholders; one that was never given out stays as it is."""
        return PLACEHOLDER.sub(lambda match: self._by_placeholder.get(match[1], match[0]), text)

    def restored_pieces(self, pieces: Iterable[str]) -> Iterator[str]:
        """As ``restored``, of a text that comes in pieces: what may be half a placeholder waits for the rest."""
        waiting = ""
        for piece in pieces:
            waiting += piece
            start = waiting.rfind("[")
            is_open = start >= 0 and "]" not in waiting[start:] and len(waiting) - start < LONGEST_PLACEHOLDER
            ready, waiting = (waiting[:start], waiting[start:]) if is_open else (waiting, "")
            if ready:
                yield self.restored(ready)
        if waiting:
            yield self.restored(waiting)

    def _read(self, text: str) -> list[tuple[str, str]]:
        context = Context(now=datetime.now(UTC), timezone=self.zone, locale=self.locale or "en")
        slots = find_slots(Reading(text[:LENGTH], context.locale[:2], context))
        names = [("name", slot.text) for slot in slots if slot.name in NAMES]
        return names + [(slot.name, slot.text) for slot in slots if slot.name in READ_HERE]

    def _hide(self, text: str, known: Iterable[tuple[str, str]]) -> str:
        text = MAIL.sub(lambda match: self._placeholder("email", match[0]), text)
        text = ACCOUNT.sub(lambda match: self._account(match[0]), text)
        text = CARD.sub(lambda match: self._card(match[0]), text)
        text = self._without_phones(text)
        for kind, value in known:
            if value.strip():
                whole = re.compile(rf"(?<!\w){re.escape(value)}(?!\w)", re.IGNORECASE)
                text = whole.sub(lambda match, kind=kind: self._placeholder(kind, match[0]), text)  # type: ignore[misc]  # mypy cannot infer it
        return text

    def _without_phones(self, text: str) -> str:
        context = Context(now=datetime.now(UTC), timezone=self.zone, locale=self.locale or "en")
        found = [slot for slot in contacts.find(Reading(text, context.locale[:2], context)) if slot.name == "phone"]
        for slot in sorted(found, key=lambda slot: -slot.start):
            text = text[: slot.start] + self._placeholder("phone", slot.text) + text[slot.end :]
        return text

    def _card(self, text: str) -> str:
        return self._placeholder("card", text) if is_luhn(text) else text

    def _account(self, text: str) -> str:
        return self._placeholder("account", text) if is_iban(text) else text

    def _placeholder(self, kind: str, value: str) -> str:
        same = f"{kind}:{value.casefold()}"
        if same not in self._by_value:
            number = sum(each.startswith(f"{kind}:") for each in self._by_value) + 1
            self._by_value[same] = f"{kind.upper()}_{number}"
            self._by_placeholder[self._by_value[same]] = value
        return f"[{self._by_value[same]}]"


def is_luhn(text: str) -> bool:
    """ISO/IEC 7812-1, annex B."""
    digits = [int(each) for each in text if each.isdigit()][::-1]
    doubled = [sum(divmod(2 * each, 10)) for each in digits[1::2]]
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0


def is_iban(text: str) -> bool:
    """ISO 13616-1: the remainder by 97 is one, letters counted from ten."""
    plain = text.replace(" ", "")
    turned = plain[4:] + plain[:4]
    return int("".join(str(int(each, 36)) for each in turned)) % 97 == 1
