"""What a node is handed beside the state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from businesses.desk import BusinessFacts, Desk
    from conversations.repository.protocol import Repository


@dataclass(frozen=True, slots=True)
class TurnContext:
    """The repository and the clock of one turn; ``flow`` and ``locale`` are the conversation's.

    ``is_model_on``: a language model may be asked where the local reading is unsure. ``by_modules``: the programs are
    asked (``conversations.engine.modules``), and what they predict is told. ``table`` is where the customer sits, told
    by the code they scanned there.
    """

    repository: Repository
    now: datetime
    desk: Desk
    flow: str = "dedicated"
    locale: str = "en"
    conversation: UUID | None = None
    is_model_on: bool = False
    by_modules: bool = False
    table: int | None = None

    @property
    def business(self) -> BusinessFacts:
        return self.desk.business

    @property
    def local_now(self) -> datetime:
        return self.now.astimezone(self.business.zone)

    @property
    def today(self) -> date:
        return self.local_now.date()
