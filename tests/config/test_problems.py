"""Whatever is refused under /api is a problem document, whoever refuses it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

if TYPE_CHECKING:
    from tenants.models import Business

REFUSED: list[tuple[str, str, str, dict[str, Any], int]] = [
    ("no such path", "get", "/api/v1/nothing", {}, 404),
    ("no such id", "get", "/api/v1/bookings/K7F-2QM", {}, 401),
    ("an id that is none", "get", "/api/v1/conversations/7/history", {}, 404),
    ("another method", "put", "/api/v1/services", {}, 405),
    ("a method nobody knows", "trace", "/api/v1/services", {}, 405),
    ("another kind of answer", "get", "/api/v1/services", {"HTTP_ACCEPT": "text/html"}, 406),
    ("another kind of body", "post", "/api/v1/auth/token", {"data": "<a/>", "content_type": "text/xml"}, 415),
    ("no JSON", "post", "/api/v1/auth/token", {"data": "{", "content_type": "application/json"}, 400),
    ("no fields", "post", "/api/v1/auth/token", {"data": "{}", "content_type": "application/json"}, 422),
    ("no token", "get", "/api/v1/conversations/stats", {}, 401),
    ("a forged token", "get", "/api/v1/conversations/stats", {"HTTP_AUTHORIZATION": "Bearer a.b.c"}, 401),
    ("a host nobody has", "get", "/api/v1/services", {"HTTP_HOST": "nobody.localhost"}, 404),
    ("a host that is none", "get", "/api/v1/services", {"HTTP_HOST": "bad host"}, 404),
    ("the platform's host", "get", "/api/v1/services", {"HTTP_HOST": "localhost"}, 404),
    ("NUL", "get", "/api/v1/availability?service=%00&date=2026-01-01", {}, 422),
    ("too much", "post", "/api/v1/auth/token", {"data": "x" * 1_500_000, "content_type": "application/json"}, 413),
]


@pytest.mark.parametrize(("what", "method", "path", "extra", "status"), REFUSED, ids=[row[0] for row in REFUSED])
def test_what_is_refused_is_a_problem(
    marios: Business, what: str, method: str, path: str, extra: dict[str, Any], status: int
) -> None:
    client = Client(headers={"host": "marios.localhost"})
    answer = getattr(client, method)(path, **extra)
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    told = answer.json()
    assert told["status"] == status
    assert told["correlation_id"] == answer.headers["X-Correlation-ID"]
    assert told["title"]
    assert told["detail"] or status == 405
