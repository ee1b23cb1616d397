"""From a cancelled booking through outbox, relay, Temporal and worker to an offer, with the real servers."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from temporalio.client import WorkflowExecutionStatus

from businesses.contacts import CustomerDetails
from businesses.models import Booking, BookingPolicy, Service, Waiting, WaitingOffer
from businesses.operations import cancel_booking, confirm_booking
from businesses.operations.waiting import accept_offer, decline_offer, join_list
from businesses.tasks import tend_waiting_lists
from businesses.waiting.windows import WaitingWish
from events.models import OutboxEvent
from tenants.actors import SYSTEM
from tenants.context import current_business, enter
from tests.businesses import rows
from tests.workflows.bookings import STAFF, book, in_days
from tests.workflows.test_walk import mails_of, relay, until
from workflows.client import ask
from workflows.definitions.waiting_messages import waiting_id
from workflows.models import SentMail, StoppedAppointment
from workflows.operations import restart_missing_waits
from workflows.unfinished_waiting import unfinished_waits

if TYPE_CHECKING:
    from tenants.models import Business

pytestmark = pytest.mark.usefixtures("django_db_setup")
DINNER = in_days(3, hour=18)
AFTERWARDS = timedelta(minutes=6)
"""When what changed a moment ago is no longer on its way."""


def wait(name: str, *, locale: str = "en") -> Waiting:
    """Inside the business: wants exactly the hour that is taken."""
    zone = current_business().zone
    local = DINNER.astimezone(zone)
    at = time(local.hour, local.minute)
    return join_list(
        wish=WaitingWish(Service.objects.get(), 2, local.date(), at, at),
        customer=CustomerDetails(name=name, email=f"{name.lower()}@example.com", locale=locale),
        by=SYSTEM,
        source="api",
    )


def status_of(business: Business, waiting: Waiting) -> WorkflowExecutionStatus | None:
    workflow_id = waiting_id(business.schema_name, waiting.reference)
    return ask(lambda client: client.get_workflow_handle(workflow_id).describe()).status


def state(waiting: Waiting) -> str:
    waiting.refresh_from_db()
    return waiting.status


def test_a_cancelled_booking_is_offered_and_taken(open_marios: Business, open_bella: Business, worker: None) -> None:
    with enter(open_bella.schema_name):
        book(DINNER)
        elsewhere = wait("Bruno")
    with enter(open_marios.schema_name):
        booking = book(DINNER)
        bruno = wait("Bruno", locale="de")
    relay()
    until(lambda: len(mails_of(open_marios)) == 2)
    with enter(open_marios.schema_name):
        cancel_booking(reference=booking.reference, by=STAFF)
    relay()
    relay()
    until(lambda: "waiting_offer" in dict(mails_of(open_marios)))
    with enter(open_marios.schema_name):
        mail = SentMail.objects.get(kind="waiting_offer")
        assert mail.to == "bruno@example.com"
        assert f"/w/{bruno.reference}/#" in mail.text
        booked = accept_offer(reference=bruno.reference, by=SYSTEM)
    relay()
    until(lambda: ("confirmation", booked.reference) in mails_of(open_marios))
    until(lambda: status_of(open_marios, bruno) == WorkflowExecutionStatus.COMPLETED)
    with enter(open_bella.schema_name):
        assert state(elsewhere) == "waiting"


def test_two_cancellations_offer_two_people_and_a_no_goes_to_the_third(open_marios: Business, worker: None) -> None:
    with enter(open_marios.schema_name):
        service = Service.objects.get()
        service.resources.add(rows.add_table("T2", 4))
        taken = [book(DINNER), book(DINNER)]
        bruno, carla, dora = wait("Bruno"), wait("Carla"), wait("Dora")
        for booking in taken:
            cancel_booking(reference=booking.reference, by=STAFF)
    relay()
    with enter(open_marios.schema_name):
        assert [state(each) for each in (bruno, carla, dora)] == ["offered", "offered", "waiting"]
        decline_offer(reference=bruno.reference, by=SYSTEM)
    relay()
    with enter(open_marios.schema_name):
        assert [state(each) for each in (bruno, carla, dora)] == ["waiting", "offered", "offered"]
        assert WaitingOffer.objects.count() == 3


def test_what_nobody_answers_goes_on_after_the_workflow_server_lost_its_data(
    open_marios: Business, worker: None
) -> None:
    with enter(open_marios.schema_name):
        BookingPolicy.objects.update(offer_minutes=5)
        bruno, carla = wait("Bruno"), wait("Carla")
        assert tend_waiting_lists() == 1
        past = timezone.now() - timedelta(seconds=1)
        WaitingOffer.objects.update(expires_at=past)
        Booking.objects.update(expires_at=past)
    OutboxEvent.objects.update(published_at=timezone.now())  # delivered, and the workflows lost

    with enter(open_marios.schema_name):
        later = timezone.now() + AFTERWARDS
        assert restart_missing_waits(now=later, by=SYSTEM) == 2
        until(lambda: state(bruno) == "waiting")
        assert restart_missing_waits(now=later, by=SYSTEM) == 0
    relay()
    with enter(open_marios.schema_name):
        until(lambda: state(carla) == "offered")
        assert WaitingOffer.objects.get(waiting=bruno).outcome == "lapsed"


def test_rows_say_what_is_unfinished(open_marios: Business) -> None:
    with enter(open_marios.schema_name):
        waiting, now = wait("Bruno"), timezone.now()
        assert unfinished_waits(now=now) == []  # its event may still be on its way
        (found,) = unfinished_waits(now=now + AFTERWARDS)
        assert (found.reference, found.state.status, found.is_told) == (waiting.reference, "waiting", False)
        SentMail.objects.create(
            reference=waiting.reference, kind="waiting_joined", version=1, state="sent", message_id="x"
        )
        (found,) = unfinished_waits(now=now + AFTERWARDS)
        assert found.is_told
        StoppedAppointment.objects.create(reference=waiting.reference, stopped_at=now)
        assert unfinished_waits(now=now + AFTERWARDS) == []


def test_what_is_unfinished_takes_as_many_queries_for_three_as_for_one(open_marios: Business) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as counted:
            unfinished_waits(now=timezone.now() + AFTERWARDS)
        return len(counted)

    with enter(open_marios.schema_name):
        wait("Bruno")
        for_one = queries()
        wait("Carla")
        wait("Dora")
        assert queries() == for_one


def test_a_booking_confirmed_elsewhere_takes_its_person_off_the_list(open_marios: Business, temporal: str) -> None:
    with enter(open_marios.schema_name):
        bruno = wait("Bruno")
        tend_waiting_lists()
        confirm_booking(reference=Booking.objects.get().reference, by=STAFF)
    relay()
    with enter(open_marios.schema_name):
        assert state(bruno) == "booked"
