"""A browser's plain requests to a business's host."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client

if TYPE_CHECKING:
    from tenants.models import Business


@pytest.fixture
def at_marios(marios: Business) -> Client:
    return Client(HTTP_HOST="marios.localhost")


@pytest.fixture
def at_bella(bella: Business) -> Client:
    return Client(HTTP_HOST="bella.localhost")
