"""What customers see of their data's treatment, and an owner who gives out and erases it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from businesses.models import Consent, Customer
from businesses.privacy.consenting import publish_notice
from tenants.context import enter
from tests.browser.test_accessibility import grave
from tests.browser.test_staff import desk
from tests.businesses.rows import STAFF

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tenants.models import Business
    from tests.browser.server import Product

__all__ = ["desk"]

QUESTION = "Send me news and offers by e-mail."


def publish(business: Business) -> None:
    with enter(business.schema_name):
        publish_notice(text="We keep your name.\n\nAsk us any time.", marketing_question=QUESTION, by=STAFF)


def picture(page: Page, name: str) -> None:
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def test_a_customer_books_reads_the_notice_and_ticks_the_box(
    product: Product, restaurant: Business, tomorrow: tuple[int, str], page: Page
) -> None:
    publish(restaurant)
    service, day = tomorrow
    page.goto(f"{product.host('marios')}/book/times/?service={service}&people=2&date={day}")
    box = page.get_by_label(QUESTION)
    expect(box).not_to_be_checked()
    assert grave(page) == []
    picture(page, "form")
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Privacy notice").click()
    expect(opened.value.get_by_text("Ask us any time.")).to_be_visible()
    assert grave(opened.value) == []
    picture(opened.value, "notice")
    page.get_by_role("radio").first.check()
    page.get_by_label("Name").fill("Anna Rossi")
    page.get_by_label("E-mail", exact=True).fill("anna@example.com")
    box.check()
    page.get_by_role("button", name="Book it").click()
    expect(page.get_by_role("heading", name="See you then")).to_be_visible()
    with enter(restaurant.schema_name):
        assert set(Consent.objects.values_list("purpose", "means")) == {("notice", "form"), ("marketing", "form")}


def test_the_chat_leads_to_the_notice(product: Product, restaurant: Business, page: Page) -> None:
    publish(restaurant)
    page.goto(f"{product.host('marios')}/widget/")
    expect(page.get_by_role("link", name="Privacy notice")).to_be_visible()
    assert grave(page) == []
    picture(page, "chat")
    page.set_viewport_size({"width": 320, "height": 640})
    picture(page, "chat-narrow")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_an_owner_sees_copies_and_erases(product: Product, restaurant: Business, desk: Page) -> None:
    with enter(restaurant.schema_name):
        customer = Customer.objects.create(name="Anna Rossi", phone="+39061234567", notes="Likes the window")
        Customer.objects.create(name="Bruno Rossi", phone="+39061234567")
    desk.goto(f"{product.host('marios')}/admin/businesses/customer/{customer.pk}/change/")
    desk.get_by_role("link", name="What is kept of them").click()
    expect(desk.get_by_text("Customers: 1")).to_be_visible()
    assert grave(desk) == []
    picture(desk, "data")
    desk.get_by_role("button", name="Make a copy for them").click()
    expect(desk.get_by_text("The copy is being written")).to_be_visible()
    picture(desk, "copies")
    desk.goto(f"{product.host('marios')}/admin/businesses/customer/{customer.pk}/data/")
    desk.get_by_label("Bruno Rossi").check()
    desk.get_by_label("Type Anna Rossi").fill("Anna Rossi")
    desk.get_by_role("button", name="Erase").click()
    expect(desk.get_by_text("customers: 2")).to_be_visible()
    picture(desk, "receipt")
    desk.goto(f"{product.host('marios')}/admin/businesses/retentionpolicy/add/")
    picture(desk, "retention")
    with enter(restaurant.schema_name):
        assert not Customer.objects.filter(name__contains="Rossi").exists()
