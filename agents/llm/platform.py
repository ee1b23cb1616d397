"""What the environment says of the platform's own models; ``config`` reads it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal


@dataclass(frozen=True, slots=True)
class PlatformModels:
    """``keys`` are by the provider's key in ``providers.json``; prices are "read/written" in dollars per
    million tokens. ``private_addresses`` are hosts, or host:port, in private networks that owners may name.
    """

    base_url: str
    api_key: str = field(repr=False)
    small_model: str
    strong_model: str
    small_price: tuple[Decimal, Decimal] | None
    strong_price: tuple[Decimal, Decimal] | None
    keys: dict[str, str] = field(repr=False)
    private_addresses: frozenset[str]
    monthly_budget: Decimal
