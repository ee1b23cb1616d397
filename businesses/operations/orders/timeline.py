"""What every change of an order leaves: a line of its timeline and an event, in the same transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from businesses.models import Order, OrderChange
from businesses.operations.contention import Raced
from businesses.queries.orders import order_called
from events.operations import publish

if TYPE_CHECKING:
    from datetime import datetime

    from businesses.models import OrderStatus
    from tenants.actors import Actor

OF_AN_ORDER = "order."


def event_payload(order: Order) -> dict[str, Any]:
    """What a subscriber needs without a query. Keys of people and no words of theirs: an event cannot be taken back."""
    return {
        "id": order.pk,
        "reference": order.reference,
        "version": order.version,
        "status": order.status,
        "way": order.way,
        "total": f"{order.total:.2f}",
        "currency": order.currency,
        "pieces": order.pieces,
        "ready_at": order.ready_at.isoformat(),
        "minutes_on_the_way": order.minutes_on_the_way,
        "accept_by": order.accept_by.isoformat(),
        "table_id": order.table_id,
        "customer_id": order.customer_id,
        "source": order.source,
    }


def record(
    order: Order,
    *,
    event: str,
    by: Actor,
    at: datetime,
    before: str = "",
    kept: dict[str, Any] | None = None,
    told: dict[str, Any] | None = None,
) -> None:
    """Write the change that led to the order's present version, and publish the event.

    ``kept`` stays in the timeline, ``told`` goes with the event.
    """
    OrderChange.objects.create(
        order=order,
        at=at,
        actor=str(by)[:160],
        actor_name=by.name[:120],
        kind=event.removeprefix(OF_AN_ORDER),
        from_status=before,
        to_status=order.status,
        version=order.version,
        detail=kept or {},
    )
    publish(type=event, aggregate=f"order:{order.reference}", payload={**event_payload(order), **(told or {})}, by=by)


def move(
    order: Order,
    *,
    to: OrderStatus,
    event: str,
    by: Actor,
    at: datetime,
    kept: dict[str, Any] | None = None,
    told: dict[str, Any] | None = None,
    **fields: Any,
) -> Order:
    """The order with this state and these fields, and its traces; ``Raced`` where it is not as it was read any more.

    Whether the move may be made has been asked before (``ordering.rules``).
    """
    if not Order.objects.move(order, to=to, **fields):
        raise Raced
    moved = order_called(order.reference)
    record(moved, event=event, by=by, at=at, before=order.status, kept=kept, told=told)
    return moved


def publish_beside(order: Order, *, event: str, by: Actor, **told: Any) -> None:
    """An event of what is not the order's state; inside the caller's transaction."""
    publish(type=event, aggregate=f"order:{order.reference}", payload={**event_payload(order), **told}, by=by)
