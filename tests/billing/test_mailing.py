"""Who is billed is told once each of what is to be paid, why a card did not pay, and what is nearly used up."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from billing.models import Invoice, Payer
from billing.operations.collecting import collect, known_payer, receive_transfer, remind
from billing.operations.mailing import mail_owner, tell_of_unpaid, tell_of_use
from billing.operations.usage import Used, note_usage, sum_hours
from tenants.models import Business
from tests.billing.conftest import BEGAN
from tests.payments.far_end import DECLINED

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.core.mail import EmailMessage

    from billing.models import Subscription
    from payments.stripe.adapter import Stripe
    from tests.payments.far_end import Books


def test_an_invoice_is_told_of_when_it_is_new_refused_and_late(
    subscribed: Callable[..., Subscription],
    far: tuple[Books, Stripe],
) -> None:
    books, stripe = far
    books.now = BEGAN
    schema = subscribed().schema
    Payer.objects.filter(schema=schema).update(email="owner@example.com")
    business, invoice = Business.objects.get(schema_name=schema), Invoice.objects.get(schema=schema)

    def told(days: int) -> int:
        return tell_of_unpaid(business=business, now=BEGAN + timedelta(days=days))

    assert [told(0), told(0)] == [1, 0]
    books.cards[known_payer(schema=schema, provider=stripe).card_holder] = DECLINED
    collect(invoice=invoice, provider=stripe, now=BEGAN)
    assert [told(1), told(1)] == [1, 0]
    remind(business=business, provider=lambda: stripe, now=BEGAN + timedelta(days=15, hours=4))
    assert [told(15), told(15)] == [1, 0]
    receive_transfer(invoice=invoice, amount=invoice.total, reference="r", at=BEGAN)
    assert told(16) == 0


def test_a_plan_that_is_nearly_used_up_is_told_at_80_and_at_100_percent(
    subscribed: Callable[..., Subscription],
) -> None:
    schema = subscribed().schema
    business = Business.objects.get(schema_name=schema)
    found = []
    for number, conversations in enumerate((200, 40, 30, 30, 30)):
        used = Used("conversations", Decimal(conversations), BEGAN + timedelta(hours=1), f"k{number}", "x")
        note_usage(schema=schema, used=[used], now=BEGAN)
        sum_hours()
        found.append(tell_of_use(business=business, now=BEGAN + timedelta(days=1)))
    assert found == [0, 1, 0, 1, 0]


def test_the_mail_says_how_much_why_and_where_to_pay(mailoutbox: list[EmailMessage]) -> None:
    facts: dict[str, object] = {
        "business": "Mario", "number": "XS-000001", "owed": "35,00 €", "day": "1. Mai 2027", "is_late": True,
        "why": "Die Karte ist abgelaufen.", "link": "http://marios.localhost/staff/billing/",
    }  # fmt: skip
    mail_owner("unpaid", ["owner@example.com"], "de", facts)
    [mail] = mailoutbox
    assert mail.subject == "Mario: Rechnung XS-000001, 35,00 € zu zahlen"
    assert mail.to == ["owner@example.com"]
    for said in (
        "Die Karte ist abgelaufen.",
        "Sie war am 1. Mai 2027 fällig.",
        "http://marios.localhost/staff/billing/",
    ):
        assert said in mail.body
