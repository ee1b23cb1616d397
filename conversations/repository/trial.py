"""The repository of a message that is in no conversation: it reads, and can write nothing."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from conversations.repository.database import DatabaseRepository

if TYPE_CHECKING:
    from conversations.repository.protocol import Handoffs


@dataclass
class TrialRepository(DatabaseRepository):
    """Every write is refused as one whose conversation somebody has taken over: there is none."""

    text: str = ""

    @classmethod
    def of(cls, text: str, handoffs: Handoffs) -> TrialRepository:
        return cls(uuid.uuid4(), 0, uuid.uuid4(), 1, handoffs, text=text)

    def keep_claim(self) -> None:
        """Nobody can take over what is no conversation."""

    def transcript(self, most: int) -> list[tuple[str, str]]:
        return [("customer", self.text)][:most]
