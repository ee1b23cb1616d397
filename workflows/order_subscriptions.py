"""What starts and steers the workflows of orders: their events, brought by the relay."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from businesses.events import OF_ORDERS, ORDER_PLACED
from businesses.models import OrderChange
from businesses.queries.orders import order_called
from events.subscriptions import subscribe
from tenants.actors import SYSTEM
from workflows.definitions.order_messages import OrderJourney
from workflows.models import StoppedAppointment
from workflows.operations.order_journeys import start_order, state_of, update_order

if TYPE_CHECKING:
    from events.types import Event

AFTERWARDS = timedelta(hours=1)
"""An order that is written down so long after it happened is history: nobody is told of it."""


@subscribe(*OF_ORDERS, name="workflows.order", external=True)
def see_to_it(event: Event) -> None:
    """Start the order's workflow, or tell it how the order stands now: events that came late tell nothing older."""
    if is_history(event) or StoppedAppointment.objects.filter(reference=event.payload["reference"]).exists():
        return
    order = order_called(event.payload["reference"])
    journey = OrderJourney(
        schema=event.schema,
        reference=order.reference,
        state=state_of(order),
        correlation_id=event.correlation_id,
    )
    if event.type == ORDER_PLACED:
        start_order(journey=journey, by=SYSTEM)
    else:
        update_order(journey=journey, by=SYSTEM)


def is_history(event: Event) -> bool:
    change = OrderChange.objects.filter(
        order__reference=event.payload["reference"], version=event.payload["version"]
    ).first()
    return change is None or change.at < event.occurred_at - AFTERWARDS
