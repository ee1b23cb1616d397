"""What goes into, comes out of, and is signalled to the workflows.

Times are aware instants. They are computed from the business's wall time before they come here, because a workflow
that read the time zone database would replay differently after an update of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

APPOINTMENT_WORKFLOW = "AppointmentWorkflow"
# A reminder sooner than this after the confirmation would only repeat it.
QUIET_AFTER_NEWS = timedelta(hours=3)


def appointment_id(schema: str, reference: str) -> str:
    """Return the workflow id of a booking; the schema comes first, so equal references of two businesses differ."""
    return f"{schema}:booking:{reference}"


class MailKind(StrEnum):
    CONFIRMATION = "confirmation"
    RESCHEDULED = "rescheduled"
    CANCELLATION = "cancellation"
    REMINDER = "reminder"
    FOLLOW_UP = "follow_up"
    UNKEPT = "unkept"
    DEPOSIT_ASKED = "deposit_asked"
    DEPOSIT_LATE = "deposit_late"


@dataclass(frozen=True)
class Step:
    """A mail that is due at an instant. `name` tells several mails of a kind apart ("1440" minutes before)."""

    at: datetime
    kind: MailKind
    name: str = ""


@dataclass(frozen=True)
class Appointment:
    """A confirmed booking, as of one version of its row, and the mails it will get.

    `is_told` where the customer has had the news of that version already. `may_slip` where whoever changed it may still
    take that back, `takes_back` where this version is what was before such a change.
    """

    schema: str
    reference: str
    version: int
    starts_at: datetime
    ends_at: datetime
    steps: list[Step] = field(default_factory=list)
    correlation_id: str = ""
    is_told: bool = False
    may_slip: bool = False
    takes_back: bool = False


@dataclass(frozen=True)
class Cancellation:
    version: int
    correlation_id: str = ""
    may_slip: bool = False
    is_told: bool = False


@dataclass(frozen=True)
class MailRequest:
    """Asks for one mail. `starts_at` is what the asker believes; once the booking has moved, the mail is stale."""

    schema: str
    reference: str
    kind: MailKind
    name: str
    version: int
    starts_at: datetime
    correlation_id: str = ""


@dataclass(frozen=True)
class MailOutcome:
    """`sent` is false where the booking's row said that this mail must not go out; `reason` says why."""

    sent: bool
    reason: str = ""


@dataclass(frozen=True)
class AppointmentOutcome:
    version: int
    is_cancelled: bool
    sent: list[str]
    skipped: list[str]
