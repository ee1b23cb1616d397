from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal


def deposit_of(each: Decimal | None, people: int, *, is_per_person: bool) -> Decimal | None:
    """What is asked of a party of so many; None where nothing is."""
    return each * people if each is not None and is_per_person else each
