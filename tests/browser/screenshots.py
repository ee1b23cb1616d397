"""Takes the README's pictures from a running product: python -m tests.browser.screenshots [address of the platform]."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import expect, sync_playwright

from tests.browser.chromium import FLAGS, installed_chromium
from tests.browser.widget import OPEN_SHADOW_ROOTS, REPLY_MS, Widget

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

IMAGES = Path(__file__).resolve().parents[2] / "docs" / "images"
SLUG, OWNER = "marios", "mario@trattoria-mario.example"
PASSWORD = "front-desk-demo"  # as `make run` prints it: this program looks from outside and loads no Django


def main(platform: str = "http://localhost:8000") -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        expect.set_options(timeout=REPLY_MS)
        browser = playwright.chromium.launch(executable_path=installed_chromium(), args=FLAGS)
        picture_widget(new_page(browser), platform)
        picture_board(new_page(browser), platform)
        picture_kitchen(new_page(browser), platform)
        picture_figures(new_page(browser), platform)
        browser.close()


def new_page(browser: Browser) -> Page:
    context = browser.new_context(viewport={"width": 1180, "height": 840}, reduced_motion="reduce")
    context.add_init_script(OPEN_SHADOW_ROOTS)
    return context.new_page()


def picture_widget(page: Page, platform: str) -> None:
    page.goto(f"{platform}/demo/{SLUG}/")
    widget = Widget(page)
    widget.open()
    widget.book_a_table()
    keep(page, "widget")


def sign_in(page: Page, platform: str, path: str) -> None:
    page.goto(f"{platform.replace('://', f'://{SLUG}.')}{path}")
    page.get_by_label("E-mail").fill(OWNER)
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")


def picture_kitchen(page: Page, platform: str) -> None:
    sign_in(page, platform, "/staff/kitchen/")
    expect(page.get_by_role("heading", name="Orders")).to_be_visible()
    keep(page, "kitchen")


def picture_figures(page: Page, platform: str) -> None:
    sign_in(page, platform, "/staff/figures/")
    page.get_by_role("button", name="Put away").click()
    expect(page.get_by_text("Show the setup guide")).to_be_visible()
    keep(page, "figures")


def picture_board(page: Page, platform: str) -> None:
    sign_in(page, platform, "/staff/")
    page.locator("a", has_text="→").click()  # tomorrow, where the booking just made is
    expect(page.get_by_text("Anna Rossi").first).to_be_visible()
    keep(page, "board")


def keep(page: Page, name: str) -> None:
    page.wait_for_timeout(400)  # images and fonts settle
    page.screenshot(path=IMAGES / f"{name}.png")


if __name__ == "__main__":
    main(*sys.argv[1:])
