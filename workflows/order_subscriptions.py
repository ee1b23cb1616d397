"""What starts and steers the workflows of orders: their events, brought by the relay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from businesses.events import OF_ORDERS, ORDER_PAID, ORDER_PAYMENT_ASKED, ORDER_PAYMENT_DUE_BACK, ORDER_PLACED
from businesses.queries.orders import order_called
from events.subscriptions import subscribe
from tenants.actors import SYSTEM
from workflows.definitions.order_messages import OrderJourney, OrderMailKind
from workflows.deposit_subscriptions import named_by
from workflows.models import StoppedAppointment
from workflows.operations.order_journeys import start_order, state_of, update_order
from workflows.operations.order_mails import send_order_mail

if TYPE_CHECKING:
    from events.types import Event


BESIDE = {ORDER_PAID, ORDER_PAYMENT_DUE_BACK}
"""What does not change where an order stands."""


@subscribe(*(each for each in OF_ORDERS if each not in BESIDE), name="workflows.order", external=True)
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
    if event.type in {ORDER_PLACED, ORDER_PAYMENT_ASKED} and event.payload["version"] == 1:
        start_order(journey=journey, by=SYSTEM)
    else:
        update_order(journey=journey, by=SYSTEM)


@subscribe(ORDER_PAYMENT_DUE_BACK, name="workflows.order_payment", external=True)
def tell_it_goes_back(event: Event) -> None:
    """What goes back with an order's end is told with that."""
    kind = {"is_late": OrderMailKind.PAID_LATE, "is_refund": OrderMailKind.REFUNDED}
    for why, mail in kind.items():
        if event.payload.get(why):
            send_order_mail(
                reference=event.payload["reference"],
                kind=mail,
                version=event.payload["version"],
                name=named_by(event.payload["deposit"]),
                by=SYSTEM,
            )
