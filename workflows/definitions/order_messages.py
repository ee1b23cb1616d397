"""What goes into, comes out of, and is signalled to the workflow of an order. Times are aware instants."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

ORDER_WORKFLOW = "OrderWorkflow"


def order_id(schema: str, reference: str) -> str:
    """Return the workflow id of an order; the schema comes first, so equal references of two businesses differ."""
    return f"{schema}:order:{reference}"


class OrderMailKind(StrEnum):
    UNPAID = "order_unpaid"
    LAPSED = "order_lapsed"
    PAID_LATE = "order_paid_late"
    REFUNDED = "order_refunded"
    PLACED = "order_placed"
    ACCEPTED = "order_accepted"
    READY = "order_ready"
    REJECTED = "order_rejected"
    CANCELLED = "order_cancelled"
    FEEDBACK = "order_feedback"
    OVERDUE = "order_overdue"


@dataclass(frozen=True)
class OrderState:
    """An order as of one version of its row; ``status`` and ``way`` are the row's, ``total`` its amount.

    ``feedback_at`` is when its customer is asked how it was, where that is asked at all; ``pay_by`` until when one that
    is paid beforehand is kept for that.
    """

    version: int
    status: str
    way: str
    accept_by: datetime
    ready_at: datetime
    there_at: datetime
    total: str = ""
    feedback_at: datetime | None = None
    pay_by: datetime | None = None


@dataclass(frozen=True)
class OrderJourney:
    """An order to be seen to its end. ``is_told`` where its customer has had the news of this version already."""

    schema: str
    reference: str
    state: OrderState
    correlation_id: str = ""
    is_told: bool = False


@dataclass(frozen=True)
class OrderMailRequest:
    schema: str
    reference: str
    kind: OrderMailKind
    version: int
    correlation_id: str = ""


@dataclass(frozen=True)
class Unanswered:
    """Asks that an order which nobody has answered, or paid, in time be turned down."""

    schema: str
    reference: str
    version: int
    correlation_id: str = ""


@dataclass(frozen=True)
class OrderOutcome:
    version: int
    status: str
    sent: list[str]
    skipped: list[str]
