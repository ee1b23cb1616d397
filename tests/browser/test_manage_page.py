"""A link in a mail opens the booking, and its secret is seen by nobody else."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from businesses.models import Booking, Service
from businesses.operations import confirm_booking, hold_slot
from businesses.queries import nearest_slots
from businesses.tokens import manage_token
from tenants.context import enter
from tests.browser.test_accessibility import grave
from tests.businesses.rows import ANNA, VISITOR

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from tenants.models import Business
    from tests.browser.server import Product


@pytest.fixture
def booking(restaurant: Business) -> Iterator[Booking]:
    now = timezone.now()
    with enter(restaurant.schema_name):
        midday = (now + timedelta(days=2)).replace(hour=12)  # not the last time of its day, whenever this runs
        slot = nearest_slots(service=Service.objects.get(), party_size=2, around=midday, now=now)[0]
        held = hold_slot(slot_token=slot.token, party_size=2, customer=ANNA, by=VISITOR, source="chat")
        yield confirm_booking(reference=held.reference, by=VISITOR)


@pytest.mark.parametrize("fragment", ["#t={}", "#{}"])
def test_link_opens_the_booking_and_its_secret_leaves_the_address(
    page: Page, product: Product, booking: Booking, fragment: str
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    secret = manage_token(booking)

    page.goto(f"{product.host('marios')}/b/{booking.reference}/{fragment.format(secret)}")

    expect(page.get_by_text("Anna Rossi")).to_be_visible()
    assert page.url == f"{product.host('marios')}/b/{booking.reference}/"
    assert not any(secret in url for url in asked)
    assert page.evaluate("document.cookie.includes('manage')") is False


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_booking_is_moved_and_cancelled_by_keyboard_and_eye(
    browser: Browser, product: Product, booking: Booking, scheme: str
) -> None:
    context = browser.new_context(color_scheme="dark" if scheme == "dark" else "light", java_script_enabled=True)
    page = context.new_page()
    page.goto(f"{product.host('marios')}/b/{booking.reference}/#t={manage_token(booking)}")
    page.get_by_role("link", name="Move to another time").click()
    assert grave(page) == []
    page.get_by_role("radio").last.check(force=True)
    page.get_by_role("button", name="Move the booking").press("Enter")
    expect(page.get_by_text("Confirmed")).to_be_visible()
    page.get_by_role("link", name="Cancel").click()
    page.get_by_role("button", name="Yes, cancel it").click()
    expect(page.get_by_text("Cancelled")).to_be_visible()
    assert grave(page) == []
    booking.refresh_from_db()
    assert (booking.status, booking.version) == ("cancelled", 4)
    context.close()


def test_without_script_the_contact_opens_it(browser: Browser, product: Product, booking: Booking) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{product.host('marios')}/b/{booking.reference.lower()}/")
    page.get_by_label("Your phone number or e-mail address").fill("eve@example.com")
    page.get_by_role("button", name="Open").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("Your phone number or e-mail address").fill("anna@example.com")
    page.get_by_role("button", name="Open").click()
    expect(page.get_by_text("Anna Rossi")).to_be_visible()
    context.close()
