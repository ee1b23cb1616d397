"""Import, QR codes and the menu as people see them: on a phone and a desktop, with nothing grave for axe."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from businesses.exchange.importing import apply_import, look_over
from businesses.models import CatalogueImport, QrCode
from businesses.qr.codes import make_table_codes, withdraw_codes
from tenants.actors import SYSTEM
from tenants.context import enter
from tests.browser.test_accessibility import grave
from tests.browser.test_staff import desk
from tests.businesses.ordering import menus

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tenants.models import Business
    from tests.browser.server import Product

__all__ = ["desk"]
PHONE, DESKTOP = {"width": 390, "height": 844}, {"width": 1280, "height": 860}
ADMIN = "/admin/businesses"
MENU = "section,name,price,allergens\nPizza,Margherita,9.50,gluten; milk\nPizza,Marinara,8.00,gluten\n"
WRONG = "section,name,price\nPizza,Margherita,a lot\n"


def judged(page: Page) -> None:
    """Nothing grave, and nothing to be pushed sideways on a phone."""
    for size in (DESKTOP, PHONE):
        page.set_viewport_size(size)  # type: ignore[arg-type]  # a mapping of its two keys
        assert grave(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def uploaded(page: Page, product: Product, text: str) -> None:
    page.goto(f"{product.host('marios')}{ADMIN}/catalogueimport/add/")
    file = {"name": "menu.csv", "mimeType": "text/csv", "buffer": text.encode()}
    page.get_by_label("File").set_input_files(file)  # type: ignore[arg-type]  # a file payload
    page.get_by_role("button", name="Look it over").click()


def test_an_import_is_followed_to_its_end_without_reloading(desk: Page, product: Product, restaurant: Business) -> None:
    desk.goto(f"{product.host('marios')}{ADMIN}/catalogueimport/")
    judged(desk)
    desk.get_by_role("link", name="Import a file").click()
    judged(desk)
    uploaded(desk, product, MENU)
    expect(desk.get_by_role("heading", name="Being looked over")).to_be_visible()
    judged(desk)
    with enter(restaurant.schema_name):
        found = CatalogueImport.objects.get()
        look_over(import_id=found.pk, now=timezone.now())
    expect(desk.get_by_role("heading", name="Waits for your yes")).to_be_visible()
    judged(desk)
    desk.get_by_role("button", name="Yes, import it").click()
    expect(desk.get_by_role("heading", name="Being imported")).to_be_visible()
    with enter(restaurant.schema_name):
        apply_import(import_id=found.pk, now=timezone.now())
    expect(desk.get_by_role("heading", name="Imported", exact=True)).to_be_visible()
    judged(desk)
    desk.get_by_role("button", name="Undo this import").click()
    expect(desk.get_by_role("heading", name="Undone")).to_be_visible()


def test_what_is_wrong_is_seen_with_its_remedy(desk: Page, product: Product, restaurant: Business) -> None:
    uploaded(desk, product, WRONG)
    with enter(restaurant.schema_name):
        look_over(import_id=CatalogueImport.objects.get().pk, now=timezone.now())
    expect(desk.get_by_text("An amount such as 12.50")).to_be_visible()
    judged(desk)


def test_codes_are_made_and_printed(desk: Page, product: Product, restaurant: Business) -> None:
    desk.goto(f"{product.host('marios')}{ADMIN}/qrcode/")
    judged(desk)
    desk.get_by_role("button", name="A code for every table").click()
    expect(desk.get_by_text("3 codes were made.")).to_be_visible()
    judged(desk)
    desk.goto(f"{product.host('marios')}{ADMIN}/qrcode/sheet/")
    expect(desk.get_by_role("heading", name="T3")).to_be_visible()
    judged(desk)
    with enter(restaurant.schema_name):
        code = QrCode.objects.first()
        assert code is not None
    desk.goto(f"{product.host('marios')}{ADMIN}/qrcode/{code.pk}/change/")
    expect(desk.get_by_role("img", name="QR code of T")).to_be_visible()
    judged(desk)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_a_code_opens(product: Product, restaurant: Business, page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of its words
    with enter(restaurant.schema_name):
        menus.set_order_policy()
        menus.add_item("Margherita", "9.00", description="Tomato, mozzarella", allergens=["gluten"], is_vegetarian=True)
        menus.add_item("Chef's soup", None, is_available=False)
        old, table = make_table_codes(by=SYSTEM)[:2]
        withdraw_codes(codes=[old], by=SYSTEM, now=timezone.now())
    page.goto(f"{product.host('marios')}/menu/")
    expect(page.get_by_text("€9.00")).to_be_visible()
    judged(page)
    page.goto(f"{product.host('marios')}/q/{old.code}/")
    expect(page.get_by_role("heading", name="no longer in use")).to_be_visible()
    judged(page)
    page.goto(f"{product.host('marios')}/q/{table.code}/")
    expect(page.get_by_text(f"You are at {table}").first).to_be_visible()
    judged(page)
