"""From a placed order through outbox, relay, Temporal and worker to mails, with the real servers."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone
from temporalio.client import WorkflowExecutionStatus

from businesses.contacts import CustomerDetails
from businesses.models import MenuItem, Order, OrderStatus
from businesses.operations.orders import move_order, place_order
from businesses.queries.quoting import quote_order
from events.models import OutboxEvent
from tenants.actors import SYSTEM, Actor
from tenants.context import enter
from tests.businesses.ordering import menus
from tests.workflows.test_walk import mails_of, relay, until
from workflows.client import ask
from workflows.definitions.order_messages import order_id
from workflows.models import MailSettings, SentMail, StoppedAppointment
from workflows.operations import restart_missing_orders
from workflows.operations.order_journeys import turn_down
from workflows.unfinished_orders import unfinished_orders

if TYPE_CHECKING:
    from datetime import datetime

    from tenants.models import Business

pytestmark = pytest.mark.usefixtures("django_db_setup")
STAFF = Actor("staff", "7", "Sara")
AFTERWARDS = timedelta(minutes=6)
"""When what changed a moment ago is no longer on its way."""


def order_in(business: Business, *, now: datetime | None = None) -> Order:
    """Inside the business; its kitchen sells one dish around the clock."""
    menus.set_order_policy()
    item = MenuItem.objects.filter(name="Cola").first() or menus.add_item("Cola", "3.20")
    moment = now or timezone.now()
    return place_order(
        quote_token=quote_order(menus.wish(menus.line(item)), now=moment).token(),
        customer=CustomerDetails(name="Anna", email="anna@example.com"),
        by=SYSTEM,
        source="api",
        now=moment,
    )


def status_of(business: Business, order: Order) -> WorkflowExecutionStatus | None:
    workflow_id = order_id(business.schema_name, order.reference)
    return ask(lambda client: client.get_workflow_handle(workflow_id).describe()).status


def test_an_order_is_told_of_as_it_goes_and_ends_when_it_is_lost(
    open_marios: Business, open_bella: Business, worker: None
) -> None:
    with enter(open_bella.schema_name):
        other = order_in(open_bella)
        Order.objects.update(reference="K7F-2QM")
    with enter(open_marios.schema_name):
        order = order_in(open_marios)
    relay()
    until(lambda: mails_of(open_marios))
    with enter(open_marios.schema_name):
        move_order(reference=order.reference, to=OrderStatus.ACCEPTED, by=STAFF)
    relay()
    until(lambda: len(mails_of(open_marios)) == 2)
    assert status_of(open_marios, order) == WorkflowExecutionStatus.RUNNING
    with enter(open_marios.schema_name):
        move_order(reference=order.reference, to=OrderStatus.CANCELLED, by=STAFF, reason="oven")
    relay()
    until(lambda: status_of(open_marios, order) == WorkflowExecutionStatus.COMPLETED)
    assert [kind for kind, _ in mails_of(open_marios)] == ["order_placed", "order_accepted", "order_cancelled"]
    assert other.reference not in {reference for _, reference in mails_of(open_marios)}


def test_lost_workflows_are_started_again_as_of_where_the_rows_are(open_marios: Business, worker: None) -> None:
    with enter(open_marios.schema_name):
        waiting = order_in(open_marios)
        overdue = order_in(open_marios, now=timezone.now() - timedelta(minutes=15))
    OutboxEvent.objects.update(published_at=timezone.now())  # delivered, and their workflows lost

    with enter(open_marios.schema_name):
        later = timezone.now() + AFTERWARDS
        assert restart_missing_orders(now=later, by=SYSTEM) == 2
        until(lambda: Order.objects.get(pk=overdue.pk).status == OrderStatus.REJECTED)  # nobody had answered it in time
        assert restart_missing_orders(now=later, by=SYSTEM) == 0
        assert Order.objects.get(pk=waiting.pk).status == OrderStatus.PLACED
    assert status_of(open_marios, waiting) == WorkflowExecutionStatus.RUNNING


def test_rows_say_what_is_unfinished(open_marios: Business) -> None:
    with enter(open_marios.schema_name):
        order, now = order_in(open_marios), timezone.now()
        assert unfinished_orders(now=now) == []  # its event may still be on its way
        (found,) = unfinished_orders(now=now + AFTERWARDS)
        assert (found.reference, found.state.status, found.is_told) == (order.reference, "placed", False)
        SentMail.objects.create(reference=order.reference, kind="order_placed", version=1, state="sent", message_id="x")
        (found,) = unfinished_orders(now=now + AFTERWARDS)
        assert found.is_told

        for status in (OrderStatus.ACCEPTED, OrderStatus.READY, OrderStatus.COMPLETED):
            move_order(reference=order.reference, to=status, by=STAFF)
        (found,) = unfinished_orders(now=now + AFTERWARDS)
        assert found.state.feedback_at == order.there_at + timedelta(hours=20)
        MailSettings.objects.create(pk=1, follow_up_hours=None)
        assert unfinished_orders(now=now + AFTERWARDS) == []
        MailSettings.objects.all().delete()
        StoppedAppointment.objects.create(reference=order.reference, stopped_at=now)
        assert unfinished_orders(now=now + AFTERWARDS) == []


def test_what_somebody_has_answered_is_not_turned_down(open_marios: Business) -> None:
    with enter(open_marios.schema_name):
        order = order_in(open_marios)
        move_order(reference=order.reference, to=OrderStatus.ACCEPTED, by=STAFF)
        assert turn_down(reference=order.reference, by=SYSTEM).status == OrderStatus.ACCEPTED
        other = order_in(open_marios)
        assert turn_down(reference=other.reference, by=SYSTEM).status == OrderStatus.REJECTED


def test_orders_written_down_afterwards_and_stopped_ones_start_nothing(open_marios: Business, worker: None) -> None:
    with enter(open_marios.schema_name):
        old = order_in(open_marios, now=timezone.now() - timedelta(days=2))
        stopped = order_in(open_marios)
        StoppedAppointment.objects.create(reference=stopped.reference, stopped_at=timezone.now())
    relay()

    assert not OutboxEvent.objects.waiting().exists()
    assert not OutboxEvent.objects.dead().exists()
    for order in (old, stopped):
        with pytest.raises(Exception, match="not found"):
            status_of(open_marios, order)
