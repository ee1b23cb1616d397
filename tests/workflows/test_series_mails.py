from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core import mail as outbox
from django.utils import timezone

from businesses.availability.rhythm import Rhythm
from businesses.models import Booking, Service
from businesses.operations import book_series, cancel_booking, cancel_following
from businesses.queries import find_slots
from businesses.queries.series import planned_series
from businesses.tokens import booking_by_manage_token, read_slot
from events.models import OutboxEvent
from tenants.actors import SYSTEM
from tests.workflows.bookings import GRETA, STAFF, open_always
from workflows.models import SentMail
from workflows.operations.series_mails import send_series_mail
from workflows.subscriptions import appointment_of
from workflows.unfinished import ON_ITS_WAY, unfinished_appointments

if TYPE_CHECKING:
    from tenants.models import Business


@pytest.fixture
def made(in_marios: Business) -> list[Booking]:
    open_always()
    service, now = Service.objects.get(), timezone.now()
    slot = find_slots(service=service, party_size=2, day=(now + timedelta(days=3)).date(), now=now)[0]
    dates = planned_series(service=service, claim=read_slot(slot.token), rhythm=Rhythm(1, times=3), now=now)
    tokens = [each.slot.token for each in dates if each.slot]
    said: dict[str, Any] = {"every_weeks": 1, "customer": GRETA, "by": STAFF, "source": "staff", "key": "k"}
    series = book_series(slot_tokens=tokens, **said)
    return list(series.bookings.order_by("starts_at"))


def send(event: str) -> bool:
    told = OutboxEvent.objects.get(type=event).payload
    outcome = send_series_mail(event=event, references=told["references"], version=told["version"], by=SYSTEM)
    return outcome.sent


def test_one_mail_has_all_dates_a_link_to_each_and_a_calendar_of_all(made: list[Booking]) -> None:
    assert [send("series.booked"), send("series.booked")] == [True, True]
    [message] = outbox.outbox
    assert message.to == [GRETA.email]
    assert "3 dates booked" in message.subject
    mail = SentMail.objects.get()
    for booking in made:
        assert booking.reference in mail.text
        assert booking.reference in mail.html
        link = next(word for word in mail.text.split() if f"/b/{booking.reference}/" in word)
        token = link.partition("#")[2]
        assert booking_by_manage_token(reference=booking.reference, token=token) == booking
    assert mail.calendar.count("BEGIN:VEVENT") == 3
    assert mail.calendar.count("BEGIN:VCALENDAR") == 1
    assert len({line for line in mail.calendar.split("\r\n") if line.startswith("UID:")}) == 3


def test_a_date_cancelled_before_the_mail_is_not_in_it(made: list[Booking]) -> None:
    cancel_booking(reference=made[1].reference, by=STAFF)
    assert send("series.booked")
    assert made[1].reference not in SentMail.objects.get().text


def test_the_end_of_several_is_told_once(made: list[Booking]) -> None:
    cancel_following(reference=made[1].reference, by=STAFF)
    assert send("series.cancelled")
    mail = SentMail.objects.get()
    assert "METHOD:CANCEL" in mail.calendar
    assert made[0].reference not in mail.text
    assert mail.calendar.count("STATUS:CANCELLED") == 2


def test_appointments_of_a_series_tell_nothing_themselves_and_still_remind(made: list[Booking]) -> None:
    rows = OutboxEvent.objects.filter(type="booking.confirmed").order_by("pk")
    for row in rows:
        appointment = appointment_of(row.as_event())
        assert appointment.is_told
        assert appointment.steps
    later = timezone.now() + ON_ITS_WAY + timedelta(minutes=1)
    assert [each.appointment.is_told for each in unfinished_appointments(now=later)] == [True] * 3
