"""Budgets: reserved before a call, settled after it, given back when the process that called has died.

Each of the three is one statement, so that no two calls can both take the last of a budget, whatever the isolation:
meters are locked in the order of their keys, and what is compared is what is true once they are. A reservation is the
open line of the ledger itself. It is at least what the call can cost: a token is a byte or more of what is asked.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from agents.llm.events import BUDGET_WARNED
from agents.llm.models import BudgetMeter, Period, Scope
from agents.llm.values import CURRENCY
from events.operations import publish
from events.types import MONITORING
from tenants.actors import SYSTEM
from tenants.context import current_business, current_schema

if TYPE_CHECKING:
    from collections.abc import Iterable

    from agents.llm.models import Budget
    from agents.llm.rungs import Rung
    from agents.llm.values import Request

LOST_AFTER = timedelta(seconds=30)
"""Beyond what the call may take: then whoever made it is dead."""
WARN_AT = Decimal("0.8")
MOST_METERS = 10_000
METERS_KEPT = timedelta(days=400)
ALLOWANCE = "allowance"
PLATFORM = "platform"
"""What the platform lets a business spend with the platform's keys: no row, a setting, or less by its own limits."""
LIMITED_BY = "model_spend"
"""What that is called among the limits of a business, in dollars a month."""


@dataclass(frozen=True, slots=True)
class Limit:
    """A meter that must hold, by its key, and the most it may come to."""

    key: str
    starts_on: datetime
    most: Decimal


@dataclass(frozen=True, slots=True)
class Reservation:
    """``call`` is the line of the ledger; ``meters`` the limits it counts against, by the meter's row."""

    call: int
    amount: Decimal
    meters: dict[int, Limit] = field(default_factory=dict)


RESERVE = """
WITH wanted AS (SELECT * FROM unnest(%(meters)s::bigint[], %(most)s::numeric[]) AS w(id, most)),
held AS (
    SELECT m.id, m.spent + m.reserved + %(amount)s <= w.most AS fits
    FROM agents_budgetmeter m JOIN wanted w USING (id) ORDER BY m.id FOR UPDATE OF m
),
verdict AS (SELECT count(*) AS found, coalesce(bool_and(fits), true) AS fits FROM held),
taken AS (
    UPDATE agents_budgetmeter m SET reserved = m.reserved + %(amount)s
    FROM held, verdict v WHERE m.id = held.id AND v.fits AND v.found = cardinality(%(meters)s::bigint[])
),
made AS (
    INSERT INTO agents_llmcall (created_at, expires_at, purpose, agent, conversation, rung, provider, model, is_own_key,
        prompt, outcome, cache, attempts, asked_tokens, answered_tokens, cached_tokens, is_estimated, reserved, meters,
        cost, saved, currency, milliseconds)
    SELECT %(now)s, %(expires)s, %(purpose)s, %(agent)s, %(conversation)s, %(rung)s, %(provider)s, %(model)s, %(own)s,
        %(prompt)s, 'open', '', 0, 0, 0, 0, false, %(amount)s, %(meters)s::bigint[], 0, 0, %(currency)s, 0
    FROM verdict v WHERE v.fits AND v.found = cardinality(%(meters)s::bigint[])
    RETURNING id
)
SELECT (SELECT id FROM made), found FROM verdict
"""

SETTLE = """
WITH call AS (SELECT reserved, meters FROM agents_llmcall WHERE id = %(call)s FOR UPDATE),
held AS (
    SELECT m.id FROM agents_budgetmeter m, call WHERE m.id = ANY (call.meters) ORDER BY m.id FOR UPDATE OF m
),
closed AS (
    UPDATE agents_llmcall SET outcome = %(outcome)s, attempts = %(attempts)s, asked_tokens = %(asked)s,
        answered_tokens = %(answered)s, cached_tokens = %(cached)s, is_estimated = %(estimated)s, cost = %(cost)s,
        saved = %(saved)s, milliseconds = %(milliseconds)s, reserved = 0
    WHERE id = %(call)s
)
UPDATE agents_budgetmeter m SET spent = m.spent + %(cost)s, reserved = m.reserved - call.reserved
FROM held, call WHERE m.id = held.id RETURNING m.id, m.spent, m.warned_at
"""

EXPIRE = """
WITH gone AS (
    SELECT id, reserved, meters FROM agents_llmcall WHERE outcome = 'open' AND expires_at <= %(now)s
    ORDER BY id FOR UPDATE SKIP LOCKED
),
back AS (SELECT meter, sum(reserved) AS amount FROM gone, unnest(meters) AS meter GROUP BY meter),
held AS (
    SELECT m.id, b.amount FROM agents_budgetmeter m JOIN back b ON b.meter = m.id ORDER BY m.id FOR UPDATE OF m
),
given AS (UPDATE agents_budgetmeter m SET reserved = m.reserved - held.amount FROM held WHERE m.id = held.id)
UPDATE agents_llmcall c SET outcome = 'lost', reserved = 0 FROM gone WHERE c.id = gone.id
"""


def limits_of(request: Request, rung: Rung, budgets: Iterable[Budget], *, now: datetime) -> list[Limit]:
    """Every budget the call counts against, and its own allowance; the platform's own where its key is used."""
    local = now.astimezone(current_business().zone)
    whose = {Scope.BUSINESS: "", Scope.AGENT: request.agent, Scope.PURPOSE: request.purpose}
    found = []
    for budget in budgets:
        if budget.scope == Scope.VISITOR:
            if request.visitor:
                found.append(_limit(Scope.VISITOR, request.visitor, budget.period, budget.amount, local))
        elif budget.name == whose[Scope(budget.scope)]:
            found.append(_limit(budget.scope, budget.name, budget.period, budget.amount, local))
    if request.allowance is not None:
        found.append(Limit(f"{ALLOWANCE}:{request.allowance.key}", local, request.allowance.most))
    if not rung.is_own:
        limit, own = settings.LANGUAGE_MODELS.monthly_budget, current_business().most_of(LIMITED_BY)
        found.append(_limit(PLATFORM, "", Period.MONTH, limit if own is None else min(limit, own), local))
    return found


def limit_of(budget: Budget, *, now: datetime) -> Limit:
    """The meter of a budget that is one sum, in the period that runs now."""
    local = now.astimezone(current_business().zone)
    return _limit(budget.scope, budget.name, budget.period, budget.amount, local)


def _limit(scope: str, name: str, period: str, most: Decimal, local: datetime) -> Limit:
    starts_on = local if period == Period.DAY else local.replace(day=1)
    return Limit(f"{scope}:{name}:{period}:{starts_on:%Y-%m-%d}", starts_on, most)


def reserve(
    request: Request, rung: Rung, limits: list[Limit], amount: Decimal, *, seconds: float
) -> Reservation | None:
    """Take the amount from all of the limits or from none; None where it does not fit, what the dead held given back.

    ``seconds`` is how long the call may take.
    """
    meters = meters_of(limits)
    call, found = _reserve(request, rung, meters, amount, seconds)
    if found != len(meters):
        forget_meters()
        meters = meters_of(limits)
        call, found = _reserve(request, rung, meters, amount, seconds)
    if call is None and expire(now=timezone.now()):
        call, found = _reserve(request, rung, meters, amount, seconds)
    return Reservation(call, amount, meters) if call is not None else None


def _reserve(
    request: Request, rung: Rung, meters: dict[int, Limit], amount: Decimal, seconds: float
) -> tuple[int | None, int]:
    """The line of the ledger, None where it does not fit, and how many of the meters there are."""
    now = timezone.now()
    values: dict[str, Any] = {
        "meters": list(meters),
        "most": [limit.most for limit in meters.values()],
        "amount": amount,
        "now": now,
        "expires": now + timedelta(seconds=seconds) + LOST_AFTER,
        "purpose": request.purpose,
        "agent": request.agent,
        "conversation": request.conversation,
        "rung": rung.name,
        "provider": rung.provider.key,
        "model": rung.model,
        "own": rung.is_own,
        "prompt": request.prompt,
        "currency": CURRENCY,
    }
    with connection.cursor() as cursor:
        cursor.execute(RESERVE, values)
        call, found = cursor.fetchone()
    return call, found


_meters: dict[tuple[str, str], int] = {}
"""Rows of meters by schema and key. One that is no more is found out by the statement that reserves."""
_meters_lock = threading.Lock()


def meters_of(limits: list[Limit]) -> dict[int, Limit]:
    """The limits by the rows of their meters, made where a period has just begun."""
    schema, by_key = current_schema(), {limit.key: limit for limit in limits}
    with _meters_lock:
        known = {key: row for key in by_key if (row := _meters.get((schema, key))) is not None}
    if missing := by_key.keys() - known.keys():
        rows = [BudgetMeter(key=key, starts_on=by_key[key].starts_on.date()) for key in sorted(missing)]
        BudgetMeter.objects.bulk_create(rows, ignore_conflicts=True)
        BudgetMeter.objects.filter(starts_on__lt=timezone.localdate() - METERS_KEPT).delete()
        known |= dict(BudgetMeter.objects.filter(key__in=missing).values_list("key", "pk"))
        with _meters_lock:
            if len(_meters) > MOST_METERS:
                _meters.clear()
            _meters.update({(schema, key): known[key] for key in missing})
    return {known[key]: limit for key, limit in by_key.items()}


def forget_meters() -> None:
    with _meters_lock:
        _meters.clear()


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """What a call came to, as the ledger keeps it."""

    outcome: str
    attempts: int = 0
    asked: int = 0
    answered: int = 0
    cached: int = 0
    is_estimated: bool = False
    cost: Decimal = Decimal(0)
    saved: Decimal = Decimal(0)
    milliseconds: int = 0


def settle(reservation: Reservation, settlement: Settlement) -> None:
    """Close the line of the ledger, let go of what was reserved, and count what it cost; warn at 80 %.

    A call that was given up for lost is counted all the same.
    """
    values: dict[str, Any] = {
        "call": reservation.call,
        "outcome": settlement.outcome,
        "attempts": settlement.attempts,
        "asked": settlement.asked,
        "answered": settlement.answered,
        "cached": settlement.cached,
        "estimated": settlement.is_estimated,
        "cost": settlement.cost,
        "saved": settlement.saved,
        "milliseconds": settlement.milliseconds,
    }
    with connection.cursor() as cursor:
        cursor.execute(SETTLE, values)
        meters = cursor.fetchall()
    for meter, spent, warned_at in meters:
        limit = reservation.meters[meter]
        is_budget = not limit.key.startswith(f"{ALLOWANCE}:")  # whose end is expected, and warns nobody
        if is_budget and warned_at is None and limit.most and spent >= WARN_AT * limit.most:
            warn(meter=meter, limit=limit, spent=spent)


def warn(*, meter: int, limit: Limit, spent: Decimal) -> None:
    """Tell once in a period that a budget is nearly used up."""
    with transaction.atomic():
        is_first = BudgetMeter.objects.filter(pk=meter, warned_at=None).update(warned_at=timezone.now())
        if is_first:
            payload = {"budget": limit.key, "spent": f"{spent:.4f}", "most": f"{limit.most:.4f}", "currency": CURRENCY}
            publish(type=BUDGET_WARNED, aggregate=f"budget:{meter}", payload=payload, by=SYSTEM, topic=MONITORING)


def expire(*, now: datetime) -> int:
    """Give back what is reserved by calls whose process has died; how many there were."""
    with connection.cursor() as cursor:
        cursor.execute(EXPIRE, {"now": now})
        return int(cursor.rowcount)
