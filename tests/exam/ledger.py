"""The bookings a case has to do with, as the product reports and stores them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tests.exam.times import offered
from tests.exam.verdicts import Failed, NotPut

if TYPE_CHECKING:
    from tests.exam.cases import EarlierBooking
    from tests.exam.client import Client
    from tests.exam.times import Slot


@dataclass(frozen=True, slots=True)
class Row:
    """A booking as last seen.  ``is_proven``: its service is in English and its contact was checked."""

    reference: str
    status: str
    service: str
    start: datetime
    party: int
    name: str
    staff: str
    is_proven: bool = False

    @classmethod
    def read(cls, booking: dict[str, Any], *, staff: str, is_proven: bool = False) -> Row:
        return cls(
            booking["reference"], booking["status"], booking["service"], datetime.fromisoformat(booking["start"]),
            booking["party_size"], booking["name"], staff, is_proven,
        )  # fmt: skip

    def is_like(self, other: Row | None) -> bool:
        """Whether both say the same of what a customer asked for."""
        return other is not None and self._asked_for() == other._asked_for()

    def _asked_for(self) -> tuple[object, ...]:
        return self.status, self.service, self.start, self.party, self.name


@dataclass
class Ledger:
    """``references`` in the order the customer learned them; ``tokens`` of those made before the talk."""

    client: Client
    business: str
    rows: dict[str, Row] = field(default_factory=dict)
    references: list[str] = field(default_factory=list)
    tokens: dict[str, str] = field(default_factory=dict)
    _opened: dict[str, dict[str, Any]] = field(default_factory=dict)

    def is_earlier(self, reference: str) -> bool:
        return reference in self.tokens

    def book_before(self, earlier: EarlierBooking, slot: Slot) -> None:
        """Book by the API, as the form does.  Raises NotPut where that is refused."""
        token = offered(self.client, self.business, slot.wish, slot.start.date(), 1, fresh=True).get(slot.start)
        customer = {"name": earlier.name, "phone": earlier.phone, "email": earlier.email}
        wanted = {"slot_token": token, "party_size": slot.party, "customer": customer}
        try:
            held = self.client.call(self.business, "POST", "/api/v1/bookings/hold", body=wanted)
            reference, self.tokens[held["reference"]] = held["reference"], held["manage_token"]
            path = f"/api/v1/bookings/{reference}/confirm"
            self.client.call(self.business, "POST", path, body={}, token=held["manage_token"])
        except Failed as error:
            raise NotPut(f"a booking before the talk: {error}") from error
        self.references.append(reference)
        self.look()

    def look(self) -> bool:
        """See the earlier bookings as they are stored; whether one changed."""
        changed = [self._look_at(reference, token) for reference, token in self.tokens.items()]
        return any(changed)

    def _look_at(self, reference: str, token: str) -> bool:
        booking = self.client.call(self.business, "GET", f"/api/v1/bookings/{reference}", token=token)
        return self._keep(Row.read(booking, staff=booking["resource"], is_proven=True))

    def hear(self, booking: dict[str, Any]) -> bool:
        """Take in a booking a turn reported; whether that is news."""
        if booking["reference"] not in self.references:
            self.references.append(booking["reference"])
        return self._keep(Row.read(booking, staff=booking["staff"]))

    def _keep(self, row: Row) -> bool:
        before = self.rows.get(row.reference)
        self.rows[row.reference] = row
        return not row.is_like(before)

    def look_up(self, reference: str, *, contact: str) -> bool:
        """See a booking made in a chat as it is stored, asked for in a conversation of its own; whether it opened.

        The API shows it in no other way.  Opened with the contact it should have, it proves that contact.
        """
        chat = self.open_conversation(locale="en")
        for text in (f"check my booking {reference}", contact or "none"):
            booking = self.tell(chat, text)["booking"]
            if booking and booking["reference"] == reference:
                self._opened[reference] = chat
                self._keep(Row.read(booking, staff=booking["staff"], is_proven=True))
                return True
        return False

    def open_conversation(self, **given: str) -> dict[str, Any]:
        return self.client.call(
            self.business, "POST", "/api/v1/conversations/create", body={"flow": "dedicated", **given}
        )

    def tell(self, chat: dict[str, Any], text: str) -> dict[str, Any]:
        """Say something in a conversation; the turn it brings."""
        path = f"/api/v1/conversations/{chat['id']}/message"
        message = {"text": text, "client_message_id": uuid.uuid4().hex}
        return self.client.call(self.business, "POST", path, body=message, token=chat["token"])

    def cancel(self, reference: str, *, contact: str) -> None:
        """Give its time back, so that the next run finds it free."""
        if self.is_earlier(reference):
            path = f"/api/v1/bookings/{reference}/cancel"
            self.client.call(self.business, "POST", path, body={}, token=self.tokens[reference])
        elif reference in self._opened or self.look_up(reference, contact=contact):
            for text in ("cancel it", "yes"):
                self.tell(self._opened[reference], text)
