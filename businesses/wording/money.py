from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.formats import number_format
from django.utils.translation import pgettext

if TYPE_CHECKING:
    from decimal import Decimal

SYMBOLS = {"EUR": "€", "GBP": "£", "USD": "$", "CHF": "CHF ", "JPY": "¥", "CAD": "CA$", "AUD": "A$", "INR": "₹"}
WITHOUT_CENTS = frozenset({"JPY", "KRW", "CLP", "VND", "ISK"})


def amount(value: Decimal, currency: str) -> str:
    """Such as "€12.50" or "12,50 €"; a currency without a sign here is written with its ISO code."""
    digits = number_format(value, 0 if currency in WITHOUT_CENTS else 2, use_l10n=True, force_grouping=True)
    if currency not in SYMBOLS:
        return f"{digits} {currency}"
    form = pgettext("an amount of money", "%(sign)s%(digits)s")
    return (form % {"sign": SYMBOLS[currency], "digits": digits}).rstrip()
