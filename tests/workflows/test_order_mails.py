"""An order's mails, written from its row: what they say, to whom, and that each goes out once."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.core import mail as outbox
from django.utils import timezone

from businesses.models import Customer, Deposit, Order, OrderStatus
from businesses.operations.orders import move_order
from tenants.actors import SYSTEM
from tenants.context import enter
from tenants.models import Business
from tests.businesses import rows
from tests.businesses.ordering import menus
from tests.businesses.ordering.menus import line, option
from workflows.definitions.order_messages import OrderMailKind
from workflows.errors import MailHeldBack
from workflows.models import SentMail
from workflows.operations.order_mails import send_order_mail

if TYPE_CHECKING:
    from tenants.models import Business

LATER = rows.NOW + timedelta(minutes=5)


@pytest.fixture
def order(in_marios: Business) -> Order:
    Business.objects.update(email="kitchen@marios.example")
    rows.clear_rows()
    rows.open_daily((12, 23))
    menus.set_order_policy(tax_rate=10)
    toppings = menus.add_group("Toppings", {"Ham": "2.00", "Basil": "0"})
    pizza = menus.add_item("Margherita", "9.00", toppings)
    menus.add_zone(fee=2, minutes=15)
    wished = line(pizza, 2, option("Ham", "double"), option("Basil", is_left_out=True), note="well done")
    return menus.place(wished, way="delivery", address="Via Po 7\nscala B")


def sent(order: Order, kind: OrderMailKind) -> SentMail:
    outcome = send_order_mail(reference=order.reference, kind=kind, version=order.version, by=SYSTEM)
    assert outcome.sent, outcome.reason
    return SentMail.objects.get(reference=order.reference, kind=kind.value)


def moved(order: Order, to: OrderStatus, reason: str = "") -> Order:
    return move_order(reference=order.reference, to=to, by=SYSTEM, reason=reason, now=LATER)


def test_a_placed_order_is_told_with_its_lines_and_total(order: Order) -> None:
    mail = sent(order, OrderMailKind.PLACED)

    assert (mail.to, mail.subject) == (
        "anna@example.com",
        f"Received: your order {order.reference} at Marios Canarymarios",
    )
    for told in ("2 × Margherita", "double Ham", "without Basil", "well done", "€26.00", "Delivery", "€2.00", "€28.00"):
        assert told in mail.text, told
        assert told in mail.html, told
    assert "Tuesday 10 March at 12:35" in mail.text  # ready at 12:20, brought in fifteen minutes
    assert f"http://marios.localhost:8000/o/{order.reference}/#" in mail.text
    assert "Via Po 7, scala B" in mail.text


def test_one_that_waits_to_be_paid_leads_to_its_page_and_what_came_late_is_told(order: Order) -> None:
    asked = Deposit.objects.create(
        of="order", reference=order.reference, amount=order.total, currency="EUR", asked_at=rows.NOW
    )
    pay_by = timezone.now() + timedelta(minutes=15)
    Order.objects.update(status=OrderStatus.UNPAID, deposit=asked, pay_by=pay_by)
    mail = sent(order, OrderMailKind.UNPAID)
    for told in ("It is placed once €28.00 is paid", "Pay the order", f"/o/{order.reference}/#"):
        assert told in mail.text, told
        assert told in mail.html, told

    moved(order, OrderStatus.LAPSED)
    assert "so nothing is ordered and nothing is charged" in sent(order, OrderMailKind.LAPSED).text
    assert "It goes back to where it was paid from" in sent(order, OrderMailKind.PAID_LATE).text


def test_a_mail_goes_out_once(order: Order) -> None:
    sent(order, OrderMailKind.PLACED)
    sent(order, OrderMailKind.PLACED)
    assert len(outbox.outbox) == 1


@pytest.mark.parametrize(
    ("kind", "path"),
    [
        (OrderMailKind.ACCEPTED, ["accepted"]),
        (OrderMailKind.READY, ["accepted", "ready"]),
        (OrderMailKind.FEEDBACK, ["accepted", "ready", "completed"]),
        (OrderMailKind.CANCELLED, ["cancelled"]),
        (OrderMailKind.REJECTED, ["rejected"]),
        (OrderMailKind.OVERDUE, ["accepted", "preparing"]),
    ],
)
def test_each_mail_goes_with_its_state_and_no_other(order: Order, kind: OrderMailKind, path: list[str]) -> None:
    too_early = send_order_mail(reference=order.reference, kind=kind, version=1, by=SYSTEM)
    assert (too_early.sent, too_early.reason) == (False, "order is placed")
    for status in path:
        order = moved(order, OrderStatus(status))
    assert order.reference in sent(order, kind).text
    late = send_order_mail(reference=order.reference, kind=OrderMailKind.PLACED, version=1, by=SYSTEM)
    assert not late.sent


def test_the_reason_is_told_to_who_was_turned_down(order: Order) -> None:
    mail = sent(moved(order, OrderStatus.REJECTED, "The oven is broken"), OrderMailKind.REJECTED)
    assert "The oven is broken" in mail.text
    assert "#" not in mail.text.split("Reference")[1]  # nothing is left to manage


def test_who_got_no_answer_in_time_is_told_so(order: Order) -> None:
    assert (
        "nobody could accept your order in time"
        in sent(moved(order, OrderStatus.REJECTED), OrderMailKind.REJECTED).text
    )


def test_that_an_order_is_late_is_told_to_the_business(order: Order) -> None:
    mail = sent(moved(order, OrderStatus.ACCEPTED), OrderMailKind.OVERDUE)
    assert mail.to == "kitchen@marios.example"
    assert "/staff/kitchen/" in mail.text
    assert f"/o/{order.reference}/#" not in mail.text  # the customer's key is the customer's


def test_links_that_customers_write_are_no_links(in_marios: Business, order: Order) -> None:
    Customer.objects.update(name="Win at evil.example now")
    Order.objects.update(note="See http://evil.example/")
    mail = sent(order, OrderMailKind.PLACED)
    assert "evil.example" not in mail.text
    assert "evil.example" not in mail.html


@pytest.mark.parametrize(
    ("locale", "told"),
    [
        ("es", "Su pedido ha llegado"),
        ("fr", "Votre commande est arrivée"),
        ("de", "Ihre Bestellung ist da"),
        ("it", "Il Suo ordine è arrivato"),
        ("pt", "A sua encomenda chegou"),
    ],
)
def test_mails_speak_the_customer_s_language(order: Order, locale: str, told: str) -> None:
    Customer.objects.update(locale=locale)
    mail = sent(order, OrderMailKind.PLACED)
    assert mail.text.startswith(told)
    assert "your order" not in mail.text


def test_without_an_address_nothing_leaves(in_marios: Business, order: Order) -> None:
    Customer.objects.update(email="")
    outcome = send_order_mail(reference=order.reference, kind=OrderMailKind.PLACED, version=1, by=SYSTEM)
    assert (outcome.sent, outcome.reason, outbox.outbox) == (False, "no_address", [])


def test_a_suspended_business_writes_later(order: Order, in_marios: Business) -> None:
    Business.objects.update(is_suspended=True)
    with enter(in_marios.schema_name), pytest.raises(MailHeldBack):
        send_order_mail(reference=order.reference, kind=OrderMailKind.PLACED, version=1, by=SYSTEM)


def test_of_an_order_that_is_none_nothing_is_sent(in_marios: Business) -> None:
    assert not send_order_mail(reference="K7F-2QM", kind=OrderMailKind.PLACED, version=1, by=SYSTEM).sent
