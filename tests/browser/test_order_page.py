"""A link in a mail opens the order, whose page follows it by itself."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from businesses.models import Order, OrderStatus, WeeklyHours
from businesses.operations.orders import move_order
from businesses.tokens import manage_token
from tenants.actors import SYSTEM
from tenants.context import enter
from tests.browser.test_accessibility import grave
from tests.businesses import rows
from tests.businesses.ordering import menus

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tenants.models import Business
    from tests.browser.server import Product


@pytest.fixture
def order(restaurant: Business) -> Order:
    with enter(restaurant.schema_name):
        WeeklyHours.objects.all().delete()
        rows.open_daily((0, 24))
        menus.set_order_policy(tax_rate=10)
        toppings = menus.add_group("Toppings", {"Ham": "2.00"})
        pizza = menus.add_item("Margherita", "9.00", toppings)
        return menus.place(menus.line(pizza, 2, menus.option("Ham", "double")), now=timezone.now())


def link(product: Product, order: Order, restaurant: Business) -> str:
    with enter(restaurant.schema_name):
        return f"{product.host('marios')}/o/{order.reference}/#{manage_token(order)}"


def test_the_link_opens_the_order_and_the_page_follows_it(
    page: Page, product: Product, order: Order, restaurant: Business
) -> None:
    page.clock.install()
    page.goto(link(product, order, restaurant))
    expect(page.get_by_role("heading", name="Your order")).to_be_visible()
    assert page.url == f"{product.host('marios')}/o/{order.reference}/"
    expect(page.get_by_role("link", name="Cancel")).to_be_visible()
    with enter(restaurant.schema_name):
        move_order(reference=order.reference, to=OrderStatus.ACCEPTED, by=SYSTEM)
    page.clock.fast_forward(timedelta(seconds=10).seconds * 1000)
    expect(page.get_by_role("status")).to_have_text("Accepted")
    expect(page.get_by_role("link", name="Cancel")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_has_nothing_grave_and_fits_a_phone(
    browser: Browser, product: Product, order: Order, restaurant: Business, scheme: str
) -> None:
    context = browser.new_context(
        color_scheme="dark" if scheme == "dark" else "light", viewport={"width": 360, "height": 700}
    )
    page = context.new_page()
    page.goto(link(product, order, restaurant))
    expect(page.get_by_role("heading", name="Your order")).to_be_visible()
    assert grave(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.get_by_role("link", name="Cancel").click()
    assert grave(page) == []
    page.get_by_role("button", name="Yes, cancel it").click()
    expect(page.get_by_role("status")).to_have_text("Cancelled")
    context.close()
