from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache
from rest_framework.test import APIClient

if TYPE_CHECKING:
    from tenants.models import Business


@pytest.fixture
def api(restaurant: Business) -> APIClient:
    """A client of the restaurant's own host, with its throttles at rest."""
    cache.clear()
    return APIClient(SERVER_NAME=f"{restaurant.slug}.localhost")
