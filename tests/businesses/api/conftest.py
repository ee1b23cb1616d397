from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache

from tests.businesses.hosts import ApiInside, api_of

if TYPE_CHECKING:
    from tenants.models import Business


@pytest.fixture
def stranger(restaurant: Business, bella: Business) -> ApiInside:
    """A client of another business's host."""
    return api_of(restaurant, slug=bella.slug)


@pytest.fixture
def api(restaurant: Business) -> ApiInside:
    """A client of the restaurant's own host, with its throttles at rest."""
    cache.clear()
    return api_of(restaurant)
