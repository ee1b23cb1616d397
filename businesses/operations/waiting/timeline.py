"""What every change of a place on the list leaves: an event, which is a deed of the audit, in the same transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from businesses.models import Waiting
from businesses.operations.contention import Raced, queue_for, settled
from businesses.queries.waiting import waiting_called
from businesses.waiting.errors import WaitingBusy
from events.operations import publish

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from businesses.models import WaitingStatus
    from tenants.actors import Actor

T = TypeVar("T")

LINE = "waiting list"
"""What who offers or answers queues for: two who offer at once see what the other has offered."""


def in_line(work: Callable[[], T]) -> T:
    """Run the work in a transaction while nobody else writes to the list; raises ``WaitingBusy``."""

    def alone() -> T:
        queue_for([LINE])
        return work()

    return settled(alone, busy=WaitingBusy)


def event_payload(waiting: Waiting) -> dict[str, Any]:
    """Keys of people and no words of theirs: an event cannot be taken back."""
    return {
        "id": waiting.pk,
        "reference": waiting.reference,
        "version": waiting.version,
        "status": waiting.status,
        "service_id": waiting.service_id,
        "party_size": waiting.party_size,
        "day": waiting.day.isoformat(),
        "earliest_at": waiting.earliest_at.isoformat(),
        "latest_at": waiting.latest_at.isoformat(),
        "customer_id": waiting.customer_id,
        "source": waiting.source,
    }


def tell(waiting: Waiting, *, event: str, by: Actor) -> None:
    publish(type=event, aggregate=f"waiting:{waiting.reference}", payload=event_payload(waiting), by=by)


def move(waiting: Waiting, *, to: WaitingStatus | str, event: str, by: Actor, at: datetime, **fields: Any) -> Waiting:
    """The place with this state and these fields, and its event; ``Raced`` where it is not as it was read any more."""
    if not Waiting.objects.move(waiting, to=to, changed_at=at, **fields):
        raise Raced
    moved = waiting_called(waiting.reference)
    tell(moved, event=event, by=by)
    return moved
