"""Starting an order's workflow, telling it of changes, and what it asks for.  Each may be repeated without harm."""

from __future__ import annotations

import dataclasses
from datetime import timedelta
from typing import TYPE_CHECKING

import structlog

from businesses.models import OrderStatus
from businesses.operations.orders import move_order
from businesses.ordering.errors import OrderChangedMeanwhile, OrderMoveNotAllowed
from businesses.queries.orders import order_called
from tenants.context import current_schema
from workflows.definitions.order_messages import ORDER_WORKFLOW, OrderJourney, OrderState, order_id
from workflows.errors import ForeignWorkflow
from workflows.models import MailSettings

if TYPE_CHECKING:
    from businesses.models import Order
    from tenants.actors import Actor

UNANSWERED = {OrderStatus.UNPAID: OrderStatus.LAPSED, OrderStatus.PLACED: OrderStatus.REJECTED}
"""What becomes of an order whose customer has not paid in time, or whose business has not answered."""

logger = structlog.get_logger(__name__)


def start_order(*, journey: OrderJourney, by: Actor) -> bool:
    """Start the workflow of an order; one that runs is left alone, as is one that has run: then False.

    Raises ``TemporalUnavailable`` while the server is away.
    """
    from workflows.calls import start_once  # noqa: PLC0415  # loads the SDK, which the web process seldom needs

    is_running = start_once(ORDER_WORKFLOW, own_id(journey), journey)
    logger.info("order_started", reference=journey.reference, is_running=is_running, by=str(by))
    return is_running


def update_order(*, journey: OrderJourney, by: Actor) -> None:
    """Tell the workflow how the order stands, starting one where none runs any more."""
    from workflows.calls import signal_with_start  # noqa: PLC0415  # see start_order

    # One that this has to start begins one version earlier, so that the signal is news to it.
    before = dataclasses.replace(journey.state, version=journey.state.version - 1)
    earlier = dataclasses.replace(journey, state=before, is_told=True)
    signal_with_start(ORDER_WORKFLOW, own_id(journey), earlier, "update", journey.state)
    logger.info("order_signalled", reference=journey.reference, status=journey.state.status, by=str(by))


def own_id(journey: OrderJourney) -> str:
    """The workflow's id; raises ``ForeignWorkflow`` for an order of another business than the one entered."""
    if journey.schema != current_schema():
        raise ForeignWorkflow(journey.schema)
    return order_id(journey.schema, journey.reference)


def state_of(order: Order) -> OrderState:
    hours = MailSettings.current().follow_up_hours
    return OrderState(
        version=order.version,
        status=order.status,
        way=order.way,
        accept_by=order.accept_by,
        ready_at=order.ready_at,
        there_at=order.there_at,
        total=f"{order.total:.2f}",
        pay_by=order.pay_by,
        feedback_at=None if hours is None else order.there_at + timedelta(hours=hours),
    )


def turn_down(*, reference: str, by: Actor) -> Order:
    """Turn down an order that nobody has answered, or paid; as it is, where somebody has meanwhile.

    ``OrderBusy`` may be.
    """
    order = order_called(reference)
    to = UNANSWERED.get(OrderStatus(order.status))
    if to is None:
        return order
    try:
        return move_order(reference=reference, to=to, by=by, version=order.version)
    except (OrderMoveNotAllowed, OrderChangedMeanwhile):  # answered in this very moment
        return order_called(reference)
