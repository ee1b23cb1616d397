"""A booking or order somebody made, with what they said with it: what is learned from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Whose = Literal["self", "child", "other"]
"""Of whom it is, as ``businesses.models.Relation`` has it."""


@dataclass(frozen=True, slots=True)
class Made:
    """A booking or order of theirs (``reference`` such as ``booking:K7F-2QM``), and what was said with it: of whom it
    is, the member of staff asked for by name, where they like to sit, what they drive.
    """

    reference: str
    relation: Whose = "self"
    staff: int | None = None
    seat: str = ""
    vehicle: str = ""
