"""Cards by Stripe, over HTTP against a far end that speaks its protocol: what is paid, what not, what is told."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from billing.explanations import about_dispute, why_not
from billing.models import Book, Invoice, Payer, Posting
from billing.operations.collecting import collect, known_payer, page_to_pay, refund
from billing.queries.owed import owed_on
from payments.errors import NotRefundable
from payments.models import Difference, Dispute, Notice, Payment, Verdict, Way
from payments.operations.notices import receive_notice
from payments.operations.reconciling import reconcile
from payments.platform import PLATFORM
from payments.ports import State
from tests.billing.conftest import BEGAN, subscribed
from tests.payments.far_end import ASKS, DECLINED, GOOD, signed

if TYPE_CHECKING:
    from collections.abc import Callable

    from billing.models import Subscription
    from payments.stripe.adapter import Stripe
    from tests.payments.far_end import Books

    Far = tuple[Books, Stripe]

__all__ = ["subscribed"]


@pytest.fixture
def invoice(subscribed: Callable[..., Subscription], far: Far) -> Invoice:
    """Of a business whose card is known to Stripe and good."""
    books, stripe = far
    books.now = BEGAN
    found = Invoice.objects.get(schema=subscribed().schema)
    books.cards[known_payer(schema=found.schema, provider=stripe).card_holder] = GOOD
    return found


def card(far: Far, invoice: Invoice, does: str) -> None:
    far[0].cards[Payer.objects.get(schema=invoice.schema).card_holder] = does


def send(body: bytes, signature: str | None = None) -> int:
    client = Client(headers={"host": "localhost"})
    signature = signed(body) if signature is None else signature
    answer = client.post(
        "/payments/stripe/", body, content_type="application/json", headers={"Stripe-Signature": signature}
    )
    return answer.status_code


def book(name: str, of: Invoice) -> list[str]:
    return [str(each.amount) for each in Posting.objects.filter(book=name, schema=of.schema).order_by("pk")]


def test_a_good_card_pays_and_every_word_of_it_changes_nothing_more(far: Far, invoice: Invoice) -> None:
    books, stripe = far
    assert stripe.card_of(Payer.objects.get(schema=invoice.schema).card_holder).last_digits == "4242"  # type: ignore[union-attr]
    collect(invoice=invoice, provider=stripe, now=BEGAN)
    assert collect(invoice=invoice, provider=stripe, now=BEGAN) is None
    assert owed_on(invoice) == 0
    assert [send(books.events[0]) for _ in range(3)] == [200, 200, 200]
    assert book(Book.CASH, invoice) == [str(invoice.total)]
    notice = Notice.objects.get()
    assert (notice.verdict, notice.times, notice.schema) == (Verdict.NOTHING, 3, invoice.schema)


@pytest.mark.parametrize(
    ("does", "state", "words"),
    [(DECLINED, State.FAILED, "not enough money"), (ASKS, State.ACTION, "confirm this payment yourself")],
)
def test_a_card_that_does_not_pay_is_told_in_plain_words_and_paid_on_a_page(
    far: Far, invoice: Invoice, does: str, state: str, words: str
) -> None:
    books, stripe = far
    card(far, invoice, does)
    payment = collect(invoice=invoice, provider=stripe, now=BEGAN)
    assert payment is not None
    assert (payment.state, owed_on(invoice)) == (state, invoice.total)
    assert words in str(why_not(payment))
    page = page_to_pay(invoice=invoice, provider=stripe, back="https://x.example", now=BEGAN + timedelta(hours=2))
    books.pay_on_page(page)
    books.events.reverse()
    assert {send(each) for each in books.events} == {200}
    assert owed_on(invoice) == 0
    assert book(Book.CASH, invoice) == [str(invoice.total)]


def test_while_stripe_is_down_nothing_is_known_and_nothing_is_started_again(far: Far, invoice: Invoice) -> None:
    books, stripe = far
    stripe.client.v1  # noqa: B018  # the SDK is there before it is down
    books.is_down = True
    payment = collect(invoice=invoice, provider=stripe, now=BEGAN)
    assert payment is not None
    assert payment.state == State.STARTED
    assert collect(invoice=invoice, provider=stripe, now=BEGAN + timedelta(minutes=5)) is None
    assert owed_on(invoice) == invoice.total


def test_what_is_not_stripe_s_word_or_not_ours_changes_nothing_and_is_listed(far: Far, invoice: Invoice) -> None:
    books, stripe = far
    collect(invoice=invoice, provider=stripe, now=BEGAN)
    paid = json.loads(books.events[0])
    stranger = books.tell("payment_intent.succeeded", {**paid["data"]["object"], "id": "pi_x", "metadata": {}})
    unknown = books.tell("customer.updated", {"object": "customer", "id": "cus_1"})
    others = books.tell("payment_intent.succeeded", paid["data"]["object"], account="acct_other")
    live = books.tell("payment_intent.succeeded", paid["data"]["object"], livemode=True)
    dearer = books.tell("payment_intent.succeeded", {**paid["data"]["object"], "amount": 1})
    Payment.objects.update(state=State.STARTED)
    before = Posting.objects.count()
    sent = [send(each) for each in (stranger, unknown, others, live, dearer)]
    assert sent == [200, 200, 400, 400, 200]
    assert [send(b"{}", "t=1,v1=00"), send(books.events[0], ""), send(b"\xff", "x")] == [400, 400, 400]
    verdicts = list(Notice.objects.order_by("pk").values_list("verdict", flat=True))
    assert verdicts == ["stranger", "unknown", "others", "others", "differs", "forged", "forged", "forged"]
    assert Posting.objects.count() == before


def test_a_dispute_is_told_and_booked_whichever_word_comes_first(far: Far, invoice: Invoice) -> None:
    books, stripe = far
    collect(invoice=invoice, provider=stripe, now=BEGAN)
    dispute = books.dispute(Payment.objects.get(schema=invoice.schema).reference)
    send(books.events[-1])
    assert "taken it back for now" in str(about_dispute(Dispute.objects.get(schema=invoice.schema)))
    books.decide(dispute["id"], "lost")
    send(books.events[-1])
    send(books.events[-2])
    assert Dispute.objects.get(schema=invoice.schema).state == State.LOST
    assert (book(Book.DISPUTED, invoice), book(Book.LOSS, invoice)) == (
        [str(invoice.total), str(-invoice.total)],
        [str(invoice.total)],
    )


def test_reconciling_takes_down_what_no_notice_told_and_names_what_differs(far: Far, invoice: Invoice) -> None:
    books, stripe = far
    payment = collect(invoice=invoice, provider=stripe, now=BEGAN)
    assert payment is not None
    books.refund(payment.reference, 500)
    books.named("payment_intent", "pi", amount=700, currency="eur", customer="cus_9", status="succeeded", metadata={})
    lost = Payment.objects.create(
        schema=invoice.schema, purpose="invoice", about=str(invoice.uid), way=Way.STRIPE, account=PLATFORM,
        amount=3, currency="EUR", started_at=BEGAN, state=State.PAID, reference="pi_lost",
    )  # fmt: skip
    for _again in range(2):
        found = reconcile(
            provider=stripe, way=Way.STRIPE, account=PLATFORM, since=BEGAN - timedelta(days=1),
            now=BEGAN + timedelta(days=1),
        )  # fmt: skip
        assert sorted((each.what, each.reference) for each in found) == [
            ("not known here", "pi_6"),
            ("not known there", "pi_lost"),
            ("refund made there", "re_4"),
        ]
    assert Difference.objects.count() == 3
    assert book(Book.UNEXPLAINED, invoice) == ["5.00"]
    lost.delete()
    reconcile(provider=stripe, way=Way.STRIPE, account=PLATFORM, since=BEGAN, now=BEGAN + timedelta(days=1))
    assert Difference.objects.filter(what="not known there").get().settled_at is not None


def test_no_more_is_paid_back_than_is_owed_to_the_business(far: Far, invoice: Invoice) -> None:
    payment = collect(invoice=invoice, provider=far[1], now=BEGAN)
    assert payment is not None
    with pytest.raises(NotRefundable):
        refund(payment=payment, amount=payment.amount, key="k", provider=far[1])


def test_a_business_s_own_account_uses_the_same_inbox_and_meets_no_other(far: Far, invoice: Invoice) -> None:
    books, stripe = far
    collect(invoice=invoice, provider=stripe, now=BEGAN)
    verdict = receive_notice(
        provider=stripe, way=Way.STRIPE, account=invoice.schema, body=books.events[0],
        signature=signed(books.events[0]), now=BEGAN,
    )  # fmt: skip
    assert verdict == Verdict.STRANGER
