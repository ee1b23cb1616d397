"""Use is read from the ledgers, once each; summed by the hour, late or corrected; limited where work begins."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from billing.errors import UsageConflict
from billing.meters import Meter
from billing.models import Invoice, Subscription, UsageHour, UsageRecord
from billing.operations import metering
from billing.operations.metering import meter_here
from billing.operations.removing import forget_business
from billing.operations.running import advance
from billing.operations.usage import Used, correct_usage, note_usage, sum_hours
from billing.queries.used import shown_between, used_between
from conversations.models import Conversation, Flow
from knowledge.errors import TooMuchStored
from knowledge.operations.sources import add_source
from tenants.actors import SYSTEM
from tenants.context import enter
from tenants.errors import NoSeatLeft
from tenants.models import Business
from tenants.operations import invite_member

if TYPE_CHECKING:
    from collections.abc import Callable

HOUR = datetime(2027, 1, 5, 10, tzinfo=UTC)
A = "b_a"


def note(quantity: int, at: datetime, key: str, meter: str = "bookings", schema: str = A) -> int:
    return note_usage(schema=schema, used=[Used(meter, Decimal(quantity), at, key, key)], now=at)


def test_a_key_counts_once_in_each_business(db: None) -> None:
    assert [note(1, HOUR, "k"), note(1, HOUR, "k"), note(7, HOUR, "k", schema="b_b")] == [1, 0, 1]
    sum_hours()
    assert {each.schema: each.quantity for each in UsageHour.objects.all()} == {A: 1, "b_b": 7}


def test_hours_are_summed_again_for_what_comes_late_or_is_corrected(db: None) -> None:
    note(3, HOUR + timedelta(minutes=5), "one")
    sum_hours()
    note(4, HOUR + timedelta(minutes=59), "late")
    correct_usage(record=UsageRecord.objects.get(key="one"), quantity=Decimal(1), key="fix", now=HOUR)
    correct_usage(record=UsageRecord.objects.get(key="one"), quantity=Decimal(1), key="fix", now=HOUR)
    assert (sum_hours(), sum_hours()) == (2, 0)
    assert UsageHour.objects.get().quantity == 5
    with pytest.raises(UsageConflict):
        correct_usage(record=UsageRecord.objects.get(key="one"), quantity=Decimal(2), key="fix", now=HOUR)


def test_a_level_is_the_most_there_was_and_a_correction_takes_its_place(db: None) -> None:
    for hour, level in enumerate((2, 9, 4)):
        note(level, HOUR + timedelta(hours=hour), f"s{hour}", meter="seats")
    correct_usage(record=UsageRecord.objects.get(key="s1"), quantity=Decimal(5), key="fix", now=HOUR)
    sum_hours()
    span = (HOUR - timedelta(minutes=30), HOUR + timedelta(hours=2, minutes=30))
    assert used_between(A, "seats", *span) == shown_between(A, "seats", *span) == 5


def test_sums_of_hours_and_records_say_the_same_wherever_a_period_begins(db: None) -> None:
    for minute in range(0, 600, 7):
        note(minute, HOUR + timedelta(minutes=minute), f"m{minute}")
    sum_hours()
    for first, last in ((0, 600), (13, 431), (59, 61), (30, 45), (60, 120)):
        span = (HOUR + timedelta(minutes=first), HOUR + timedelta(minutes=last))
        assert used_between(A, "bookings", *span) == shown_between(A, "bookings", *span)


def test_what_happened_in_a_business_is_noted_once_with_what_opens_it(marios: Business, bella: Business) -> None:
    for business in (marios, bella):
        with enter(business.schema_name):
            Conversation.objects.create(flow=Flow.DEDICATED)
            Conversation.objects.create(flow=Flow.DASHBOARD)
            now = timezone.now() + timedelta(minutes=1)
            assert [meter_here(now=now), meter_here(now=now)] == [3, 0]
    with enter(marios.schema_name):
        found = UsageRecord.objects.get(meter=Meter.CONVERSATIONS)
        assert found.schema == marios.schema_name
        assert found.about == f"conversation:{Conversation.objects.get(flow=Flow.DEDICATED).pk}"


def test_more_than_one_look_takes_is_noted_by_the_next(marios: Business, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metering, "MOST", 2)
    now = timezone.now() + timedelta(minutes=1)
    with enter(marios.schema_name):
        meter_here(now=now)
        for _ in range(5):
            Conversation.objects.create(flow=Flow.DEDICATED)
        assert [meter_here(now=now) for _ in range(4)] == [2, 2, 1, 0]
        about = UsageRecord.objects.filter(schema=marios.schema_name, meter=Meter.CONVERSATIONS)
        assert about.count() == Conversation.objects.count()


def test_a_limit_holds_where_work_begins_and_says_what_to_do(marios: Business) -> None:
    marios.limits = {"seats": "1", "storage": "0.0001"}
    marios.save()
    invite_member(business=marios, email="one@example.com", role="staff", by=SYSTEM)
    invite_member(business=marios, email="one@example.com", role="staff", by=SYSTEM)
    with pytest.raises(NoSeatLeft, match="higher plan"):
        invite_member(business=marios, email="two@example.com", role="staff", by=SYSTEM)
    with enter(marios.schema_name):
        add_source(content=b"x" * 60, by=SYSTEM, now=HOUR)
        with pytest.raises(TooMuchStored, match="higher plan"):
            add_source(content=b"x" * 60, by=SYSTEM, now=HOUR)


def test_a_business_sees_no_other_s_billing(subscribed: Callable[..., Subscription], marios: Business) -> None:
    other = subscribed()
    assert Invoice.objects.filter(schema=other.schema).exists()
    with enter(marios.schema_name):
        assert set(Subscription.objects.values_list("schema", flat=True)) == {marios.schema_name}
        assert not Invoice.objects.exists()


def test_of_a_business_that_is_deleted_invoices_and_ledger_stay_and_nothing_else(
    subscribed: Callable[..., Subscription],
) -> None:
    schema = subscribed().schema
    note(3, HOUR, "one", schema=schema)
    sum_hours()
    forget_business(Business.objects.get(schema_name=schema))
    assert not UsageRecord.objects.exists()
    assert not UsageHour.objects.exists()
    assert Invoice.objects.get(schema=schema).billed_to["country"] == "DE"
    assert Subscription.objects.get(schema=schema).standing == "ended"
    assert advance(schema=schema, now=HOUR + timedelta(days=90)) == 0
