"""What an order would cost and when it would be ready, and the signed token that orders exactly that."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from businesses.models import PaidWhen
from businesses.money import Money
from businesses.ordering.baskets import OrderWish, WishedLine, WishedOption
from businesses.ordering.errors import QuoteNotValid
from tenants.errors import TokenExpired, TokenForged
from tenants.signing import sign, unsign

if TYPE_CHECKING:
    from businesses.models import Order
    from businesses.ordering.pricing import PricedLine

QUOTE = "quote"
QUOTE_LIFETIME = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Quote:
    """``ready_at`` is when the kitchen has it; who gets it brought has it ``minutes_on_the_way`` later (``there_at``).

    ``replaces`` is the reference of the order it would change.
    """

    wish: OrderWish
    lines: tuple[PricedLine, ...]
    currency: str
    subtotal: Decimal
    fee: Decimal
    tax: Decimal
    total: Decimal
    ready_at: datetime
    minutes_on_the_way: int
    expires_at: datetime
    replaces: str = ""
    paid_when: str = PaidWhen.DOOR

    @property
    def there_at(self) -> datetime:
        return self.ready_at + timedelta(minutes=self.minutes_on_the_way)

    @property
    def pieces(self) -> int:
        return sum(line.quantity for line in self.lines)

    def token(self) -> str:
        return sign(QUOTE, claim_of(self), lifetime=QUOTE_LIFETIME)

    def as_json(self) -> dict[str, Any]:
        return {
            "quote_token": self.token(),
            "service": self.wish.way,
            "paid": str(self.paid_when),
            "lines": [line_json(line, self.currency) for line in self.lines],
            **amounts_json(self, self.currency),
            "ready_at": self.ready_at.isoformat(),
            "there_at": self.there_at.isoformat(),
            "expires_at": self.expires_at.isoformat(),
        }


def line_json(line: PricedLine, currency: str) -> dict[str, Any]:
    return {
        "item": line.item,
        "name": line.name,
        "quantity": line.quantity,
        "modifiers": [choice.as_json() for choice in line.choices],
        "note": line.note,
        "unit_price": Money(line.unit_price, currency).as_json(),
        "total": Money(line.total, currency).as_json(),
    }


def amounts_json(bill: Quote, currency: str) -> dict[str, Any]:
    return {
        "subtotal": Money(bill.subtotal, currency).as_json(),
        "tax": Money(bill.tax, currency).as_json(),
        "fees": Money(bill.fee, currency).as_json(),
        "total": Money(bill.total, currency).as_json(),
    }


@dataclass(frozen=True, slots=True)
class Agreed:
    """What a token says was agreed to: the wish, the bill, and when it was to be ready."""

    wish: OrderWish
    lines: tuple[tuple[str, Decimal], ...]
    fee: Decimal
    tax: Decimal
    total: Decimal
    ready_at: datetime
    minutes_on_the_way: int
    replaces: str

    def is_met_by(self, quote: Quote) -> bool:
        """Whether the bill is the one agreed to, and it is ready when that was said."""
        promised = self.ready_at, self.minutes_on_the_way
        return self.costs(quote) and promised == (quote.ready_at, quote.minutes_on_the_way)

    def costs(self, quote: Quote) -> bool:
        """Whether the bill is the one agreed to, line by line."""
        lines = tuple((line.name, line.unit_price) for line in quote.lines)
        return self.lines == lines and (self.fee, self.tax, self.total) == (quote.fee, quote.tax, quote.total)


def agreed_of(order: Order, wish: OrderWish) -> Agreed:
    """What was agreed to when an order was made, with its wish as it would be now."""
    return Agreed(
        wish=wish,
        lines=tuple((line.name, line.unit_price) for line in order.lines.all()),
        fee=order.fee,
        tax=order.tax,
        total=order.total,
        ready_at=order.ready_at,
        minutes_on_the_way=order.minutes_on_the_way,
        replaces="",
    )


def claim_of(quote: Quote) -> dict[str, Any]:
    wish = quote.wish
    return {
        "l": [
            [
                line.item,
                line.quantity,
                [[each.option, each.amount, each.is_left_out] for each in line.options],
                line.note,
            ]
            for line in wish.lines
        ],
        "p": [[line.name, str(line.unit_price)] for line in quote.lines],
        "w": wish.way,
        "at": wish.at.timestamp() if wish.at else None,
        "t": wish.table,
        "a": wish.address,
        "f": str(quote.fee),
        "x": str(quote.tax),
        "s": str(quote.total),
        "r": int(quote.ready_at.timestamp()),
        "d": quote.minutes_on_the_way,
        "o": quote.replaces,
    }


def read_quote(token: str) -> Agreed:
    """What a token of this business stands for; raises ``QuoteNotValid`` for any other and for one that has expired."""
    try:
        claim = unsign(QUOTE, token)
    except (TokenForged, TokenExpired):
        raise QuoteNotValid from None
    lines = tuple(
        WishedLine(item, quantity, tuple(WishedOption(*option) for option in options), note)
        for item, quantity, options, note in claim["l"]
    )
    wanted = None if claim["at"] is None else datetime.fromtimestamp(claim["at"], UTC)
    return Agreed(
        wish=OrderWish(lines=lines, way=claim["w"], at=wanted, table=claim["t"], address=claim["a"]),
        lines=tuple((name, Decimal(price)) for name, price in claim["p"]),
        fee=Decimal(claim["f"]),
        tax=Decimal(claim["x"]),
        total=Decimal(claim["s"]),
        ready_at=datetime.fromtimestamp(claim["r"], UTC),
        minutes_on_the_way=claim["d"],
        replaces=claim["o"],
    )
