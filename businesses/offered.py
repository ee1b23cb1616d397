"""A time that was offered, as values that leave this app."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class OfferedSlot:
    """A stay that could be booked when it was read; ``start`` and ``end`` are in the business's zone.

    ``token`` is what books it (``operations.hold_slot``); it holds for ten minutes, in this business only.
    """

    start: datetime
    end: datetime
    resource_id: int
    resource_name: str
    service_id: int
    party_size: int
    token: str

    def as_json(self) -> dict[str, object]:
        return {
            "start": self.start.isoformat(),
            "end": self.end.isoformat(),
            "resource": self.resource_name,
            "token": self.token,
        }
