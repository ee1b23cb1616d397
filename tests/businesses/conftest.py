"""A restaurant in Rome with two tables, open for lunch and dinner, seen on a Tuesday morning."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tenants.context import current_business
from tests.businesses import rows

if TYPE_CHECKING:
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
