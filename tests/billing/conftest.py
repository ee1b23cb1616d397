from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from billing.models import Payer, Plan, Subscription
from billing.operations.subscribing import begin_subscription, change_plan
from tenants.actors import SYSTEM
from tenants.models import Business
from tests.payments.conftest import far

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["far"]
BEGAN = datetime(2027, 1, 1, 9, tzinfo=UTC)


@pytest.fixture
def subscribed(db: None) -> Callable[..., Subscription]:
    """A business with no schema of its own, which has had the plan since the morning of 1 January 2027."""

    def make(slug: str = "billed", *, plan: str = "starter", every: str = "month", country: str = "DE") -> Subscription:
        business = Business.objects.create(
            slug=slug, name="Billed", country=country, timezone="Europe/Berlin", currency="EUR", category="food"
        )
        schema = business.schema_name
        begin_subscription(business=business, now=BEGAN)
        Payer.objects.filter(schema=schema).update(name=f"Canary{slug}")
        free = Plan.objects.get(key="free")
        Subscription.objects.filter(schema=schema).update(plan=free, standing="active", next_plan=None)
        change_plan(schema=schema, plan=Plan.objects.get(key=plan), every=every, by=SYSTEM, now=BEGAN)
        return Subscription.objects.get(schema=schema)

    return make
