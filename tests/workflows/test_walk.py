"""From a committed booking through outbox, relay, Temporal and worker to a mail, with the real servers."""

from __future__ import annotations

import time
from copy import copy
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.core import mail as outbox
from django.utils import timezone
from temporalio.client import WorkflowExecutionStatus
from temporalio.service import RPCError, RPCStatusCode

from businesses.models import Booking, Service
from businesses.operations import cancel_booking, reschedule_booking
from businesses.queries import find_slots
from events.models import OutboxEvent
from events.relay import Relay
from events.transports import LocalTransport
from tenants.actors import SYSTEM
from tenants.context import enter
from tenants.errors import UnknownBusiness
from tenants.operations import delete_business
from tests.workflows.bookings import CUSTOMER, book, in_days
from workflows.activities import send_mail
from workflows.client import ask, hang_up
from workflows.definitions.messages import MailKind, MailRequest, appointment_id
from workflows.models import SentMail

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_django import Settings as SettingsWrapper

    from tenants.models import Business

pytestmark = pytest.mark.usefixtures("django_db_setup")


def relay() -> None:
    """Deliver what waits, with what that brings. What a busy workflow server made wait is tried once more."""
    for _try in range(2):
        OutboxEvent.objects.waiting().update(available_at=timezone.now())
        Relay(LocalTransport(), threads=1).drain()


def until(condition: Callable[[], object], *, seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.05)


def mails_of(business: Business) -> list[tuple[str, str]]:
    with enter(business.schema_name):
        return list(SentMail.objects.filter(state="sent").order_by("pk").values_list("kind", "reference"))


def status_of(business: Business, booking: Booking) -> WorkflowExecutionStatus | None:
    workflow_id = appointment_id(business.schema_name, booking.reference)
    return ask(lambda client: client.get_workflow_handle(workflow_id).describe()).status


def is_forgotten(business: Business, booking: Booking) -> bool:
    try:
        return status_of(business, booking) is None
    except RPCError as error:
        return error.status == RPCStatusCode.NOT_FOUND


def test_confirmed_booking_gets_its_mail_and_a_running_workflow(open_marios: Business, worker: None) -> None:
    with enter(open_marios.schema_name):
        booking = book(in_days(5))
    relay()

    until(lambda: mails_of(open_marios))
    assert mails_of(open_marios) == [("confirmation", booking.reference)]
    assert status_of(open_marios, booking) == WorkflowExecutionStatus.RUNNING


def test_a_deleted_business_leaves_nothing_running(open_marios: Business, open_bella: Business, worker: None) -> None:
    with enter(open_marios.schema_name):
        booking = book(in_days(5))
    with enter(open_bella.schema_name):
        other = book(in_days(5))
    relay()
    until(lambda: mails_of(open_marios) and mails_of(open_bella))
    gone = copy(open_marios)
    delete_business(business=open_marios, confirmed_name="marios", by=SYSTEM)
    until(lambda: is_forgotten(gone, booking))
    assert status_of(open_bella, other) == WorkflowExecutionStatus.RUNNING
    # What was under way all the same finds no business, and is not tried again.
    late = MailRequest(
        schema=gone.schema_name,
        reference=booking.reference,
        kind=MailKind.REMINDER,
        name="24h",
        version=1,
        starts_at=in_days(5),
        correlation_id="",
    )
    with pytest.raises(UnknownBusiness) as refusal:
        send_mail(late)
    assert refusal.value.permanent


def test_moved_and_cancelled_booking_is_told_of_both_in_order(open_marios: Business, worker: None) -> None:
    with enter(open_marios.schema_name):
        booking = book(in_days(5))
    relay()
    until(lambda: len(mails_of(open_marios)) == 1)
    with enter(open_marios.schema_name):
        day = in_days(7)
        slot = find_slots(service=Service.objects.get(), party_size=2, day=day.date(), at=None, now=timezone.now())[0]
        reschedule_booking(reference=booking.reference, slot_token=slot.token, by=CUSTOMER)
    relay()
    until(lambda: len(mails_of(open_marios)) == 2)
    with enter(open_marios.schema_name):
        cancel_booking(reference=booking.reference, by=CUSTOMER)
    relay()
    until(lambda: status_of(open_marios, booking) == WorkflowExecutionStatus.COMPLETED)

    assert [kind for kind, _ in mails_of(open_marios)] == ["confirmation", "rescheduled", "cancellation"]


def test_booking_made_while_temporal_is_down_is_picked_up_when_it_returns(
    open_marios: Business, worker: None, settings: SettingsWrapper
) -> None:
    up = settings.TEMPORAL_ADDRESS
    settings.TEMPORAL_ADDRESS = "127.0.0.1:9"
    hang_up()
    with enter(open_marios.schema_name):
        booking = book(in_days(5))
    relay()
    waiting = OutboxEvent.objects.get(aggregate=f"booking:{booking.reference}")
    assert waiting.published_at is None
    assert waiting.dead_at is None
    assert waiting.available_at < timezone.now() + timedelta(seconds=11)

    settings.TEMPORAL_ADDRESS = up
    hang_up()
    relay()
    until(lambda: mails_of(open_marios))
    assert status_of(open_marios, booking) == WorkflowExecutionStatus.RUNNING


def test_repeated_events_make_one_workflow_and_one_mail(open_marios: Business, worker: None) -> None:
    from events.models import Delivery

    with enter(open_marios.schema_name):
        booking = book(in_days(5))
    for _ in range(3):
        relay()
        until(lambda: mails_of(open_marios))
        OutboxEvent.objects.update(published_at=None, claimed_until=None)
        Delivery.objects.all().delete()  # as if the relay had died before it could note anything

    assert mails_of(open_marios) == [("confirmation", booking.reference)]
    assert len(outbox.outbox) == 1


def test_equal_references_of_two_businesses_do_not_meet(
    open_marios: Business, open_bella: Business, worker: None
) -> None:
    for business in (open_marios, open_bella):
        with enter(business.schema_name):
            booking = book(in_days(5))
            Booking.objects.update(reference="K7F-2QM")
        event = OutboxEvent.objects.get(schema=business.schema_name, aggregate=f"booking:{booking.reference}")
        event.payload["reference"] = "K7F-2QM"
        event.aggregate = "booking:K7F-2QM"
        event.save()
    relay()
    until(lambda: mails_of(open_marios) and mails_of(open_bella))
    with enter(open_marios.schema_name):
        cancel_booking(reference="K7F-2QM", by=CUSTOMER)
    relay()
    until(lambda: len(mails_of(open_marios)) == 2)

    assert [kind for kind, _ in mails_of(open_marios)] == ["confirmation", "cancellation"]
    assert [kind for kind, _ in mails_of(open_bella)] == ["confirmation"]
    booking.reference = "K7F-2QM"
    assert status_of(open_bella, booking) == WorkflowExecutionStatus.RUNNING


def test_hold_that_is_given_up_starts_nothing(open_marios: Business, worker: None) -> None:
    from tests.businesses import rows

    with enter(open_marios.schema_name):
        service, now = Service.objects.get(), timezone.now()
        slot = find_slots(service=service, party_size=2, day=in_days(4).date(), at=None, now=now)[0]
        held = rows.hold(slot, now=now)
        cancel_booking(reference=held.reference, by=CUSTOMER)
    relay()

    assert not OutboxEvent.objects.waiting().exists()
    assert not OutboxEvent.objects.dead().exists()
    with pytest.raises(Exception, match="not found"):
        status_of(open_marios, held)
