from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tenants.models import Category
from tests.factories import new_business

if TYPE_CHECKING:
    from django.test import Client

    from tenants.models import Business


def test_home_lists_the_businesses(at_platform: Client, marios: Business, bella: Business) -> None:
    text = at_platform.get("/").text
    assert 'href="/demo/marios/"' in text
    assert "http://bella.localhost:8000/staff/" in text


def test_home_without_a_business_says_what_to_do(at_platform: Client) -> None:
    assert "Create the first one" in at_platform.get("/").text


@pytest.mark.parametrize("category", Category.values)
def test_demo_site_of_each_category_embeds_the_widget_of_another_origin(at_platform: Client, category: str) -> None:
    new_business("shop", category=category)
    response = at_platform.get("/demo/shop/")
    assert '<script async src="http://shop.localhost:8000/widget.js">' in response.text
    assert "frame-src http://shop.localhost:8000" in response["Content-Security-Policy"]


def test_demo_site_shows_its_own_rows_only(at_platform: Client, marios: Business, bella: Business) -> None:
    text = at_platform.get("/demo/marios/").text
    assert "Canarymarios" in text
    assert "Canarybella" not in text


def test_demo_site_of_nobody_or_a_suspended_business_is_not_found(at_platform: Client, marios: Business) -> None:
    marios.is_suspended = True
    marios.save()
    assert at_platform.get("/demo/marios/").status_code == 404
    assert at_platform.get("/demo/nobody/").status_code == 404
