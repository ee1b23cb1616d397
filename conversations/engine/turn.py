"""What a node is handed beside the state, and how it speaks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from businesses.desk import BusinessFacts, Desk
    from conversations.engine.state import TurnWork
    from conversations.repository.protocol import Repository


@dataclass(frozen=True, slots=True)
class TurnContext:
    """The repository and the clock of one turn; ``flow`` and ``locale`` are the conversation's."""

    repository: Repository
    now: datetime
    desk: Desk
    flow: str = "dedicated"
    locale: str = "en"

    @property
    def business(self) -> BusinessFacts:
        return self.desk.business

    @property
    def local_now(self) -> datetime:
        return self.now.astimezone(self.business.zone)


def tell(work: TurnWork, text: str) -> None:
    """Add a statement to the reply; the same statement is made once."""
    if not any(part["text"] == text for part in work["parts"]):
        work["parts"].append({"kind": "tell", "text": text})


def ask(work: TurnWork, text: str, *needs: str, quick: tuple[str, ...] = ()) -> None:
    """Make this the question the reply ends with; the details it asks for are what the next message is read against."""
    work["parts"] = [part for part in work["parts"] if part["kind"] != "ask"]
    work["parts"].append({"kind": "ask", "text": text})
    work["needs"] = list(needs)
    work["quick_replies"] = [{"label": text, "text": text} for text in quick]


def has_asked(work: TurnWork) -> bool:
    return any(part["kind"] == "ask" for part in work["parts"])
