"""A deposit in the chat: its terms before the yes, held and not called booked until it is paid, and told when it is."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils import timezone

from businesses.models import Booking, CardAccount, Deposit, Service
from businesses.operations.deposits.paying import page_to_pay
from businesses.operations.deposits.refunding import hear_of_unpaid
from conversations.models import Message
from tests.payments.far_end import KEY, SECRET, far_end
from tests.workflows.test_walk import relay

if TYPE_CHECKING:
    import pytest

    from tests.conversations.talking import Talk


def test_it_is_held_until_its_deposit_is_paid_and_never_called_booked_before(
    talk: Talk, settings: pytest.FixtureRequest
) -> None:
    CardAccount.objects.create(pk=1, key=KEY, notice_secret=SECRET)
    Service.objects.update(deposit=Decimal(20))
    reply = talk.until_read_back()
    assert "A deposit of €20.00 is asked for; whoever cancels at least 2 hours before gets it back." in reply

    reply = talk.say("yes")
    booking = Booking.objects.detailed().get()
    assert booking.status == "held"
    assert (
        f"It is booked once the deposit of €20.00 is paid: http://marios.localhost:8000/b/{booking.reference}/" in reply
    )
    assert ("is held for you until" in reply, "You're booked" in reply) == (True, False)
    assert talk.turn["booking"]["deposit"]["is_owed"] is True
    assert "is held for you until" in talk.say("yes")
    assert (Booking.objects.count(), Deposit.objects.count()) == (1, 1)

    with far_end() as (books, address):
        settings.STRIPE_API_URL = address  # type: ignore[attr-defined]
        books.now = now = timezone.now()
        books.pay_on_page(page_to_pay(booking=booking, now=now))
        hear_of_unpaid(now=now)
    relay()
    told = Message.objects.filter(conversation=talk.id).order_by("sequence").last()
    assert told is not None
    assert told.text.startswith("You're booked, Anna Rossi: Table for 2")

    talk.say("cancel my booking")
    assert "The deposit of €20.00 goes back to where it was paid from." in talk.say("yes")
