"""The platform's assistant in a browser: by keyboard, on a phone, without scripts, and over into a business's chat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from directory.operations import refresh_listing
from tests.browser.test_accessibility import grave

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tenants.models import Business
    from tests.browser.server import Product


def test_from_the_page_into_the_chat_of_who_was_chosen(
    product: Product, restaurant: Business, browser: Browser
) -> None:
    restaurant.is_listed = True
    restaurant.save()
    refresh_listing(schema=restaurant.schema_name)
    context = browser.new_context(viewport={"width": 390, "height": 780}, locale="en-GB")
    page = context.new_page()
    page.goto(f"{product.platform}/find/")
    assert grave(page) == []
    page.get_by_label("Your message").fill("a restaurant for 2 people tomorrow at 7pm")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=restaurant.name)).to_be_visible()
    assert grave(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="The first one").press("Enter")
    page.get_by_role("link", name=f"Chat with {restaurant.name}").last.click()
    expect(page.locator(".message.customer")).to_contain_text("I'd like to book")
    expect(page.locator(".message.agent[data-sequence]").last).to_be_visible()
    assert "handover" not in page.url
    context.close()
