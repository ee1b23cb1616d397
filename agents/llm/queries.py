"""What models have cost and saved, of the business entered."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import TruncDate
from django.utils import timezone

from agents.llm.budgets import limit_of
from agents.llm.models import BudgetMeter, LLMCall, Scope
from agents.llm.terms import terms_here

if TYPE_CHECKING:
    from datetime import date, datetime, timedelta
    from uuid import UUID

    from django.db.models import QuerySet

    from agents.llm.models import Budget

LONGEST_LIST = 20
ASKED = ~Q(outcome__in=(LLMCall.CACHED, LLMCall.OPEN))
FAILED = ~Q(outcome__in=(LLMCall.CACHED, LLMCall.OPEN, LLMCall.ANSWERED))


@dataclass(frozen=True, slots=True)
class Line:
    """Of a day, a purpose, an agent or a conversation: calls, tokens both ways, dollars."""

    of: date | str | UUID
    calls: int
    tokens: int
    cost: Decimal
    saved: Decimal


@dataclass(frozen=True, slots=True)
class Costs:
    """Of a stretch of days; saved by using answers again, and by asking the small model where it was enough."""

    calls: int
    failed: int
    reused: int
    cost: Decimal
    saved_by_cache: Decimal
    saved_by_routing: Decimal
    by_day: list[Line]
    by_purpose: list[Line]
    by_agent: list[Line]
    by_conversation: list[Line]

    def __bool__(self) -> bool:
        return bool(self.calls or self.reused)


@dataclass(frozen=True, slots=True)
class Used:
    """How far a budget is used up, reservations of calls under way included."""

    budget: Budget
    spent: Decimal
    share: int


def costs(*, days: timedelta) -> Costs:
    return costs_between(timezone.now() - days, timezone.now())


def costs_between(start: datetime, end: datetime) -> Costs:
    """Without the end."""
    rows = LLMCall.objects.filter(created_at__gte=start, created_at__lt=end)
    whole = rows.aggregate(
        calls=Count("pk", filter=ASKED),
        failed=Count("pk", filter=FAILED),
        reused=Count("pk", filter=Q(outcome=LLMCall.CACHED)),
        cost=Sum("cost", default=Decimal(0)),
        by_cache=Sum("saved", filter=Q(outcome=LLMCall.CACHED), default=Decimal(0)),
        by_routing=Sum("saved", filter=ASKED, default=Decimal(0)),
    )
    return Costs(
        calls=whole["calls"],
        failed=whole["failed"],
        reused=whole["reused"],
        cost=whole["cost"],
        saved_by_cache=whole["by_cache"],
        saved_by_routing=whole["by_routing"],
        by_day=_lines(rows.annotate(of=TruncDate("created_at")), "-of"),
        by_purpose=_lines(rows.annotate(of=F("purpose")), "-cost"),
        by_agent=_lines(rows.exclude(agent="").annotate(of=F("agent")), "-cost"),
        by_conversation=_lines(rows.exclude(conversation=None).annotate(of=F("conversation")), "-cost"),
    )


def _lines(rows: QuerySet[Any], order: str) -> list[Line]:
    summed = rows.values("of").annotate(
        calls=Count("pk"),
        tokens=Sum(F("asked_tokens") + F("answered_tokens")),
        dollars=Sum("cost"),
        kept=Sum("saved"),
    )
    ordered = summed.order_by(order.replace("cost", "dollars"))[:LONGEST_LIST]
    return [Line(each["of"], each["calls"], each["tokens"], each["dollars"], each["kept"]) for each in ordered]


def used_budgets() -> list[Used]:
    """The budgets in use that are one sum: those of each visitor are many."""
    now, found = timezone.now(), []
    for budget in terms_here().budgets:
        if budget.scope == Scope.VISITOR:
            continue
        meter = BudgetMeter.objects.filter(key=limit_of(budget, now=now).key).first()
        spent = meter.spent + meter.reserved if meter else Decimal(0)
        share = round(100 * spent / budget.amount) if budget.amount else 100
        found.append(Used(budget, spent, share))
    return found
