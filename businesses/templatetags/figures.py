from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from businesses.dashboard.wording import DASH

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from businesses.dashboard.figures import Seller

register = template.Library()
WHOLE = 100


@register.filter
def percent_number(value: Decimal | None) -> str:
    """Of a cell, whose heading says that it is percent."""
    return DASH if value is None else f"{value * WHOLE:.0f}"


@register.filter
def share_of(row: Seller, sellers: Sequence[Seller]) -> int:
    """How long the bar beside it is, of 100: the best seller's is whole."""
    return round(WHOLE * row.sold / sellers[0].sold)
