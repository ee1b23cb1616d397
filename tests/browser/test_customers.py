"""A customer's page on a phone and a desktop, reached from the board."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from businesses.models import Customer, Service
from tenants.context import enter
from tests.browser.test_accessibility import grave
from tests.browser.test_staff import desk  # noqa: F401  # a fixture
from tests.businesses import rows

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tenants.models import Business
    from tests.browser.server import Product


def test_a_customers_page_has_nothing_grave_and_joins_two_rows(
    desk: Page,  # noqa: F811
    product: Product,
    restaurant: Business,
) -> None:
    with enter(restaurant.schema_name):
        booking = rows.hold(rows.slot_at(Service.objects.get(), 19))
        Customer.objects.create(name="A. Rossi", phone=booking.customer.phone, notes="No hazelnuts")
    desk.goto(f"{product.host('marios')}/staff/customers/")
    assert grave(desk) == []
    desk.get_by_role("link", name="Anna Rossi").click()
    for width in (390, 1280):
        desk.set_viewport_size({"width": width, "height": 844})
        assert grave(desk) == []
        assert desk.evaluate("document.documentElement.scrollWidth") <= width
    desk.get_by_text("Same person…").click()
    desk.get_by_role("button", name="A. Rossi is the same person").click()
    expect(desk.get_by_text("No hazelnuts")).to_be_visible()
    desk.get_by_role("button", name="Separate A. Rossi").click()
    expect(desk.get_by_role("heading", name="A. Rossi")).to_be_visible()
