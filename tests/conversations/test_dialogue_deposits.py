"""What is paid in the chat: its terms before the yes, not called done until it is paid, and told when it is."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils import timezone

from businesses.models import Booking, CardAccount, Deposit, Order, Service
from businesses.operations.deposits.paying import page_to_pay, page_to_pay_order
from businesses.operations.deposits.refunding import hear_of_unpaid
from conversations.models import Message
from tenants.actors import SYSTEM
from tests.businesses import rows
from tests.businesses.ordering import menus
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


def test_an_order_is_placed_by_being_paid_and_never_called_so_before(
    talk: Talk, settings: pytest.FixtureRequest
) -> None:
    CardAccount.objects.create(pk=1, key=KEY, notice_secret=SECRET)
    rows.clear_rows()
    rows.open_daily((0, 24))
    menus.set_order_policy(pickup_payment="before", takes_delivery=False, takes_dine_in=False)
    menus.add_item("Espresso", "1.50", allergens=[])
    talk.say("an espresso to take away please")
    read_back = talk.say("Ada Lovelace") and talk.say("ada@example.com")
    assert "It is paid by card beforehand: you get a link, and it is placed once it is paid." in read_back

    reply = talk.say("yes please")
    order = Order.objects.detailed().get()
    paid_at = f"it is placed once €1.50 is paid: http://marios.localhost:8000/o/{order.reference}/ Until"
    assert (order.status, paid_at in reply, "your order is in" in reply) == ("unpaid", True, False)
    assert (talk.turn["order"]["can_pay"], talk.turn["order"]["payment"]["is_owed"]) == (True, True)
    assert "it is placed once €1.50 is paid" in talk.say("how is my order?")

    with far_end() as (books, address):
        settings.STRIPE_API_URL = address  # type: ignore[attr-defined]
        books.now = now = timezone.now()
        books.pay_on_page(page_to_pay_order(order=order, by=SYSTEM, now=now))
        hear_of_unpaid(now=now)
    relay()
    told = Message.objects.filter(conversation=talk.id).order_by("sequence").last()
    assert told is not None
    assert told.text.startswith(
        "Your payment of €1.50 has come. Thank you, Ada Lovelace, your order is in: 1 x Espresso"
    )

    talk.say("cancel my order")
    assert "€1.50 goes back to where it was paid from." in talk.say("yes")
