"""Money of a bill: pure, exact, and rounded in one place.

Rounding: a line is rounded to the cent, half away from zero; the tax is reckoned once, on the sum of the lines. What is
billed in several steps (usage that came late) is the rounded whole less what was billed before: the steps add up to it.
"""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
UNIT = Decimal(1)
NOTHING = Decimal("0.00")


def cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)


def part_of(amount: Decimal, part: float, whole: float) -> Decimal:
    """So many seconds' share of an amount for ``whole`` seconds."""
    return cents(amount * Decimal(part) / Decimal(whole))


def included_in(included: Decimal, share: Decimal) -> Decimal:
    """Of what a whole period includes, what a part of it does: rounded up to a whole unit, for the customer."""
    return (included * share).quantize(UNIT, ROUND_CEILING)


def over(used: Decimal, included: Decimal | None) -> Decimal:
    """What is used beyond what is included; nothing is, where all is included."""
    return Decimal(0) if included is None else max(Decimal(0), used - included)


def discount_on(fee: Decimal, *, percent: Decimal | None, amount: Decimal | None) -> Decimal:
    """What a coupon takes off a fee: never more than the fee."""
    off = fee * percent / 100 if percent is not None else amount or NOTHING
    return min(fee, cents(off))
