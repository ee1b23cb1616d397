"""What has been said of a name before it comes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from agents.understanding.orders.basket import Wish


@dataclass(slots=True)
class Waiting:
    """What was said of the name to come: the part that is the name, and what stood before it."""

    until: int = -1
    number: int | None = None
    measure: str = ""
    place: int = 0
    is_more: bool = False
    is_gone: bool = False
    is_swap: bool = False
    is_target: bool = False
    is_piece: bool = False
    is_part: bool = False
    wishes: list[Wish] = field(default_factory=list)
