"""A restaurant in Rome with two tables, open for lunch and dinner, seen on a Tuesday morning."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from businesses.models import CardAccount
from tenants.context import current_business
from tests.businesses import rows
from tests.businesses.deposits import Till
from tests.payments.far_end import KEY, SECRET, far_end

if TYPE_CHECKING:
    from collections.abc import Iterator

    from businesses.models import Service
    from tenants.models import Business


@pytest.fixture
def restaurant(in_marios: Business) -> Business:
    rows.clear_rows()
    rows.open_daily((12, 15), (18, 23))
    rows.set_policy()
    return current_business()  # read once, as in a request, so that queries counted are the subject's own


@pytest.fixture
def table(restaurant: Business) -> Service:
    """Two hours at one of two tables: for two and for four."""
    return rows.add_service(rows.add_table("T1", 2), rows.add_table("T2", 4), needs_party=True)


@pytest.fixture
def only_table(restaurant: Business) -> Service:
    return rows.add_service(rows.add_table("T1", 4), needs_party=True)


@pytest.fixture
def till(
    restaurant: Business, only_table: Service, settings: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Till]:
    only_table.deposit, only_table.deposit_is_per_person = Decimal(10), True
    only_table.save()
    CardAccount.objects.create(pk=1, key=KEY, notice_secret=SECRET)
    with far_end() as (books, address):
        settings.STRIPE_API_URL = address  # type: ignore[attr-defined]
        till = Till(restaurant, only_table, books, rows.NOW)
        monkeypatch.setattr("django.utils.timezone.now", lambda: till.now)
        yield till
