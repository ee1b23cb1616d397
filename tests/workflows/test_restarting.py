"""The workflow server has lost what it knew: rows bring every appointment back, and nobody gets a mail twice."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.core import mail as outbox
from django.db import connection
from django.db.models import F
from django.utils import timezone
from temporalio.client import WorkflowExecutionStatus

from businesses.models import Booking, BookingChange, Service
from businesses.operations import cancel_booking, reschedule_booking, take_back
from businesses.queries import find_slots
from events.heartbeats import APPOINTMENTS
from events.models import OutboxEvent
from events.queries import troubles
from tenants.actors import SYSTEM
from tenants.context import enter
from tenants.operations import set_suspended
from tests.owner import as_owner
from tests.workflows.bookings import CUSTOMER, STAFF, book, in_days, open_always
from tests.workflows.test_walk import mails_of, relay, status_of, until
from workflows.definitions.messages import appointment_id
from workflows.models import MailSettings, SentMail, StoppedAppointment
from workflows.operations import cancel_workflow, restart_missing
from workflows.tasks import restart_missing_appointments
from workflows.unfinished import unfinished_appointments

if TYPE_CHECKING:
    from tenants.models import Business
    from tests.workflows.servers import Server

AFTERWARDS = timedelta(minutes=10)
"""When what changed a moment ago is no longer on its way."""


@pytest.fixture
def temporal(server: Server) -> str:
    """The worker of these tests works for this server."""
    return "default"


def sweep(business: Business) -> int:
    with enter(business.schema_name):
        return restart_missing(now=timezone.now() + AFTERWARDS, by=SYSTEM)


def is_running(business: Business, booking: Booking) -> bool:
    return status_of(business, booking) == WorkflowExecutionStatus.RUNNING


def moved(booking: Booking, *, days: int) -> Booking:
    day = in_days(days).date()
    slot = find_slots(service=Service.objects.get(), party_size=2, day=day, at=None, now=timezone.now())[0]
    return reschedule_booking(reference=booking.reference, slot_token=slot.token, by=CUSTOMER)


def test_lost_appointments_run_again_and_no_mail_goes_out_twice(
    open_marios: Business, server: Server, worker: None
) -> None:
    with enter(open_marios.schema_name):
        bookings = [book(in_days(days)) for days in range(3, 8)]
        relay()
        until(lambda: len(mails_of(open_marios)) == 5)
        moved(bookings[0], days=9)
        cancel_booking(reference=bookings[1].reference, by=CUSTOMER)
    relay()
    until(lambda: len(mails_of(open_marios)) == 7)
    server.lose_its_data()

    assert sweep(open_marios) == 4
    assert sweep(open_marios) == 0
    assert [is_running(open_marios, booking) for booking in (bookings[0], *bookings[2:])] == [True] * 4
    with enter(open_marios.schema_name):
        cancel_booking(reference=bookings[2].reference, by=CUSTOMER)
    relay()
    until(lambda: len(mails_of(open_marios)) == 8)
    assert max(Counter(mails_of(open_marios)).values()) == 1
    assert len(outbox.outbox) == 8


def test_what_was_never_told_is_told_as_what_it_is(open_marios: Business, server: Server, worker: None) -> None:
    with enter(open_marios.schema_name):
        new, changed = book(in_days(4)), book(in_days(5))
        moved(changed, days=6)
        SentMail.objects.all().delete()
    OutboxEvent.objects.update(published_at=timezone.now())  # the events were delivered, and their workflows lost

    assert sweep(open_marios) == 2
    until(lambda: len(mails_of(open_marios)) == 2)
    assert set(mails_of(open_marios)) == {("confirmation", new.reference), ("rescheduled", changed.reference)}


def test_the_sweep_sounds_the_alarm_once(open_marios: Business, open_bella: Business, server: Server) -> None:
    for business in (open_marios, open_bella):
        with enter(business.schema_name):
            book(in_days(4))
            long_ago(business)
    OutboxEvent.objects.update(published_at=timezone.now())

    assert restart_missing_appointments() == 2
    assert "2 bookings had no workflow" in troubles()[APPOINTMENTS]
    assert restart_missing_appointments() == 0
    assert APPOINTMENTS not in troubles()


def test_a_sweep_without_the_server_says_so(open_marios: Business, server: Server) -> None:
    long_ago(open_marios, book_in=4)
    server.kill()
    assert restart_missing_appointments() == 0
    assert "Temporal" in troubles()[APPOINTMENTS]


def test_one_business_in_trouble_leaves_no_other_without(
    open_marios: Business, open_bella: Business, server: Server
) -> None:
    for business in (open_marios, open_bella):
        long_ago(business, book_in=4)
    with enter(open_marios.schema_name), as_owner(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE workflows_sentmail RENAME TO elsewhere")
    assert restart_missing_appointments() == 1
    assert open_marios.schema_name in troubles()[APPOINTMENTS]


def test_a_suspended_business_waits(open_marios: Business, server: Server) -> None:
    long_ago(open_marios, book_in=4)
    set_suspended(business=open_marios, is_suspended=True, by=SYSTEM)
    assert restart_missing_appointments() == 0
    set_suspended(business=open_marios, is_suspended=False, by=SYSTEM)
    assert restart_missing_appointments() == 1


def test_what_somebody_stopped_stays_stopped(open_marios: Business, server: Server, worker: None) -> None:
    with enter(open_marios.schema_name):
        booking = book(in_days(5))
    relay()
    until(lambda: mails_of(open_marios))
    with enter(open_marios.schema_name):
        cancel_workflow(workflow_id=appointment_id(open_marios.schema_name, booking.reference), by=STAFF)
        assert StoppedAppointment.objects.get().reference == booking.reference
    server.lose_its_data()
    assert sweep(open_marios) == 0
    with enter(open_marios.schema_name):
        moved(booking, days=8)
    assert sweep(open_marios) == 1, "the move began it anew"


def long_ago(business: Business, *, book_in: int = 0) -> None:
    """Let all bookings of the business have been made before now."""
    with enter(business.schema_name):
        if book_in:
            book(in_days(book_in))
        BookingChange.objects.update(at=F("at") - AFTERWARDS)


class TestUnfinished:
    """By the rows alone."""

    @pytest.fixture(autouse=True)
    def inside(self, in_marios: Business) -> None:
        open_always()

    def unfinished(self, *, after: timedelta = AFTERWARDS) -> list[str]:
        return [each.appointment.reference for each in unfinished_appointments(now=timezone.now() + after)]

    def told(self, booking: Booking, *kinds: str, state: str = "sent", version: int = 1) -> None:
        for each in kinds:
            kind, _, name = each.partition(":")
            SentMail.objects.create(
                reference=booking.reference, kind=kind, name=name, version=version, subject="", text="", html="",
                message_id="", state=state,
            )  # fmt: skip

    def test_what_was_made_a_moment_ago_is_on_its_way(self) -> None:
        book(in_days(4))
        assert self.unfinished(after=timedelta(minutes=1)) == []

    def test_what_waits_for_its_news_or_a_reminder_is(self) -> None:
        untold, reminded = book(in_days(4)), book(in_days(5))
        self.told(reminded, "confirmation", "reminder:24h")
        assert self.unfinished() == [untold.reference, reminded.reference]

    @pytest.mark.parametrize("state", ["sent", "no_address", "failed"])
    def test_what_has_had_all_its_mails_is_not(self, state: str) -> None:
        self.told(book(in_days(4)), "confirmation", "reminder:24h", "reminder:2h", "follow_up", state=state)
        assert self.unfinished() == []

    def test_a_mail_on_its_way_is_not_had(self) -> None:
        booking = book(in_days(4))
        self.told(booking, "confirmation", "reminder:24h", "reminder:2h", "follow_up", state="sending")
        assert self.unfinished() == [booking.reference]

    @pytest.mark.parametrize("is_told", [True, False])
    def test_where_no_reminders_are_wanted_the_news_is_all(self, is_told: bool) -> None:
        MailSettings.objects.create(pk=1, first_reminder_hours=None, last_reminder_hours=None, follow_up_hours=None)
        booking = book(in_days(4))
        if is_told:
            self.told(booking, "confirmation")
        assert self.unfinished() == ([] if is_told else [booking.reference])

    @pytest.mark.parametrize("is_told", [True, False])
    def test_a_cancellation_that_was_taken_back_is_no_news(self, is_told: bool) -> None:
        MailSettings.objects.create(pk=1, first_reminder_hours=None, last_reminder_hours=None, follow_up_hours=None)
        booking = book(in_days(4))
        if is_told:
            self.told(booking, "confirmation")
        gone = cancel_booking(reference=booking.reference, by=STAFF)
        take_back(reference=booking.reference, version=gone.version, by=STAFF)
        assert self.unfinished() == ([] if is_told else [booking.reference])

    def test_what_was_cancelled_or_written_down_when_it_was_over_is_not(self) -> None:
        cancel_booking(reference=book(in_days(4)).reference, by=STAFF)
        book(in_days(-2))
        assert self.unfinished() == []

    @pytest.mark.parametrize(("hours", "is_there"), [(1, True), (20, True), (40, True), (47, False), (200, False)])
    def test_a_visit_that_is_over_is_until_it_is_too_late_to_thank(self, hours: int, is_there: bool) -> None:
        booking = book(in_days(3))
        after = booking.ends_at - timezone.now() + timedelta(hours=hours)
        assert self.unfinished(after=after) == ([booking.reference] if is_there else [])

    def test_the_version_is_that_of_the_last_news(self) -> None:
        booking = book(in_days(4))
        moved(booking, days=6)
        [each] = unfinished_appointments(now=timezone.now() + AFTERWARDS)
        assert (each.appointment.version, each.news.value, each.appointment.is_told) == (2, "rescheduled", False)
        self.told(booking, "rescheduled", version=2)
        [each] = unfinished_appointments(now=timezone.now() + AFTERWARDS)
        assert each.appointment.is_told
