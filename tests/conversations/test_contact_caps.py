"""A contact that has its share of places is told so in the chat, too, and nothing is booked."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest

from businesses.contacts import CustomerDetails
from businesses.models import Booking, BookingSource, Service
from businesses.operations import record_booking
from businesses.operations.caps import A_DAY
from tenants.actors import SYSTEM
from tenants.context import current_business
from tests.conversations.talking import Talk, a_day


@pytest.mark.parametrize("email", ["anna@example.com", "ANNA@example.com", "anna+1@example.com"])
def test_the_chat_tells_it(talk: Talk, email: str) -> None:
    noon = datetime.combine(a_day(), time(13), tzinfo=current_business().zone)
    for hours in range(A_DAY):
        record_booking(
            service=Service.objects.get(),
            party_size=2,
            start=noon + timedelta(hours=hours // 2 * 6),
            customer=CustomerDetails("Anna Rossi", email=email),
            by=SYSTEM,
            source=BookingSource.IMPORT,
        )
    talk.until_read_back()
    assert "please call us" in talk.say("yes please")
    assert Booking.objects.count() == A_DAY
