"""That a customer waits is mailed to the business once, when they have waited for as long as it says."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.core import mail
from django.utils import timezone

from conversations.models import AlertSettings, Conversation
from conversations.operations import (
    alert_of_waiting,
    request_handoff,
    start_conversation,
    store_message,
    take_over,
)
from conversations.operations.staffing import hand_back, reply_as_staff
from conversations.post import mail_alert
from conversations.tasks import alert_businesses
from tenants.actors import SYSTEM, Actor
from tenants.celery import SCHEMA_HEADER
from tenants.context import enter
from tests.factories import new_user

if TYPE_CHECKING:
    from tenants.models import Business

VISITOR = Actor("customer", "v")


def waiting(reason: str = "asked") -> Conversation:
    conversation = start_conversation(by=VISITOR).conversation
    return request_handoff(conversation_id=conversation.pk, reason=reason, summary="secret words", by=VISITOR)


def alerted(*, after: timedelta) -> int:
    return len(alert_of_waiting(now=timezone.now() + after, post=lambda _each: None, by=SYSTEM))


def test_once_and_not_before_the_time_the_business_says(in_marios: Business) -> None:
    AlertSettings.objects.create(pk=1, after_minutes=5)
    waiting()
    assert alerted(after=timedelta(minutes=4)) == 0
    assert alerted(after=timedelta(minutes=6)) == 1
    assert alerted(after=timedelta(hours=6)) == 0


def test_danger_does_not_wait(in_marios: Business) -> None:
    waiting("emergency")
    assert alerted(after=timedelta()) == 1


def test_danger_is_told_of_though_their_waiting_was_and_stays_danger(in_marios: Business) -> None:
    conversation = waiting()
    assert alerted(after=timedelta(hours=1)) == 1
    for reason in ("emergency", "asked"):
        request_handoff(conversation_id=conversation.pk, reason=reason, summary="", by=VISITOR)
    assert Conversation.objects.get().is_danger
    assert [alerted(after=timedelta()) for _ in range(2)] == [1, 0]


def test_staff_who_talk_with_somebody_in_danger_are_not_mailed_at_every_word(in_marios: Business) -> None:
    sara = Actor("staff", str(new_user("sara@example.com", business=in_marios).pk), "Sara")
    conversation = waiting("emergency")
    take_over(conversation_id=conversation.pk, by=sara)
    reply_as_staff(conversation_id=conversation.pk, text="We are coming", by=sara)
    store_message(conversation_id=conversation.pk, text="thank you", by=VISITOR)
    assert alerted(after=timedelta()) == 0
    assert alerted(after=timedelta(hours=1)) == 1


def test_never_where_the_business_wants_none(in_marios: Business) -> None:
    AlertSettings.objects.create(pk=1, after_minutes=None)
    waiting("emergency")
    assert alerted(after=timedelta(days=1)) == 0


def test_who_waits_again_is_told_of_again(in_marios: Business) -> None:
    sara = Actor("staff", str(new_user("sara@example.com", business=in_marios).pk), "Sara")
    conversation = waiting()
    assert alerted(after=timedelta(hours=1)) == 1
    take_over(conversation_id=conversation.pk, by=sara)
    reply_as_staff(conversation_id=conversation.pk, text="hello", by=sara)
    hand_back(conversation_id=conversation.pk, by=sara)
    assert alerted(after=timedelta(hours=1)) == 0
    request_handoff(conversation_id=conversation.pk, reason="asked", summary="", by=VISITOR)
    assert alerted(after=timedelta(hours=1)) == 1


def send(business: Business, conversation: Conversation) -> None:
    mail_alert.apply(kwargs={"conversation": str(conversation.pk)}, headers={SCHEMA_HEADER: business.schema_name}).get()


@pytest.mark.parametrize(("to", "expected"), [("desk@example.com", "desk@example.com"), ("", "hello@marios.example")])
def test_the_mail_leads_there_and_says_nothing_of_theirs(marios: Business, to: str, expected: str) -> None:
    marios.email, marios.name = "hello@marios.example", "Mario & Sons"
    marios.save()
    with enter(marios.schema_name):
        AlertSettings.objects.create(pk=1, to=to)
        conversation = waiting()
    send(marios, conversation)
    (sent,) = mail.outbox
    assert sent.to == [expected]
    assert sent.subject.startswith("Mario & Sons: "), "a mail of plain text is no page"
    assert f"/staff/inbox/{conversation.pk}/" in sent.body
    assert "secret words" not in f"{sent.body} {sent.subject}"


def test_who_was_answered_meanwhile_is_not_written_of(marios: Business) -> None:
    with enter(marios.schema_name):
        AlertSettings.objects.create(pk=1, to="desk@example.com")
        conversation = waiting()
        Conversation.objects.update(status="ended")
    send(marios, conversation)
    assert mail.outbox == []


def test_every_business_is_looked_at(marios: Business, bella: Business) -> None:
    for business in (marios, bella):
        with enter(business.schema_name):
            waiting("emergency")
    assert alert_businesses() == 2
