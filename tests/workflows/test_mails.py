from __future__ import annotations

import dataclasses
import smtplib
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from django.core import mail as outbox
from django.utils import timezone

from businesses.models import BookingStatus, Service
from businesses.operations import amend_booking, cancel_booking, move_booking
from businesses.tokens import booking_by_manage_token
from tenants.actors import SYSTEM
from tenants.context import enter
from tenants.operations import set_suspended
from tests.workflows.bookings import GRETA, STAFF, book, in_days, open_always
from workflows import models
from workflows.definitions.messages import MailKind, MailOutcome
from workflows.definitions.order_messages import OrderMailKind
from workflows.definitions.waiting_messages import WaitingMailKind
from workflows.errors import MailHeldBack, MailNotAccepted, MailRefused, MailUnderWay
from workflows.mail.facts import ink_on
from workflows.models import MailState, SentMail
from workflows.operations import send_booking_mail
from workflows.operations.mails import reason_not_to_send

if TYPE_CHECKING:
    from businesses.models import Booking
    from tenants.models import Business


@pytest.fixture
def booking(in_marios: Business) -> Booking:
    open_always()
    return book(in_days(3))


def send(booking: Booking, kind: MailKind = MailKind.CONFIRMATION, *, name: str = "", version: int = 1) -> MailOutcome:
    return send_booking_mail(
        reference=booking.reference,
        kind=kind,
        name=name,
        version=version,
        starts_at=booking.during.lower,
        by=SYSTEM,
    )


def test_kinds_of_rows_and_of_workflows_are_the_same() -> None:
    of_workflows = {kind.value for kind in (*MailKind, *OrderMailKind, *WaitingMailKind)}
    kind = models.MailKind
    by_an_event_alone = {kind.CHANGED, kind.REPORT, kind.SERIES_BOOKED, kind.SERIES_MOVED, kind.SERIES_CANCELLED}
    assert set(kind.values) == of_workflows | by_an_event_alone


def test_confirmation_states_the_row_and_carries_a_calendar_entry(booking: Booking) -> None:
    assert send(booking).sent

    [message] = outbox.outbox
    assert isinstance(message, outbox.EmailMultiAlternatives)
    html = str(message.alternatives[0][0])
    starts = booking.during.lower.astimezone(ZoneInfo("Europe/Rome"))
    for body in (message.body, html):
        assert booking.reference in body
        assert f"{starts:%H:%M}" in body
        assert "Rome time" in body
        assert "Via Roma 1" in body
    assert message.to == [GRETA.email]
    assert message.from_email.startswith("Marios Canarymarios")
    assert f"DTSTART:{booking.during.lower.astimezone(UTC):%Y%m%dT%H%M%SZ}" in str(message.attachments[0])


def test_manage_link_opens_the_booking_and_keeps_its_token_out_of_the_request(booking: Booking) -> None:
    send(booking)
    text = SentMail.objects.get().text
    link = next(word for word in text.split() if f"/b/{booking.reference}/" in word)
    address, _, token = link.partition("#")

    assert booking_by_manage_token(reference=booking.reference, token=token) == booking
    assert token not in address


def test_mail_goes_out_once_however_often_it_is_asked_for(booking: Booking) -> None:
    outcomes = [send(booking) for _ in range(3)]

    assert [outcome.sent for outcome in outcomes] == [True, True, True]
    assert len(outbox.outbox) == 1
    assert SentMail.objects.count() == 1


def test_two_reminders_of_one_version_are_two_mails(booking: Booking) -> None:
    send(booking, MailKind.REMINDER, name="24h")
    send(booking, MailKind.REMINDER, name="2h")

    assert len(outbox.outbox) == 2


def test_cancelled_booking_gets_no_reminder(booking: Booking) -> None:
    cancel_booking(reference=booking.reference, by=STAFF)

    outcome = send(booking, MailKind.REMINDER, name="24h")

    assert outcome == MailOutcome(sent=False, reason="booking is cancelled")
    assert outbox.outbox == []
    assert send(booking, MailKind.CANCELLATION, version=2).sent


@pytest.mark.parametrize("kind", [MailKind.CONFIRMATION, MailKind.RESCHEDULED, MailKind.REMINDER, MailKind.FOLLOW_UP])
def test_a_suspended_business_writes_to_nobody_until_it_is_open_again(
    booking: Booking, in_marios: Business, kind: MailKind
) -> None:
    set_suspended(business=in_marios, is_suspended=True, by=SYSTEM)
    with enter(in_marios.schema_name), pytest.raises(MailHeldBack) as held:
        send(booking, kind)
    assert not held.value.permanent, "it is tried again for as long as it makes sense"
    assert not outbox.outbox
    set_suspended(business=in_marios, is_suspended=False, by=SYSTEM)
    with enter(in_marios.schema_name):
        assert send(booking, kind).sent


@pytest.mark.parametrize(
    ("kind", "hours", "reason"),
    [
        (MailKind.CONFIRMATION, -1, "visit has begun"),
        (MailKind.RESCHEDULED, -1, "visit has begun"),
        (MailKind.REMINDER, 0, "visit has begun"),
        (MailKind.CONFIRMATION, -30, "visit has begun"),
        (MailKind.FOLLOW_UP, -30, ""),
        (MailKind.CONFIRMATION, 1, ""),
        (MailKind.CANCELLATION, -30, "visit would be over"),
        (MailKind.CANCELLATION, 1, ""),
    ],
)
def test_no_mail_speaks_of_what_has_been_as_of_what_will_be(
    booking: Booking, kind: MailKind, hours: int, reason: str
) -> None:
    if kind is MailKind.CANCELLATION:
        booking = cancel_booking(reference=booking.reference, by=STAFF)
    now = booking.during.lower - timedelta(hours=hours)
    assert reason_not_to_send(booking, kind, booking.during.lower, now=now) == reason


def test_cancellation_mail_needs_a_cancelled_booking(booking: Booking) -> None:
    assert not send(booking, MailKind.CANCELLATION).sent


def test_mail_about_a_time_that_has_changed_is_left_to_the_newer_version(booking: Booking) -> None:
    outcome = send_booking_mail(
        reference=booking.reference,
        kind=MailKind.REMINDER,
        name="2h",
        version=1,
        starts_at=booking.during.lower - timedelta(hours=1),
        by=SYSTEM,
    )

    assert outcome == MailOutcome(sent=False, reason="booking has moved")


def test_thank_you_goes_to_those_who_came_only(in_marios: Business) -> None:
    open_always()
    yesterday = in_days(-1)
    came, stayed_away = book(yesterday), book(yesterday + timedelta(hours=3))
    move_booking(reference=came.reference, to=BookingStatus.COMPLETED, by=STAFF)
    move_booking(reference=stayed_away.reference, to=BookingStatus.NO_SHOW, by=STAFF)

    assert send(came, MailKind.FOLLOW_UP).sent
    assert not send(stayed_away, MailKind.FOLLOW_UP).sent


def test_customer_without_an_address_is_shown_to_staff_instead(in_marios: Business) -> None:
    open_always()
    booking = book(in_days(3), customer=dataclasses.replace(GRETA, email=""))

    outcome = send(booking)

    assert outcome == MailOutcome(sent=False, reason="no_address")
    assert SentMail.objects.get().state == MailState.NO_ADDRESS
    assert outbox.outbox == []


def test_attempt_killed_while_sending_is_taken_over_when_its_claim_ends(booking: Booking) -> None:
    send(booking)
    first_id = outbox.outbox[0].extra_headers["Message-ID"]
    SentMail.objects.update(state=MailState.SENDING, sent_at=None, claimed_until=timezone.now() + timedelta(seconds=5))
    with pytest.raises(MailUnderWay):
        send(booking)

    SentMail.objects.update(claimed_until=timezone.now() - timedelta(seconds=1))
    assert send(booking).sent
    assert outbox.outbox[-1].extra_headers["Message-ID"] == first_id
    assert SentMail.objects.get().state == MailState.SENT


@pytest.mark.parametrize(
    ("reply", "expected", "state"),
    [
        (smtplib.SMTPServerDisconnected("gone"), MailNotAccepted, MailState.SENDING),
        (smtplib.SMTPResponseException(451, b"later"), MailNotAccepted, MailState.SENDING),
        (smtplib.SMTPResponseException(550, b"never"), MailRefused, MailState.FAILED),
        (smtplib.SMTPRecipientsRefused({"greta@example.com": (550, b"unknown")}), MailRefused, MailState.FAILED),
    ],
)
def test_refusals_of_the_mail_server_are_told_apart(
    booking: Booking, monkeypatch: pytest.MonkeyPatch, reply: Exception, expected: type[Exception], state: str
) -> None:
    def refuse(self: object, messages: object) -> int:
        raise reply

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
    with pytest.raises(expected):
        send(booking)

    assert SentMail.objects.get().state == state
    monkeypatch.undo()
    assert send(booking).sent is (expected is MailNotAccepted)


def test_mail_is_in_the_customers_language(in_marios: Business) -> None:
    open_always()
    booking = book(datetime(2027, 3, 10, 17, 0, tzinfo=UTC), customer=dataclasses.replace(GRETA, locale="de"))
    send(booking)

    assert "Mittwoch" in SentMail.objects.get().subject


def test_names_are_data_in_every_part_of_a_mail(in_marios: Business) -> None:
    open_always()
    booking = book(in_days(3), customer=dataclasses.replace(GRETA, name="<b>Bobby</b> {{ x }}"))
    send(booking)

    mail = SentMail.objects.get()
    assert "&lt;b&gt;Bobby" in mail.html
    assert "<b>Bobby" not in mail.html


def test_equal_references_of_two_businesses_are_two_mails(marios: Business, bella: Business) -> None:
    from businesses.models import Booking

    for business in (marios, bella):
        with enter(business.schema_name):
            open_always()
            booking = book(in_days(3))
            Booking.objects.update(reference="K7F-2QM")
            booking.reference = "K7F-2QM"
            assert send(booking).sent

    assert len({message.extra_headers["Message-ID"] for message in outbox.outbox}) == 2
    for business, own, foreign in ((marios, "Canarymarios", "Canarybella"), (bella, "Canarybella", "Canarymarios")):
        with enter(business.schema_name):
            mail = SentMail.objects.get()
            assert own in mail.html
            assert foreign not in mail.html


@pytest.mark.parametrize(("colour", "ink"), [("#1f4b99", "#ffffff"), ("#ffe08a", "#1d2329"), ("#000000", "#ffffff")])
def test_words_stand_out_on_any_brand_colour(colour: str, ink: str) -> None:
    assert ink_on(colour) == ink


def test_mail_about_a_visit_says_where_we_come(in_marios: Business) -> None:
    open_always()
    Service.objects.update(is_visit=True)
    booking = book(in_days(3))
    amend_booking(reference=booking.reference, address="12 Oak Street\nflat 4A", by=STAFF)
    assert send(booking).sent

    [message] = outbox.outbox
    assert isinstance(message, outbox.EmailMultiAlternatives)
    for body in (message.body, str(message.alternatives[0][0])):
        assert "12 Oak Street, flat 4A" in body
        assert "Via Roma 1" not in body
    assert "LOCATION:12 Oak Street\\, flat 4A" in SentMail.objects.get().calendar


@pytest.mark.parametrize(
    "name",
    [
        "Win http://evil.example/x now",
        "www.evil.example",
        "evil.example/prize",
        "HTTPS://EVIL.EXAMPLE",
        "a@evil.example",
    ],
)
def test_a_name_is_no_link_in_a_mail(in_marios: Business, name: str) -> None:
    open_always()
    send(book(in_days(3), customer=dataclasses.replace(GRETA, name=name)))
    [message] = outbox.outbox
    assert isinstance(message, outbox.EmailMultiAlternatives)
    for body in (str(message.body), str(message.alternatives[0][0])):
        assert "evil.example" not in body.lower()
        assert "://evil" not in body.lower()
