"""How a subscription stands, and what the business may have by it: written where work begins to read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from billing.models import Reminder, Reminding, Standing
from billing.queries.owed import unpaid
from billing.queries.terms import free_plan, terms_of
from tenants.models import Business

if TYPE_CHECKING:
    from datetime import date

    from billing.models import Subscription


def restand(subscription: Subscription, *, today: date) -> None:
    """Say how it stands by what is owed, inside the caller's transaction. A trial or pause is one whatever is owed."""
    if subscription.standing in (Standing.TRIAL, Standing.PAUSED, Standing.ENDED):
        return
    standing = standing_by(subscription.schema, today)
    if standing != subscription.standing:
        subscription.standing = standing
        subscription.save(update_fields=["standing"])
        tell_limits(subscription)


def standing_by(schema: str, today: date) -> Standing:
    oldest = min((invoice.due_on for invoice in unpaid(schema)), default=None)
    if oldest is None or oldest >= today:
        return Standing.ACTIVE
    grace = Reminder.objects.filter(does=Reminding.LIMIT).order_by("days").first()
    is_over = grace is not None and (today - oldest).days >= grace.days
    return Standing.LIMITED if is_over else Standing.LATE


def tell_limits(subscription: Subscription) -> None:
    """Write down what the business may have at most: the plan's, or the free plan's while it is limited or paused."""
    is_less = subscription.standing in (Standing.LIMITED, Standing.PAUSED)
    plan = free_plan() if is_less else subscription.plan
    most = terms_of(plan, currency=subscription.currency, every="month")["most"]
    Business.objects.filter(schema_name=subscription.schema).exclude(limits=most).update(limits=most)
