"""A salon and a restaurant that are listed, each with a neighbour that is not."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from businesses.models import Service
from directory.operations import refresh_listing
from tenants.context import enter

if TYPE_CHECKING:
    from collections.abc import Callable

    from tenants.models import Business

MORNING = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
"""A Monday."""


@pytest.fixture
def morning(monkeypatch: pytest.MonkeyPatch) -> datetime:
    monkeypatch.setattr("django.utils.timezone.now", lambda: MORNING)
    return MORNING


@pytest.fixture
def at_platform(db: None) -> Client:
    return Client(headers={"host": "localhost"})


@pytest.fixture
def list_it() -> Callable[..., Business]:
    def put(business: Business, *, price: str | None = None, **fields: object) -> Business:
        for name, value in {"is_listed": True, **fields}.items():
            setattr(business, name, value)
        business.save()
        if price is not None:
            with enter(business.schema_name):
                Service.objects.update(price=Decimal(price))
        refresh_listing(schema=business.schema_name)
        return business

    return put


@pytest.fixture
def salons(bella: Business, list_it: Callable[..., Business], morning: datetime) -> list[Business]:
    """Two listed salons, at 45 and at 30 euros, and one that is not listed."""
    from tests.schemas import ready_business

    other = ready_business("figaro", category="beauty", timezone="Europe/London")
    hidden = ready_business("hidden", category="beauty", timezone="Europe/London")
    list_it(bella, price="45", area="Soho", latitude="51.51000", longitude="-0.13000")
    list_it(other, price="30", area="Camden")
    return [bella, other, hidden]
