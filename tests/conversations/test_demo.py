"""The demo's conversations: over, of the days of their bookings, and told to nobody."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db.models import F
from django.utils import timezone

from businesses.dashboard.periods import Span, periods_of
from businesses.dashboard.queries import dashboard_of
from businesses.models import Booking
from businesses.queries import business_today
from conversations.demo import seed_conversations
from conversations.models import Conversation, ConversationBooking, Message
from events.models import OutboxEvent
from tenants.context import current_business
from tests.businesses import rows
from tests.businesses.dashboard.diaries import booked, figure

if TYPE_CHECKING:
    from tenants.models import Business


@pytest.fixture
def four_weeks(in_marios: Business) -> Business:
    """With a booking by chat each day, and one by the form."""
    rows.clear_rows()
    table, today = rows.add_service(rows.add_table("T9"), needs_party=True), business_today()
    for offset in range(1, 28):
        booked(table, today - timedelta(days=offset), 12, source="chat", minutes=60)
        booked(table, today - timedelta(days=offset), 14, minutes=60)
    return current_business()


def test_each_booking_by_chat_was_spoken_of_before_it_began(four_weeks: Business) -> None:
    told = OutboxEvent.objects.count()
    seed_conversations(four_weeks)

    links = ConversationBooking.objects.all()
    assert links.count() == Booking.objects.filter(source="chat").count() == 27
    assert not links.filter(booking__starts_at__lte=F("conversation__ended_at")).exists()
    assert not Conversation.objects.exclude(status="ended", ended_at__lt=timezone.now()).exists()
    said = Message.objects.all()
    assert not said.filter(created_at__lt=F("conversation__created_at")).exists()
    assert not said.filter(created_at__gt=F("conversation__ended_at")).exists()
    assert OutboxEvent.objects.count() == told


def test_some_were_handed_over_and_answered(four_weeks: Business) -> None:
    seed_conversations(four_weeks)
    found = dashboard_of(*periods_of(Span.LAST_28, today=business_today()))
    handed, answered = figure(found, "handed_over").value, figure(found, "answered_after").value
    assert handed is not None
    assert 0 < handed < 1
    assert answered is not None
    assert 1 < answered < 24
