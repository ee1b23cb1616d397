"""What moves money, apart from who does it: the port every provider fills, and what is said through it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from decimal import Decimal


class Kind(StrEnum):
    """What is told of."""

    PAYMENT, REFUND, DISPUTE = "payment", "refund", "dispute"


class State(StrEnum):
    """Of a payment up to PAID; of a dispute OPEN, WON or LOST; of a refund PAID (it went out) or FAILED."""

    STARTED, ACTION, FAILED, PAID = "started", "action", "failed", "paid"
    OPEN, WON, LOST = "open", "won", "lost"


@dataclass(frozen=True, slots=True)
class Account:
    """Whose money it is and what opens it: the platform's, or a business's own. ``name`` is kept with every row."""

    name: str
    key: str = field(repr=False)
    notice_secret: str = field(default="", repr=False)
    address: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A payment to be made. The provider hands ``key`` back with whatever it tells of it; asked again, it is one.

    Without a ``payer`` whoever opens the page pays, and nothing of them is kept at the provider.
    """

    key: str
    amount: Decimal
    currency: str
    payer: str
    about: str


@dataclass(frozen=True, slots=True)
class Told:
    """What a provider says of one thing, now or in a notice. ``reference`` is its name for it.

    ``payment`` is the provider's name for the payment that a refund or dispute is of; ``key`` ours for a payment, or
    for a refund that was asked for here.
    ``code`` says why it failed, in the provider's word.
    """

    kind: Kind
    reference: str
    state: State
    amount: Decimal
    currency: str
    at: datetime
    key: str = ""
    payment: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    brand: str
    last_digits: str
    expires: str


@dataclass(frozen=True, slots=True)
class NoticeRead:
    """A notice that is the account's own. ``told`` is None where nothing of it concerns us."""

    id: str
    type: str
    told: Told | None


class Provider(Protocol):
    """Each call may raise ``ProviderUnreachable``: then the same call, with the same key, is made again."""

    def payer(self, *, key: str, name: str, email: str) -> str:
        """The provider's name for who pays, made once a key."""

    def card_of(self, payer: str) -> Card | None: ...

    def start(self, wanted: Wanted) -> Told:
        """Take it from the payer's card, nobody being there to ask."""

    def pay_page(self, wanted: Wanted, *, back: str) -> str:
        """Where the payer pays it themselves, with what their bank asks of them."""

    def card_page(self, payer: str, *, back: str) -> str:
        """Where the payer sees to their card."""

    def refund(self, *, payment: str, amount: Decimal, currency: str, key: str) -> Told: ...

    def read(self, body: bytes, signature: str, *, now: datetime) -> NoticeRead:
        """What a notice says. Raises ``NoticeRefused``."""

    def all_since(self, since: datetime, *, now: datetime) -> Iterator[Told]:
        """Everything of the account since then as it is now, to compare with what is kept here."""
