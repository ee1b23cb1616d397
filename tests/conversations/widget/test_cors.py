from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

    from tenants.models import Business

CREATE = "/api/v1/conversations/create"
LISTED = "https://www.mario.example"


@pytest.fixture
def listed(marios: Business) -> Business:
    marios.allowed_origins = [LISTED]
    marios.save()
    return marios


def test_preflight_of_a_listed_site_is_answered(at_marios: Client, listed: Business) -> None:
    response = at_marios.options(CREATE, headers={"Origin": LISTED, "Access-Control-Request-Method": "POST"})
    assert response.status_code == 204
    assert response["Access-Control-Allow-Origin"] == LISTED
    assert "Access-Control-Allow-Credentials" not in response


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://bella.localhost:8000"])
def test_another_site_is_refused_before_anything_happens(at_marios: Client, bella: Business, origin: str) -> None:
    response = at_marios.post(CREATE, {}, content_type="application/json", headers={"Origin": origin})
    assert response.status_code == 403
    assert response["Content-Type"] == "application/problem+json"
    assert "Access-Control-Allow-Origin" not in response


def test_an_answer_varies_by_origin(at_marios: Client, listed: Business) -> None:
    response = at_marios.get("/api/v1/conversations/agents", headers={"Origin": LISTED})
    assert response["Access-Control-Allow-Origin"] == LISTED
    assert "Origin" in response["Vary"]


def test_a_program_without_origin_is_not_a_browser(at_marios: Client) -> None:
    assert at_marios.get("/api/v1/conversations/agents").status_code == 200


def test_a_page_of_the_business_itself_costs_no_query(
    at_marios: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    path = "/api/v1/conversations/agents"
    with CaptureQueriesContext(connection) as without:
        at_marios.get(path)
    with django_assert_num_queries(len(without)):
        at_marios.get(path, headers={"Origin": "http://marios.localhost"})
