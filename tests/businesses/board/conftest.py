from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client

from tests.factories import PASSWORD, new_user

if TYPE_CHECKING:
    from tenants.models import Business


@pytest.fixture
def member(marios: Business) -> Client:
    new_user("luca@example.com", business=marios)
    client = Client(headers={"host": "marios.localhost"})
    client.post("/login/", {"username": "luca@example.com", "password": PASSWORD})
    return client
