"""What a period's use costs, by the terms it began with."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from billing.amounts import cents, included_in, over
from billing.meters import LEVELS

if TYPE_CHECKING:
    from billing.models import Period


def priced(period: Period, meter: str, used: Decimal) -> tuple[Decimal, Decimal]:
    """How much is beyond the plan, and what it costs. Of a part of a period a sum includes a part.

    A level includes what it does at any time, and costs a part.
    """
    included, price = period.term("included", meter), period.term("rates", meter) or Decimal(0)
    if meter in LEVELS:
        beyond = over(used, included)
        return beyond, cents(beyond * price * period.share)
    beyond = over(used, None if included is None else included_in(included, period.share))
    return beyond, cents(beyond * price)
