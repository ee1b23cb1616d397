"""What a business has used, read from its ledgers: nothing here stands in the way of a turn, a booking or a call.

Looked at again and again, each thing is noted once, by its own name; what was missed while nobody looked is found.
"""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, Max, OuterRef, Sum, TextField, Value
from django.db.models.functions import Cast, Concat

from agents.llm.models import LLMCall
from billing.meters import Meter
from billing.models import Subscription, UsageRecord
from billing.operations.usage import Used, note_usage
from businesses.models import UNEATEN_ORDERS, Booking, BookingSource, BookingStatus, Order, OrderStatus
from conversations.models import Conversation, Flow
from knowledge.models import DocumentVersion
from tenants.context import current_business
from tenants.models import Membership

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.db.models import QuerySet

LOOKS_BACK = timedelta(days=2)
"""Longer than a hold lasts, an order waits for its answer, or a call is under way."""
MOST = 20_000
"""Of a kind, in one look: the next one goes on where it ended."""
NOT_TAKEN = (BookingStatus.HELD, BookingStatus.EXPIRED)
NOT_ACCEPTED = (OrderStatus.UNPAID, OrderStatus.PLACED, *UNEATEN_ORDERS)
MEGABYTE = Decimal(1_000_000)


def meter_here(*, now: datetime) -> int:
    """Note what the business entered has used since it was last looked at; how many things were new."""
    business = current_business()
    subscription = Subscription.objects.get(schema=business.schema_name)
    used = [
        *_conversations(_since(Meter.CONVERSATIONS, subscription)),
        *_bookings(_since(Meter.BOOKINGS, subscription)),
        *_orders(_since(Meter.ORDERS, subscription)),
        *_calls(_since(Meter.MODEL_SPEND, subscription)),
        *_levels(now),
    ]
    return note_usage(schema=business.schema_name, used=used, now=now)


def _since(meter: Meter, subscription: Subscription) -> datetime:
    last = UsageRecord.objects.filter(schema=subscription.schema, meter=meter).aggregate(last=Max("at"))["last"]
    return max(last - LOOKS_BACK, subscription.began_at) if last else subscription.began_at


def _conversations(since: datetime) -> Iterator[Used]:
    """With customers: what the business's own people ask is theirs."""
    rows = Conversation.objects.filter(created_at__gte=since).exclude(flow=Flow.DASHBOARD)
    for key, at in _not_noted(rows, "conversation", "pk"):
        yield Used(Meter.CONVERSATIONS, Decimal(1), at, key, key)


def _bookings(since: datetime) -> Iterator[Used]:
    rows = Booking.objects.filter(created_at__gte=since).exclude(status__in=NOT_TAKEN)
    rows = rows.exclude(source=BookingSource.IMPORT)
    for key, at in _not_noted(rows, "booking", "reference"):
        yield Used(Meter.BOOKINGS, Decimal(1), at, key, key)


def _orders(since: datetime) -> Iterator[Used]:
    rows = Order.objects.filter(created_at__gte=since).exclude(status__in=NOT_ACCEPTED)
    for key, at in _not_noted(rows, "order", "reference"):
        yield Used(Meter.ORDERS, Decimal(1), at, key, key)


def _calls(since: datetime) -> Iterator[Used]:
    """With the platform's keys: a business pays for its own itself."""
    rows = LLMCall.objects.filter(created_at__gte=since, is_own_key=False, cost__gt=0).exclude(outcome=LLMCall.OPEN)
    for key, at, cost in _not_noted(rows, "llmcall", "pk", "cost"):
        yield Used(Meter.MODEL_SPEND, cost, at, key, key)


def _not_noted(rows: QuerySet[Any], kind: str, name: str, *further: str) -> Iterator[tuple[Any, ...]]:
    """The oldest: the key each has in the ledger, when it was, and the fields asked for.

    Where there are more than one look takes, the next goes on behind these.
    """
    key = Concat(Value(f"{kind}:"), Cast(name, TextField()), output_field=TextField())
    noted = UsageRecord.objects.filter(schema=current_business().schema_name, key=OuterRef("key_noted"))
    new = rows.annotate(key_noted=key).filter(~Exists(noted)).order_by("created_at", "pk")
    yield from new.values_list("key_noted", "created_at", *further)[:MOST]


def _levels(now: datetime) -> Iterator[Used]:
    """How many and how much there is: noted once an hour at most, and only a first or another level of the day."""
    business = current_business()
    today = now.astimezone(business.zone).date()
    people = Decimal(Membership.objects.filter(business=business).count())
    stored = Decimal(DocumentVersion.objects.aggregate(sum=Sum("size"))["sum"] or 0) / MEGABYTE
    for meter, level in ((Meter.SEATS, people), (Meter.STORAGE, stored.quantize(Decimal("0.001")))):
        last = UsageRecord.objects.filter(schema=business.schema_name, meter=meter).order_by("-at").first()
        is_known = last is not None and last.at.astimezone(business.zone).date() == today and last.quantity == level
        if not is_known:
            yield Used(meter, level, now, f"{meter}:{now:%Y-%m-%dT%H}", f"{meter}:{today}")
