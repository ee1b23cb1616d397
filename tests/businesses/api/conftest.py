from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.core.cache import cache
from django.db import connection
from rest_framework.test import APIClient

if TYPE_CHECKING:
    from tenants.models import Business


class ClientInside(APIClient):
    """Asks a host (that of the business the test is in), and stays in it: a request leaves the connection outside."""

    def __init__(self, business: Business, *, slug: str = "") -> None:
        super().__init__(SERVER_NAME=f"{slug or business.slug}.localhost")
        self.business = business

    def request(self, **kwargs: Any) -> Any:
        try:
            return super().request(**kwargs)
        finally:
            connection.set_tenant(self.business)  # type: ignore[attr-defined]  # of django-tenants' backend


@pytest.fixture
def stranger(restaurant: Business, bella: Business) -> ClientInside:
    """A client of another business's host."""
    return ClientInside(restaurant, slug=bella.slug)


@pytest.fixture
def api(restaurant: Business) -> ClientInside:
    """A client of the restaurant's own host, with its throttles at rest."""
    cache.clear()
    return ClientInside(restaurant)
