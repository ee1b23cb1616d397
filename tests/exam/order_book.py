"""The orders a case has to do with, as the product reports and stores them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tests.exam.verdicts import Failed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.exam.cases import ExpectedOrder
    from tests.exam.client import Client

ENDED = frozenset({"cancelled", "rejected"})


@dataclass(frozen=True, slots=True)
class OrderRow:
    """An order as last seen; ``lines`` count each dish with what was said of it."""

    reference: str
    status: str
    service: str
    lines: tuple[tuple[str, int], ...]
    total: str
    name: str
    note: str
    address: str
    there_at: datetime
    token: str

    @classmethod
    def read(cls, order: dict[str, Any]) -> OrderRow:
        counted: Counter[str] = Counter()
        for line in order["lines"]:
            counted[described(line["name"], map(made, line["modifiers"]))] += line["quantity"]
        return cls(
            order["reference"], order["status"], order["service"], tuple(sorted(counted.items())),
            order["total"]["amount"], order["name"], order["note"], order["address"],
            datetime.fromisoformat(order["there_at"]), order["manage_token"],
        )  # fmt: skip


def made(modifier: dict[str, Any]) -> str:
    """Such as "Large", "-Onions", "half Ham"."""
    sign = "-" if modifier["left_out"] else ""
    amount = f"{modifier['amount']} " if modifier["amount"] else ""
    return f"{sign}{amount}{modifier['option']}"


def described(name: str, options: Iterator[str]) -> str:
    return f"{name} [{', '.join(sorted(options))}]"


@dataclass
class OrderBook:
    client: Client
    business: str
    rows: dict[str, OrderRow] = field(default_factory=dict)

    def hear(self, order: dict[str, Any]) -> bool:
        """Take in an order a turn reported; whether that is news."""
        row = OrderRow.read(order)
        before = self.rows.get(row.reference)
        self.rows[row.reference] = row
        return row != before

    def look(self) -> None:
        """See each as it is stored now.  Raises Failed where what was told is not what is."""
        for row in list(self.rows.values()):
            path = f"/api/v1/orders/{row.reference}"
            stored = self.client.call(self.business, "GET", path, token=row.token)
            if (stored["status"], stored["total"]["amount"]) != (row.status, row.total):
                raise Failed(f"{row.reference} was told as {row.status} {row.total} and is {stored['status']}")

    def check(self, expected: tuple[ExpectedOrder, ...]) -> None:
        """Raises Failed where an order is missing, other than it should be, or one too many."""
        left = [row for row in self.rows.values() if row.status not in ENDED]
        left += [row for row in self.rows.values() if row.status in ENDED]
        for each in expected:
            found = next((row for row in left if not list(faults(each, row))), None)
            if found is None:
                nearest = min((list(faults(each, row)) for row in left), key=len, default=["no such order"])
                raise Failed("; ".join(nearest))
            left.remove(found)
        if also := [row for row in left if row.status not in ENDED]:
            raise Failed(f"also ordered: {also[0].lines}")

    def cancel_all(self) -> None:
        for row in self.rows.values():
            if row.status not in ENDED:
                path = f"/api/v1/orders/{row.reference}/cancel"
                self.client.call(self.business, "POST", path, body={}, token=row.token)


def faults(expected: ExpectedOrder, row: OrderRow) -> Iterator[str]:
    wanted: Counter[str] = Counter()
    for line in expected.lines:
        wanted[described(line.name, iter(line.options))] += line.quantity
    if tuple(sorted(wanted.items())) != row.lines:
        yield f"{row.lines} instead of {tuple(sorted(wanted.items()))}"
    for what, got, want in (
        ("status", row.status, expected.status),
        ("service", row.service, expected.service),
        ("total", row.total, expected.total),
        ("hour", row.there_at.time().replace(tzinfo=None), expected.at),
    ):
        if want is not None and got != want:
            yield f"{what} {got} instead of {want}"
    if expected.names and row.name not in expected.names:
        yield f"name {row.name!r} instead of {expected.names[0]!r}"
    for what, text, pattern in (("note", row.note, expected.note), ("address", row.address, expected.address)):
        if pattern is not None and not re.search(pattern, text, re.IGNORECASE):
            yield f"{what} {text!r} without {pattern!r}"
