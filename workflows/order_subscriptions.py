"""What starts and steers the workflows of orders: their events, brought by the relay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from businesses.events import OF_ORDERS, ORDER_PLACED
from businesses.queries.orders import order_called
from events.subscriptions import subscribe
from tenants.actors import SYSTEM
from workflows.definitions.order_messages import OrderJourney
from workflows.models import StoppedAppointment
from workflows.operations.order_journeys import start_order, state_of, update_order

if TYPE_CHECKING:
    from events.types import Event


@subscribe(*OF_ORDERS, name="workflows.order", external=True)
def see_to_it(event: Event) -> None:
    """Start the order's workflow, or tell it how the order stands now: events that came late tell nothing older."""
    order = order_called(event.payload["reference"])
    is_stopped = StoppedAppointment.objects.filter(reference=order.reference).exists()
    if is_stopped or order.is_written_down_afterwards:
        return
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
