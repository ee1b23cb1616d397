"""Booking with JavaScript off."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from businesses.models import Booking
from tenants.context import enter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from tenants.models import Business
    from tests.browser.server import Product


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    yield context.new_page()
    context.close()


def test_the_form_books_without_script(plain: Page, product: Product, restaurant: Business) -> None:
    tomorrow = (timezone.now().astimezone(restaurant.zone) + timedelta(days=1)).date()
    plain.goto(f"{product.host('marios')}/book/")
    plain.get_by_label("For how many people?").fill("4")
    plain.get_by_label("Which day?").fill(tomorrow.isoformat())
    plain.get_by_role("button", name="See the times").click()
    plain.get_by_role("radio", name="19:00").check(force=True)
    plain.get_by_label("Name").fill("Anna Rossi")
    plain.get_by_label("E-mail").fill("anna@example.com")
    plain.get_by_role("button", name="Book it").click()
    expect(plain.get_by_role("heading", name="See you then, Anna Rossi")).to_be_visible()
    with enter(restaurant.schema_name):
        booking = Booking.objects.get()
    expect(plain.locator(".reference")).to_have_text(booking.reference)
    assert booking.starts_at.astimezone(restaurant.zone).hour == 19


def test_the_form_tells_what_is_missing(plain: Page, product: Product, restaurant: Business) -> None:
    plain.goto(f"{product.host('marios')}/book/")
    plain.get_by_role("button", name="See the times").click()
    plain.get_by_role("link", name="Day after").click()
    plain.get_by_role("radio").first.check(force=True)
    plain.get_by_role("button", name="Book it").click()
    expect(plain.get_by_text("Please give a name.")).to_be_visible()
    expect(plain.get_by_role("radio", checked=True)).to_have_count(1)


def test_the_chat_page_leads_to_the_form_without_script(plain: Page, product: Product, restaurant: Business) -> None:
    plain.goto(f"{product.host('marios')}/widget/")
    expect(plain.get_by_role("link", name="Book with the form")).to_be_visible()
