"""Which value-added tax a bill has, and how much. Pure.

Of digital services in the EU: the seller's own country's rate at home; of a business elsewhere in the EU with a VAT id
none, it owes the tax itself (reverse charge, art. 196 of directive 2006/112/EC); without one the rate of its country
(art. 58); outside the EU none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from billing.amounts import NOTHING, cents

EU = frozenset(
    [
        "AT",
        "BE",
        "BG",
        "CY",
        "CZ",
        "DE",
        "DK",
        "EE",
        "ES",
        "FI",
        "FR",
        "GR",
        "HR",
        "HU",
        "IE",
        "IT",
        "LT",
        "LU",
        "LV",
        "MT",
        "NL",
        "PL",
        "PT",
        "RO",
        "SE",
        "SI",
        "SK",
    ]
)
PREFIX = {"GR": "EL"}
"""Where a VAT id begins with other letters than the country's code."""
VAT_ID = re.compile(r"[A-Z]{2}[0-9A-Z+*]{2,12}")


class Treatment(StrEnum):
    TAXED, REVERSED, OUTSIDE = "taxed", "reversed", "outside"


@dataclass(frozen=True, slots=True)
class Taxed:
    """``net + tax == total``, all to the cent."""

    net: Decimal
    tax: Decimal
    total: Decimal


def plain_vat_id(text: str) -> str:
    """Without what people write between its parts."""
    return re.sub(r"[\s.\-/]", "", text).upper()


def is_vat_id(text: str, country: str) -> bool:
    """Whether it has the form of one of the country. That it is somebody's is not asked of the tax office."""
    return (
        bool(VAT_ID.fullmatch(text)) and text.startswith(PREFIX.get(country, country)) and any(map(str.isdigit, text))
    )


def treatment(*, seller: str, buyer: str, vat_id: str) -> Treatment:
    """Countries as two letters; ``vat_id`` is the buyer's, or empty."""
    if buyer == seller or (buyer in EU and seller in EU and not is_vat_id(vat_id, buyer)):
        return Treatment.TAXED
    return Treatment.REVERSED if buyer in EU and seller in EU else Treatment.OUTSIDE


def taxed(amount: Decimal, *, percent: Decimal, includes_tax: bool) -> Taxed:
    """The tax on the sum of a bill's lines, which have it in them or not.

    Where none is owed, prices with tax in them are not raised by it: ``percent`` is 0 and the net is what was asked.
    """
    if includes_tax:
        net = cents(amount / (1 + percent / 100))
        return Taxed(net, amount - net, amount)
    tax = cents(amount * percent / 100) if percent else NOTHING
    return Taxed(amount, tax, amount + tax)
