from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

SYMBOLS = {"EUR": "€", "GBP": "£", "USD": "$", "CHF": "CHF ", "JPY": "¥", "CAD": "CA$", "AUD": "A$", "INR": "₹"}
WITHOUT_CENTS = frozenset({"JPY", "KRW", "CLP", "VND", "ISK"})


def amount(value: Decimal, currency: str) -> str:
    """Such as "€12.50"; a currency without a sign here is written with its ISO code."""
    digits = f"{value:,.0f}" if currency in WITHOUT_CENTS else f"{value:,.2f}"
    return f"{SYMBOLS[currency]}{digits}" if currency in SYMBOLS else f"{digits} {currency}"
