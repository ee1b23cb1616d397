"""Judges a talk by the bookings as they are stored and by what was said."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from unicodedata import normalize

from tests.exam.cases import ExpectedBooking
from tests.exam.demo import demo_business
from tests.exam.verdicts import Failed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.exam.cases import Case, Outcome
    from tests.exam.customer import Customer, Turn
    from tests.exam.ledger import Row
    from tests.exam.times import Slot

EARLIEST_WITHIN = timedelta(minutes=45)  # another customer may have taken the very first meanwhile
APOSTROPHES = re.compile("[’ʼ`´]")
BETWEEN_DIGITS = re.compile(r"(?<=\d)[\s().\-/]+(?=\d)|\+")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a booking; one of another status is none of the kind that was wanted."""

    text: str
    is_other_status: bool = False


class Judge:
    def __init__(self, customer: Customer) -> None:
        self.customer, self.case = customer, customer.case
        self.ledger, self.turns = customer.ledger, customer.turns

    def judge(self) -> None:
        """Raises Failed, with what is wrong with the first outcome, where the talk ended in none of those expected."""
        self._see_bookings()
        self.customer.orders.look()
        reasons: list[str] = []
        for outcome in self.case.expect.outcomes():
            try:
                self._check(outcome)
                return
            except Failed as failed:
                reasons.append(str(failed))
        raise Failed(reasons[0])

    def _see_bookings(self) -> None:
        self.ledger.look()
        for reference in [one for one in self.ledger.rows if not self.ledger.is_earlier(one)]:
            self.ledger.look_up(reference, contact=contact_of(self.case))

    def _check(self, outcome: Outcome) -> None:
        self._check_bookings(outcome)
        self.customer.orders.check(outcome.orders)
        self._check_words(outcome)
        for need in outcome.not_asked:
            if any(need in turn.needs for turn in self.turns):
                raise Failed(f"asked for {need}")
        if outcome.handoff is not None and self._is_handed_off() != outcome.handoff:
            raise Failed("not handed to a person" if outcome.handoff else "handed to a person without need")
        if self.customer.steps:
            raise Failed(f'the talk ended before "{self.customer.fill(self.customer.steps[0].say)[:60]}"')

    def _check_bookings(self, outcome: Outcome) -> None:
        left = dict(self.ledger.rows)
        for expected in self._expected(outcome):
            del left[self._found(expected, left).reference]
        for row in left.values():
            if row.status != "cancelled" or self.ledger.is_earlier(row.reference):
                raise Failed(f"also {row.status}: {row.service} {row.start:%Y-%m-%dT%H:%M} for {row.name}")

    def _expected(self, outcome: Outcome) -> Iterator[ExpectedBooking]:
        """Those of the outcome, and every earlier booking unchanged unless it speaks of one."""
        yield from outcome.bookings
        if not any(expected.is_earlier for expected in outcome.bookings):
            for earlier in self.case.setup:
                yield ExpectedBooking(slot=(earlier.slot,), name=(earlier.name,), setup=True)

    def _found(self, expected: ExpectedBooking, left: dict[str, Row]) -> Row:
        """The booking nearest to the one expected.  Raises Failed where it is not that one."""
        rows = [row for row in left.values() if not expected.is_earlier or self.ledger.is_earlier(row.reference)]
        judged = [(list(self._faults(expected, row)), row) for row in rows]
        faults, nearest = min(
            judged, key=lambda each: _weight(each[0]), default=([Fault("", is_other_status=True)], None)
        )
        if nearest is None or any(fault.is_other_status for fault in faults):
            who = expected.names[0] if expected.names else "this"
            raise Failed(f"no {expected.status} booking for {who}")
        if faults:
            raise Failed(faults[0].text)
        return nearest

    def _faults(self, expected: ExpectedBooking, row: Row) -> Iterator[Fault]:
        slots = [self.customer.slots[name] for name in expected.slots if name in self.customer.slots]
        meant = slots[0] if slots else self.customer.slots.get("a")
        if row.status != expected.status:
            yield Fault(f"{row.reference} is {row.status}", is_other_status=True)
        if slots and not any(_is_at(slot, row) for slot in slots):
            times = " or ".join(f"{slot.start:%Y-%m-%dT%H:%M}" for slot in slots)
            yield Fault(f"start {row.start:%Y-%m-%dT%H:%M} instead of {times}")
        for what, got, wanted in self._values(expected, row, meant):
            if wanted and got != wanted:
                yield Fault(f"{what} {got!r} instead of {wanted!r}")
        if expected.names and not any(is_same_name(row.name, name) for name in expected.names):
            yield Fault(f"name {row.name!r} instead of {' or '.join(map(repr, expected.names))}")
        contact = contact_of(self.case, expected)
        if contact and not row.is_proven and not any(_has_heard(turn, contact) for turn in self.turns):
            yield Fault(f"{contact} not kept")

    def _values(self, expected: ExpectedBooking, row: Row, meant: Slot | None) -> Iterator[tuple[str, object, object]]:
        wish = meant.wish if meant else None
        if self.case.lang == "en" or row.is_proven:  # else it is named in the customer's language
            yield "service", row.service, expected.service or (wish and wish.service)
        yield "staff", row.staff, expected.staff or (wish and wish.staff)
        yield "party", row.party, expected.party or (meant.party if meant else 1)

    def _check_words(self, outcome: Outcome) -> None:
        replies = [turn.text for turn in self.turns]
        read_back = [turn.text for turn in self.turns if turn.asks_consent() or turn.has_booking or turn.has_order]
        for patterns, texts, is_wanted, fault in (
            (outcome.says, replies, True, "never said"),
            (outcome.kept, read_back, True, "never read back"),
            (outcome.never, replies, False, "wrongly said"),
        ):
            for pattern in patterns:
                if any(self.customer.matches(pattern, text) for text in texts) != is_wanted:
                    raise Failed(f"{fault}: {pattern}")

    def _is_handed_off(self) -> bool:
        if any(turn.is_handed_off for turn in self.turns):
            return True
        return any(self._status(chat).endswith("staff") for chat in self.customer.chats)

    def _status(self, chat: dict[str, str]) -> str:
        path = f"/api/v1/conversations/{chat['id']}/history"
        answer = self.customer.client.call(self.case.business, "GET", path, token=chat["token"], query={"limit": 1})
        return str(answer["status"])


def contact_of(case: Case, expected: ExpectedBooking | None = None) -> str:
    """The phone number in E.164 form, or the e-mail, a booking must carry; empty where the case gives none."""
    expected = expected or next(iter(case.expect.bookings), ExpectedBooking())
    answers = case.answers_after(0)
    phone, email = expected.phone or "".join(answers.get("phone", ())[-1:]), "".join(answers.get("email", ())[-1:])
    if expected.email is not None or not phone:
        return expected.email or email
    return demo_business(case.business).full_number(phone)


def is_same_name(one: str, other: str) -> bool:
    """Letter by letter, but for case, spacing, and how an apostrophe or an accent is encoded."""
    return _plain(one) == _plain(other)


def _plain(name: str) -> str:
    return " ".join(APOSTROPHES.sub("'", normalize("NFC", name)).casefold().split())


def _weight(faults: list[Fault]) -> int:
    """A booking of another status is further away than one with any other fault."""
    return sum(2 if fault.is_other_status else 1 for fault in faults)


def _is_at(slot: Slot, row: Row) -> bool:
    late = EARLIEST_WITHIN if slot.wish.earliest else timedelta()
    return slot.start <= row.start <= slot.start + late


def _has_heard(turn: Turn, contact: str) -> bool:
    """Whether a turn understood or repeated this phone number or e-mail."""
    understood = [str(turn.slots.get(name, {}).get("value", "")) for name in ("phone", "email")]
    heard = " ".join([turn.text, *understood])
    digits = contact.removeprefix("+")
    return contact.casefold() in heard.casefold() or (digits.isdigit() and digits in BETWEEN_DIGITS.sub("", heard))
