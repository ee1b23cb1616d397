"""axe finds nothing serious on any page a customer or staff sees."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # ships no types
from playwright.sync_api import expect

from tests.browser.widget import Widget

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Page

    from tenants.models import Business
    from tests.browser.server import Product

GRAVE = ("serious", "critical")


def grave(page: Page) -> list[str]:
    found: list[dict[str, Any]] = Axe().run(page).response["violations"]
    return [
        f"{each['id']}: {node['html'][:160]} {node.get('failureSummary', '')[:200]}"
        for each in found
        if each["impact"] in GRAVE
        for node in each["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_chat_page_with_a_booking_has_nothing_grave(
    product: Product, restaurant: Business, browser: Browser, scheme: Any
) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": 400, "height": 700})
    page = context.new_page()
    page.goto(f"{product.host('marios')}/widget/")
    assert grave(page) == []
    reply = page.locator(".message.agent[data-sequence]")
    for count, text in enumerate(["a table for 4 tomorrow at 7pm", "Anna Rossi, +39 06 1234 5678", "yes please"], 2):
        page.get_by_label("Your message").fill(text)
        page.keyboard.press("Enter")
        expect(reply).to_have_count(count)
    expect(page.locator(".card.booking")).to_be_visible()
    assert grave(page) == []
    context.close()


@pytest.mark.parametrize("path", ["/book/", "/book/times/?service={service}&people=2&date={date}", "/login/"])
def test_pages_of_the_business_have_nothing_grave(
    product: Product, restaurant: Business, page: Page, path: str, tomorrow: tuple[int, str]
) -> None:
    service, date = tomorrow
    page.goto(product.host("marios") + path.format(service=service, date=date))
    assert grave(page) == []


@pytest.mark.parametrize("category", ["food", "beauty", "automotive", "health", "local_services"])
def test_demo_sites_have_nothing_grave(
    product: Product, committed: Callable[..., Business], page: Page, category: str
) -> None:
    committed("shop", category=category)
    page.goto(f"{product.platform}/demo/shop/")
    expect(Widget(page).launcher).to_be_visible()
    assert grave(page) == []
    page.set_viewport_size({"width": 360, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_platform_home_has_nothing_grave(product: Product, restaurant: Business, page: Page) -> None:
    page.goto(f"{product.platform}/")
    assert grave(page) == []
