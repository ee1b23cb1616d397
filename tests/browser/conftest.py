"""A real browser against the real web process."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone
from playwright.sync_api import expect, sync_playwright

from tests.browser.chromium import FLAGS, installed_chromium
from tests.browser.server import ForeignSite, Product, foreign_site, running_product
from tests.browser.widget import OPEN_SHADOW_ROOTS, REPLY_MS, Widget
from tests.businesses import rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, BrowserContext, Page, Playwright
    from pytest_django import DjangoDbBlocker

    from tenants.models import Business


@pytest.fixture(scope="session")
def product(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Product]:
    from django.db import connection

    with running_product(str(connection.settings_dict["NAME"]), tmp_path_factory.mktemp("web") / "log") as running:
        yield running


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    """Per module: Playwright's loop must not outlive the tests that want it."""
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    launched = playwright.chromium.launch(executable_path=installed_chromium(), args=FLAGS)
    yield launched
    launched.close()


@pytest.fixture(autouse=True)
def _orm_beside_playwright(monkeypatch: pytest.MonkeyPatch) -> None:
    """Playwright's loop counts as running in this thread; the tests' own queries are still ordinary ones."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    expect.set_options(timeout=REPLY_MS)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport={"width": 1200, "height": 820}, reduced_motion="reduce")
    made.add_init_script(OPEN_SHADOW_ROOTS)
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture
def site() -> Iterator[ForeignSite]:
    with foreign_site() as running:
        yield running


@pytest.fixture
def restaurant(product: Product, committed: Callable[..., Business]) -> Business:
    """Open every day for lunch and dinner, with three tables, so that tomorrow at seven is free whatever day it is."""
    from tenants.context import enter

    business = committed("marios", category="food")
    with enter(business.schema_name):
        rows.clear_rows()
        rows.open_daily((12, 15), (18, 23))
        rows.set_policy()
        tables = [rows.add_table(f"T{number}", 4) for number in (1, 2, 3)]
        rows.add_service(*tables, needs_party=True, aliases=["table", "dinner", "lunch"])
    return business


@pytest.fixture
def demo(product: Product, restaurant: Business, page: Page) -> Widget:
    """The restaurant's demo site, on the platform's origin, with the widget of its own host."""
    page.goto(f"{product.platform}/demo/{restaurant.slug}/")
    widget = Widget(page)
    expect(widget.launcher).to_be_visible()
    return widget


@pytest.fixture
def tomorrow(restaurant: Business) -> tuple[int, str]:
    """The restaurant's service and tomorrow's date."""
    from businesses.models import Service
    from tenants.context import enter

    with enter(restaurant.schema_name):
        day = timezone.now().astimezone(restaurant.zone).date() + timedelta(days=1)
        return Service.objects.get().pk, day.isoformat()
