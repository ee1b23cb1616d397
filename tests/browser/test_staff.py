"""What staff see of a customer's chat, without reloading anything."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from playwright.sync_api import expect

from businesses.contacts import CustomerDetails
from businesses.models import Booking, Resource, Service
from businesses.operations import record_booking
from tenants.actors import SYSTEM
from tenants.context import enter
from tenants.models import User
from tests.browser.test_accessibility import grave
from tests.browser.widget import Widget
from tests.factories import PASSWORD, new_user

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from tenants.models import Business
    from tests.browser.server import Product

OWNER = "owner@marios.example"


@pytest.fixture
def desk(product: Product, restaurant: Business, browser: Browser) -> Iterator[Page]:
    """A browser in which the owner has signed in."""
    owner = new_user(OWNER, business=restaurant, role="owner")
    # The tests hash fast; the web process knows only the product's own hasher.
    owner.password = PBKDF2PasswordHasher().encode(PASSWORD, salt="salt", iterations=1)
    owner.save()
    context = browser.new_context(viewport={"width": 1280, "height": 860})
    page = context.new_page()
    page.goto(f"{product.host('marios')}/staff/")
    page.get_by_label("E-mail").fill(OWNER)
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    yield page
    context.close()


@pytest.fixture
def relay(product: Product) -> Iterator[None]:
    """The process that hands committed events on."""
    process = subprocess.Popen([sys.executable, "manage.py", "relay"], env=os.environ | product.environment)
    yield
    process.terminate()
    process.wait(20)


@pytest.mark.parametrize(
    "path",
    [
        *(
            "/staff/",
            "/staff/waiting/",
            "/staff/waiting/new/",
            "/staff/week/",
            "/staff/search/?q=an",
            "/staff/kitchen/",
            "/staff/customers/",
            "/staff/floor/",
            "/staff/floor/arrange/",
            "/staff/new/",
        ),
        *("/staff/inbox/", "/staff/inbox/replies/", "/staff/assistant/", "/staff/mail/", "/account/language/"),
    ],
)
def test_staff_pages_have_nothing_grave_in_the_longest_language_either(
    desk: Page, product: Product, restaurant: Business, path: str
) -> None:
    User.objects.filter(email=OWNER).update(language="de")
    for width in (1280, 390):
        desk.set_viewport_size({"width": width, "height": 844})
        desk.goto(product.host("marios") + path)
        assert grave(desk) == []
        assert desk.evaluate("document.documentElement.scrollWidth") <= width


def test_places_are_arranged_by_keys_and_by_dragging(desk: Page, product: Product, restaurant: Business) -> None:
    desk.goto(f"{product.host('marios')}/staff/floor/arrange/")
    first, second = (desk.get_by_role("button", name=f"{name}:") for name in ("T1", "T2"))
    first.press("ArrowRight")
    first.press("ArrowDown")
    expect(first).to_have_accessible_name("T1: 1, 2")
    box, plan = second.bounding_box(), desk.locator("[data-plan]").bounding_box()
    assert box
    assert plan
    desk.mouse.move(box["x"] + 5, box["y"] + 5)
    desk.mouse.down()
    desk.mouse.move(plan["x"] + plan["width"] * 0.45, plan["y"] + 5, steps=4)
    desk.mouse.up()
    expect(second).to_have_accessible_name("T2: 4, 1")
    desk.get_by_role("button", name="Save").click()
    expect(desk.get_by_text("2 places were moved.")).to_be_visible()
    with enter(restaurant.schema_name):
        spots = list(Resource.objects.order_by("name").values_list("plan_column", "plan_row"))
    assert spots == [(0, 1), (3, 0), (None, None)]


def test_a_chat_booking_appears_on_the_board_by_itself(
    desk: Page, demo: Widget, product: Product, relay: None, tomorrow: tuple[int, str]
) -> None:
    _service, date = tomorrow
    desk.goto(f"{product.host('marios')}/staff/day/{date}/")
    demo.open()
    reference = demo.book_a_table()
    expect(desk.get_by_text(reference).first).to_be_visible()


def test_a_booking_made_at_the_desk_appears_on_every_open_board(
    desk: Page, product: Product, relay: None, tomorrow: tuple[int, str]
) -> None:
    _service, date = tomorrow
    other = desk.context.new_page()
    other.goto(f"{product.host('marios')}/staff/day/{date}/")
    desk.goto(f"{product.host('marios')}/staff/new/?date={date}")
    assert grave(desk) == []
    desk.get_by_label("Name").fill("Walk In")
    desk.get_by_label("People").fill("4")
    desk.get_by_label("People").press("Tab")
    desk.wait_for_url("**people=4**")  # the times are those for four, and the name is still there
    desk.get_by_label("19:00").check(force=True)
    desk.get_by_role("button", name="Book", exact=True).dblclick()
    expect(desk.get_by_text("is booked for Walk In")).to_be_visible()
    expect(other.locator(".stay", has_text="Walk In")).to_have_count(1)


def test_staff_join_a_chat_and_are_the_only_ones_to_answer(desk: Page, demo: Widget, product: Product) -> None:
    demo.open()
    demo.say("hello")
    desk.goto(f"{product.host('marios')}/staff/inbox/")
    desk.locator("#inbox-rows a.row").first.click()
    desk.get_by_role("button", name="Take over").click()
    expect(demo.inside.locator("#presence")).to_contain_text("is here")
    answers = demo.replies.count()
    demo.field.fill("a table for 4 tomorrow at 7pm")
    demo.page.keyboard.press("Enter")
    expect(desk.get_by_text("a table for 4 tomorrow at 7pm").last).to_be_visible()
    assert demo.replies.count() == answers


def test_a_booking_is_dragged_to_another_table_and_back(
    desk: Page, product: Product, restaurant: Business, tomorrow: tuple[int, str]
) -> None:
    _service, date = tomorrow
    with enter(restaurant.schema_name):
        record_booking(
            service=Service.objects.get(),
            party_size=2,
            start=datetime.fromisoformat(f"{date}T19:00").replace(tzinfo=restaurant.zone),
            customer=CustomerDetails(name="Anna Rossi", phone="", email=""),
            by=SYSTEM,
            source="staff",
        )
        before = Booking.objects.select_related("resource").get()
        other = Resource.objects.exclude(pk=before.resource_id).order_by("pk")[0]
    desk.goto(f"{product.host('marios')}/staff/day/{date}/")
    row = desk.locator(f'tr[data-resource="{other.pk}"]')
    desk.locator("td[draggable]").drag_to(row.locator("th"))
    expect(row.locator(".taken")).to_contain_text("Anna Rossi")
    assert grave(desk) == []
    desk.get_by_role("button", name=f"Back to {before.resource.name}").click()
    expect(desk.locator(f'tr[data-resource="{before.resource_id}"] .taken')).to_contain_text("Anna Rossi")
    desk.locator(".stay").get_by_role("link", name="Change").click()
    desk.get_by_label("Where").select_option(str(other.pk))
    desk.get_by_role("button", name="Move it there").click()
    expect(row.locator(".taken")).to_contain_text("Anna Rossi")


def test_a_booking_is_dragged_to_another_time(
    desk: Page, product: Product, restaurant: Business, tomorrow: tuple[int, str]
) -> None:
    _service, date = tomorrow
    start = datetime.fromisoformat(f"{date}T19:00").replace(tzinfo=restaurant.zone)
    with enter(restaurant.schema_name):
        record_booking(
            service=Service.objects.get(),
            party_size=2,
            start=start,
            customer=CustomerDetails(name="Anna Rossi"),
            by=SYSTEM,
            source="staff",
        )
    desk.goto(f"{product.host('marios')}/staff/day/{date}/")
    cell = desk.locator("td[draggable]")
    box = cell.bounding_box()
    assert box is not None
    quarter = box["width"] / int(cell.get_attribute("colspan") or 1)
    there = {"x": 10 + 2 * quarter, "y": 10}
    cell.drag_to(cell, source_position={"x": 10, "y": 10}, target_position=there)  # type: ignore[arg-type]
    expect(desk.locator("td[draggable]")).to_contain_text("19:30")
    desk.get_by_role("button", name="Take it back").click()
    expect(desk.locator("td[draggable]")).to_contain_text("19:00")


def test_whoever_stands_at_the_door_is_seated_and_leaves_by_the_keyboard(
    desk: Page, product: Product, restaurant: Business
) -> None:
    desk.goto(f"{product.host('marios')}/staff/walk-in/")
    assert grave(desk) == []
    desk.get_by_label("Name, if they say one").fill("Anna")
    desk.keyboard.press("Enter")
    stay = desk.locator(".stay", has_text="Anna")
    expect(stay).to_contain_text("Seated")
    assert grave(desk) == []
    stay.focus()
    desk.keyboard.press("Enter")
    expect(stay).to_contain_text("Left")
    expect(stay).to_be_focused()
    desk.keyboard.press("u")
    expect(stay).to_contain_text("Seated")
