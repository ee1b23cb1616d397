"""Clients of a business's host."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection
from django.test import Client
from rest_framework.test import APIClient

if TYPE_CHECKING:
    from tenants.models import Business


class StaysInside:
    """Asks a host (that of the business the test is in), and stays in it: a request leaves the connection outside."""

    business: Business

    def request(self, **kwargs: Any) -> Any:
        try:
            return super().request(**kwargs)  # type: ignore[misc]  # of the client it is mixed into
        finally:
            connection.set_tenant(self.business)  # type: ignore[attr-defined]  # of django-tenants' backend


class ApiInside(StaysInside, APIClient):
    pass


class BrowserInside(StaysInside, Client):
    pass


def api_of(business: Business, *, slug: str = "") -> ApiInside:
    client = ApiInside(SERVER_NAME=f"{slug or business.slug}.localhost")
    client.business = business
    return client


def browser_of(business: Business) -> BrowserInside:
    client = BrowserInside(SERVER_NAME=f"{business.slug}.localhost")
    client.business = business
    return client
