"""What a subscription does as time goes on and its owner decides."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError, connection, transaction

from billing.errors import NoSuchCoupon, NotOffered, VatIdMalformed
from billing.models import (
    Book,
    Coupon,
    Document,
    Invoice,
    Payer,
    Period,
    Plan,
    Posting,
    PriceList,
    Standing,
    Subscription,
    UsageRecord,
)
from billing.operations.collecting import receive_transfer, remind
from billing.operations.issuing import credit_invoice
from billing.operations.running import advance
from billing.operations.subscribing import begin_subscription, change_payer, change_plan, pause, redeem_coupon
from billing.operations.usage import Used, correct_usage, note_usage
from billing.queries.owed import credit_of, owed_on
from tenants.actors import SYSTEM
from tenants.models import Business
from tests.billing.conftest import BEGAN

if TYPE_CHECKING:
    from collections.abc import Callable

    Subscribed = Callable[..., Subscription]

BERLIN = ZoneInfo("Europe/Berlin")


def plan(key: str) -> Plan:
    return Plan.objects.get(key=key)


def totals(schema: str) -> list[Decimal]:
    return list(Invoice.objects.filter(schema=schema).order_by("pk").values_list("net", flat=True))


def use(schema: str, meter: str, quantity: int, at: datetime, key: str, *, now: datetime | None = None) -> None:
    note_usage(schema=schema, used=[Used(meter, Decimal(quantity), at, key, key)], now=now or at)


def test_a_new_business_tries_the_plan_that_may_be_tried_and_then_has_the_free_one(db: None) -> None:
    business = Business.objects.create(
        slug="new", name="New", country="DE", timezone="Europe/Berlin", currency="EUR", category="food"
    )
    begin_subscription(business=business, now=BEGAN)
    subscription = begin_subscription(business=business, now=BEGAN + timedelta(days=1))
    assert (subscription.plan.key, subscription.standing) == ("pro", Standing.TRIAL)
    advance(schema=business.schema_name, now=BEGAN + timedelta(days=14))
    subscription.refresh_from_db()
    assert (subscription.plan.key, subscription.standing) == ("free", Standing.ACTIVE)
    business.refresh_from_db()
    assert business.most_of("seats") == 2
    assert totals(business.schema_name) == []


def test_a_plan_is_paid_in_advance_and_what_is_beyond_it_when_the_period_is_over(subscribed: Subscribed) -> None:
    schema = subscribed().schema
    use(schema, "conversations", 340, BEGAN + timedelta(days=3), "a")
    assert advance(schema=schema, now=datetime(2027, 2, 1, 0, 0, tzinfo=BERLIN)) == 1
    invoice = Invoice.objects.filter(schema=schema).latest("pk")
    assert [line.amount for line in invoice.lines.all()] == [Decimal("29.00"), Decimal("4.00")]
    assert (invoice.net, invoice.tax, invoice.total) == (Decimal("33.00"), Decimal("6.27"), Decimal("39.27"))
    assert advance(schema=schema, now=datetime(2027, 2, 1, 0, 0, tzinfo=BERLIN)) == 0


def test_usage_that_comes_late_is_billed_later_and_what_was_billed_is_not_billed_again(subscribed: Subscribed) -> None:
    schema, january = subscribed().schema, BEGAN + timedelta(days=5)
    use(schema, "conversations", 310, january, "a")
    advance(schema=schema, now=datetime(2027, 2, 2, tzinfo=UTC))
    use(schema, "conversations", 5, january, "late", now=datetime(2027, 2, 10, tzinfo=UTC))
    use(schema, "conversations", 5, january, "late", now=datetime(2027, 2, 11, tzinfo=UTC))
    advance(schema=schema, now=datetime(2027, 3, 2, tzinfo=UTC))
    record = UsageRecord.objects.get(schema=schema, key="a")
    correct_usage(record=record, quantity=Decimal(300), key="fix", now=datetime(2027, 3, 5, tzinfo=UTC))
    advance(schema=schema, now=datetime(2027, 4, 2, tzinfo=UTC))
    assert totals(schema) == [Decimal(29), Decimal("30.00"), Decimal("29.50"), Decimal("28.00")]


def test_a_move_to_a_higher_plan_is_billed_for_the_rest_of_the_period(subscribed: Subscribed) -> None:
    subscription = subscribed()
    period = subscription.periods.latest("starts_at")
    half = period.starts_at + (period.ends_at - period.starts_at) / 2
    change_plan(schema=subscription.schema, plan=plan("pro"), every="month", by=SYSTEM, now=half)
    assert totals(subscription.schema) == [Decimal(29), Decimal("25.00")]
    one, two = Period.objects.filter(schema=subscription.schema).order_by("starts_at")[1:]
    assert one.ends_at == two.starts_at == half
    assert two.ends_at == period.ends_at


def test_a_lower_plan_begins_when_the_period_is_over_and_can_be_withdrawn(subscribed: Subscribed) -> None:
    schema = subscribed(plan="pro").schema
    change_plan(schema=schema, plan=plan("free"), every="month", by=SYSTEM, now=BEGAN + timedelta(days=1))
    found = change_plan(schema=schema, plan=plan("pro"), every="month", by=SYSTEM, now=BEGAN + timedelta(days=2))
    assert found.next_plan is None
    change_plan(schema=schema, plan=plan("free"), every="month", by=SYSTEM, now=BEGAN + timedelta(days=3))
    assert Subscription.objects.get(schema=schema).plan.key == "pro"
    advance(schema=schema, now=datetime(2027, 2, 2, tzinfo=UTC))
    subscription = Subscription.objects.get(schema=schema)
    assert (subscription.plan.key, subscription.left_at is not None) == ("free", True)
    assert totals(schema) == [Decimal(79)]


def test_a_pause_costs_nothing_until_a_plan_is_chosen_again(subscribed: Subscribed) -> None:
    schema = subscribed().schema
    pause(schema=schema, by=SYSTEM, now=BEGAN)
    advance(schema=schema, now=datetime(2027, 4, 15, tzinfo=UTC))
    assert totals(schema) == [Decimal(29)]
    change_plan(schema=schema, plan=plan("starter"), every="month", by=SYSTEM, now=datetime(2027, 4, 15, tzinfo=UTC))
    assert totals(schema) == [Decimal(29), Decimal(29)]
    assert Period.objects.filter(schema=schema).latest("starts_at").first == date(2027, 4, 15)


def test_a_coupon_takes_something_off_as_many_fees_as_it_says_and_is_used_once(subscribed: Subscribed) -> None:
    schema = subscribed().schema
    Coupon.objects.create(code="HALF", percent=Decimal(50), periods=2)
    redeem_coupon(schema=schema, code="half ", by=SYSTEM, now=BEGAN)
    with pytest.raises(NoSuchCoupon):
        redeem_coupon(schema=schema, code="HALF", by=SYSTEM, now=BEGAN)
    advance(schema=schema, now=datetime(2027, 4, 2, tzinfo=UTC))
    assert totals(schema) == [Decimal(29), Decimal("14.50"), Decimal("14.50"), Decimal(29)]


def test_what_is_not_offered_or_no_vat_id_is_refused_and_changes_nothing(subscribed: Subscribed) -> None:
    schema = subscribed().schema
    with pytest.raises(NotOffered):
        change_plan(schema=schema, plan=plan("custom"), every="month", by=SYSTEM, now=BEGAN)
    payer = Payer.objects.get(schema=schema)
    payer.vat_id = "IT123"
    with pytest.raises(VatIdMalformed):
        change_payer(payer=payer, by=SYSTEM)
    assert Payer.objects.get(schema=schema).vat_id == ""


def test_prices_may_have_the_tax_in_them(subscribed: Subscribed) -> None:
    PriceList.objects.filter(currency="EUR").update(includes_tax=True)
    invoice = Invoice.objects.get(schema=subscribed().schema)
    assert (invoice.net, invoice.tax, invoice.total) == (Decimal("24.37"), Decimal("4.63"), Decimal("29.00"))


def test_what_is_paid_twice_is_owed_to_the_business_and_taken_for_the_next_invoice(subscribed: Subscribed) -> None:
    schema = subscribed().schema
    first = Invoice.objects.get(schema=schema)
    for reference in ("one", "one", "two"):
        receive_transfer(invoice=first, amount=first.total, reference=reference, at=BEGAN)
    assert (owed_on(first), credit_of(schema, "EUR")) == (Decimal(0), first.total)
    advance(schema=schema, now=datetime(2027, 2, 2, tzinfo=UTC))
    assert owed_on(Invoice.objects.filter(schema=schema).latest("pk")) == 0
    assert credit_of(schema, "EUR") == 0


def test_a_credit_note_has_a_number_of_its_own_and_is_written_once(subscribed: Subscribed) -> None:
    subscription = subscribed()
    invoice = Invoice.objects.get(schema=subscription.schema)
    for _again in range(2):
        note = credit_invoice(
            invoice=invoice, subscription=subscription, amount=Decimal(10), text="Goodwill", key="credit:1",
            zone=BERLIN, now=BEGAN, by=SYSTEM,
        )  # fmt: skip
    assert (note.document, note.total, note.credits) == (Document.CREDIT_NOTE, Decimal("11.90"), invoice)
    assert (invoice.number[:3], note.number[:4]) == ("XS-", "XS-C")
    assert owed_on(invoice) == invoice.total - note.total


def test_nobody_changes_what_was_sent_and_nothing_is_posted_that_does_not_balance(subscribed: Subscribed) -> None:
    invoice = Invoice.objects.get(schema=subscribed().schema)
    use(invoice.schema, "bookings", 1, BEGAN, "k")
    changes = (
        lambda: Invoice.objects.update(total=1),
        lambda: Posting.objects.all().delete(),
        lambda: UsageRecord.objects.update(quantity=2),
    )
    for change in changes:
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            change()
    posting = Posting.objects.filter(book=Book.REVENUE)[0]
    posting.pk, posting.amount = None, Decimal(5)
    connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(DatabaseError, match="come to nothing"), transaction.atomic():
        posting.save(force_insert=True)


def test_who_does_not_pay_has_a_grace_and_then_what_the_free_plan_has(subscribed: Subscribed) -> None:
    subscription = subscribed(plan="pro")
    business = Business.objects.get(schema_name=subscription.schema)
    due = Invoice.objects.get(schema=subscription.schema).due_on
    stands = []
    for days in (0, 1, 13, 14):
        now = datetime(due.year, due.month, due.day, 12, tzinfo=UTC) + timedelta(days=days)
        remind(business=business, provider=lambda: None, now=now)
        stands.append(Subscription.objects.get(pk=subscription.pk).standing)
    assert stands == [Standing.ACTIVE, Standing.LATE, Standing.LATE, Standing.LIMITED]
    business.refresh_from_db()
    assert business.most_of("seats") == 2
    assert business.most_of("bookings") is None
    invoice = Invoice.objects.get(schema=subscription.schema)
    receive_transfer(invoice=invoice, amount=invoice.total, reference="r", at=now)
    assert Subscription.objects.get(pk=subscription.pk).standing == Standing.ACTIVE
    business.refresh_from_db()
    assert business.limits == {}
