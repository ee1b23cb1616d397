"""What the platform earns: by currency, as of a moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Count, Q, Sum

from billing.models import Book, Period, Posting, Standing, Subscription
from billing.periods import MONTHS
from payments.models import Difference, Payment
from payments.platform import PLATFORM
from payments.ports import State

if TYPE_CHECKING:
    from datetime import datetime

MONTH = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Earned:
    """``monthly`` are the fees of the periods that run, a year's by its twelfth; ``revenue`` of thirty days, net."""

    currency: str
    monthly: Decimal
    revenue: Decimal
    owed: Decimal


@dataclass(frozen=True, slots=True)
class Figures:
    """``churn``: of those who paid thirty days ago, how many percent went back to the free plan since."""

    earned: list[Earned]
    paying: int
    trying: int
    left: int
    churn: int
    failed: int
    differences: int


def figures(*, now: datetime) -> Figures:
    counts = Subscription.objects.aggregate(
        trying=Count("pk", filter=Q(standing=Standing.TRIAL)), left=Count("pk", filter=Q(left_at__gt=now - MONTH))
    )
    running = Period.objects.filter(starts_at__lte=now, ends_at__gt=now, fee__gt=0)
    before = Period.objects.filter(starts_at__lte=now - MONTH, ends_at__gt=now - MONTH, fee__gt=0)
    paying, paid = running.values("schema").distinct().count(), before.values("schema").distinct().count()
    return Figures(
        earned=[_earned(currency, now) for currency in _currencies()],
        paying=paying,
        trying=counts["trying"],
        left=counts["left"],
        churn=round(100 * counts["left"] / paid) if paid else 0,
        failed=Payment.objects.filter(account=PLATFORM, state=State.FAILED, told_at__gt=now - MONTH).count(),
        differences=Difference.objects.filter(account=PLATFORM, settled_at=None).count(),
    )


def _currencies() -> list[str]:
    return list(Subscription.objects.values_list("currency", flat=True).distinct().order_by("currency"))


def _earned(currency: str, now: datetime) -> Earned:
    running = Period.objects.filter(
        starts_at__lte=now, ends_at__gt=now, fee__gt=0, subscription__currency=currency
    ).values_list("every", "fee")
    sums = Posting.objects.filter(currency=currency)
    lately = sums.filter(book=Book.REVENUE, journal__at__gt=now - MONTH)
    owed = sums.filter(book=Book.RECEIVABLE).aggregate(sum=Sum("amount"))["sum"]
    return Earned(
        currency,
        sum((fee / MONTHS[every] for every, fee in running), Decimal(0)),
        -(lately.aggregate(sum=Sum("amount"))["sum"] or Decimal(0)),
        owed or Decimal(0),
    )
