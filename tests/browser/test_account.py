"""The pages of a person's own login: on a phone, by the keyboard, and to axe."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from playwright.sync_api import expect

from tests.browser.test_accessibility import grave
from tests.factories import PASSWORD, new_user

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from tenants.models import Business
    from tests.browser.server import Product

OWNER = "owner@marios.example"
PAGES = (
    "/account/",
    "/account/two-step/",
    "/account/password/",
    "/account/address/",
    "/account/recovery-codes/",
    "/account/devices/",
    "/account/logins/",
    "/account/passkeys/",
    "/account/prove/",
)


@pytest.fixture
def phone(product: Product, restaurant: Business, browser: Browser) -> Iterator[Page]:
    """A phone on which the owner has signed in, without touching the screen."""
    owner = new_user(OWNER, business=restaurant, role="owner")
    # The tests hash fast; the web process knows only the product's own hasher.
    owner.password = PBKDF2PasswordHasher().encode(PASSWORD, salt="salt", iterations=1)
    owner.save()
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{product.host('marios')}/account/")
    expect(page.get_by_label("E-mail")).to_be_focused()
    page.keyboard.type(OWNER)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Your login")).to_be_visible()
    yield page
    context.close()


@pytest.mark.parametrize("path", PAGES)
def test_each_page_fits_a_phone_and_has_nothing_grave(product: Product, phone: Page, path: str) -> None:
    phone.goto(product.host("marios") + path)
    assert grave(phone) == []
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_passkey_is_added_and_opens_the_login(product: Product, phone: Page) -> None:
    devtools = phone.context.new_cdp_session(phone)
    devtools.send("WebAuthn.enable")
    device = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    more = {"isUserVerified": True, "automaticPresenceSimulation": True}
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": device | more})
    phone.goto(f"{product.host('marios')}/account/passkeys/")
    phone.get_by_label("Name of the device").fill("My phone")
    phone.get_by_role("button", name="Add a passkey").press("Enter")
    expect(phone.get_by_role("status")).to_contain_text("sign in with it")
    expect(phone.get_by_text("My phone").first).to_be_visible()
    phone.goto(f"{product.host('marios')}/staff/")
    phone.get_by_role("button", name="Sign out").click()
    phone.get_by_role("button", name="Sign in with a passkey").press("Enter")
    expect(phone.get_by_role("button", name="Sign out")).to_be_visible()


def test_the_password_is_changed_by_the_keyboard(phone: Page) -> None:
    phone.get_by_role("link", name="Change password").focus()
    phone.keyboard.press("Enter")
    phone.get_by_label("Password", exact=True).focus()
    phone.keyboard.type("another-horse-battery")
    phone.keyboard.press("Tab")
    phone.keyboard.type("another-horse-battery")
    phone.keyboard.press("Enter")
    expect(phone.get_by_role("status")).to_contain_text("Your password is changed")
