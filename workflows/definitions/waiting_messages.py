"""What goes into, comes out of, and is signalled to the workflow of who waits. Times are aware instants."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

WAITING_WORKFLOW = "WaitingWorkflow"


def waiting_id(schema: str, reference: str) -> str:
    """Return the workflow id of a place on the list; the schema comes first, so equal references differ."""
    return f"{schema}:waiting:{reference}"


class WaitingMailKind(StrEnum):
    JOINED = "waiting_joined"
    OFFER = "waiting_offer"
    OVER = "waiting_over"


@dataclass(frozen=True)
class WaitingState:
    """A place on the list as of one version of its row; ``status`` is the row's.

    ``ends_at`` is after the last start that suits; ``offer_until`` when the offer runs out, where there is one.
    """

    version: int
    status: str
    ends_at: datetime
    offer_until: datetime | None = None


@dataclass(frozen=True)
class WaitingJourney:
    """A place to be seen to its end. ``is_told`` where its customer has had the news of this version already."""

    schema: str
    reference: str
    state: WaitingState
    correlation_id: str = ""
    is_told: bool = False


@dataclass(frozen=True)
class WaitingMailRequest:
    schema: str
    reference: str
    kind: WaitingMailKind
    version: int
    correlation_id: str = ""


@dataclass(frozen=True)
class RunOut:
    """Asks for what is to be done when the time of this version has run out: the offer lapses, or waiting is over."""

    schema: str
    reference: str
    version: int
    correlation_id: str = ""


@dataclass(frozen=True)
class WaitingOutcome:
    version: int
    status: str
    sent: list[str]
    skipped: list[str]
