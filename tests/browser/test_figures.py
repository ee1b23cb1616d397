"""The owner's figures in a browser: readable by all, on a phone and a desktop; the guide beside a live chat."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from playwright.sync_api import expect

from businesses.models import Service
from businesses.queries import business_today
from tenants.context import enter
from tests.browser.test_accessibility import grave
from tests.businesses.dashboard.diaries import booked
from tests.factories import PASSWORD, new_user

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

    from tenants.models import Business
    from tests.browser.server import Product

OWNER = "owner@marios.example"


@pytest.fixture
def owner(restaurant: Business) -> str:
    """Who signs in, after a week with bookings."""
    user = new_user(OWNER, business=restaurant, role="owner")
    # The tests hash fast; the web process knows only the product's own hasher.
    user.password = PBKDF2PasswordHasher().encode(PASSWORD, salt="salt", iterations=1)
    user.save()
    with enter(restaurant.schema_name):
        today, service = business_today(), Service.objects.get()
        for offset in range(7):
            for hour in (12, 18, 20)[: 1 + offset % 3]:
                booked(service, today - timedelta(days=offset), hour, source="chat")
    return OWNER


def figures(product: Product, context: BrowserContext, owner: str) -> Page:
    page = context.new_page()
    page.goto(f"{product.host('marios')}/staff/figures/")
    page.get_by_label("E-mail").fill(owner)
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Figures", exact=True)).to_be_visible()
    return page


@pytest.mark.parametrize("width", [390, 1200])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_grave_and_nothing_beside_the_screen(
    product: Product, browser: Browser, owner: str, width: int, scheme: Any
) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 800})
    page = figures(product, context, owner)
    page.get_by_text("By day").first.click()
    assert grave(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.get_by_role("link", name=re.compile(r"^Open the list\s*: Bookings$")).click()
    expect(page.get_by_text("Anna Rossi").first).to_be_visible()
    assert grave(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    context.close()


def test_the_guide_shows_the_chat_and_copies_its_line(product: Product, browser: Browser, owner: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = figures(product, context, owner)
    preview = page.frame_locator("iframe[title='Preview of the chat']")
    expect(preview.get_by_label("Your message")).to_be_visible()
    page.get_by_role("button", name="Copy the line").click()
    expect(page.get_by_text("Copied")).to_be_visible()
    assert "/widget.js" in page.evaluate("navigator.clipboard.readText()")
    page.get_by_role("button", name="Put away").click()
    expect(page.get_by_role("button", name="Show the setup guide")).to_be_visible()
    context.close()
