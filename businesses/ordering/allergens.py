"""What is in a dish as it is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from businesses.models import Allergen

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def known_of(parts: Iterable[Sequence[str] | None]) -> tuple[str, ...]:
    """The allergens recorded for any of the parts (the dish, and all that is added), in the order of the fourteen."""
    found = {allergen for part in parts for allergen in part or ()}
    return tuple(value for value in Allergen.values if value in found)


def all_of(parts: Iterable[Sequence[str] | None]) -> tuple[str, ...] | None:
    """As ``known_of``; ``None`` where nobody has recorded those of one of the parts: the dish is not known then."""
    parts = list(parts)
    return None if any(part is None for part in parts) else known_of(parts)
