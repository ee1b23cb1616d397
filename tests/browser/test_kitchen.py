"""The kitchen's board in a browser: orders come in by themselves, and one tap or key moves them on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from businesses.contacts import CustomerDetails
from businesses.models import Order, OrderStatus, WeeklyHours
from businesses.operations.orders import move_order, place_order
from businesses.queries.quoting import quote_order
from tenants.actors import SYSTEM
from tenants.context import enter
from tests.browser.test_accessibility import grave
from tests.browser.test_staff import desk, relay
from tests.browser.widget import Widget
from tests.businesses import rows
from tests.businesses.ordering import menus

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tenants.models import Business
    from tests.browser.server import Product

__all__ = ["desk", "relay"]


class Kitchen:
    """A restaurant that sells one pizza around the clock, and its board."""

    def __init__(self, business: Business, page: Page) -> None:
        self.business, self.page = business, page
        with enter(business.schema_name):
            WeeklyHours.objects.all().delete()
            rows.open_daily((0, 24))
            menus.set_order_policy()
            self.pizza = menus.add_item("Margherita", "9.00", allergens=["milk", "gluten"])

    def order(self, name: str) -> Order:
        with enter(self.business.schema_name):
            token = quote_order(menus.wish(menus.line(self.pizza)), now=timezone.now()).token()
            customer = CustomerDetails(name=name, email="anna@example.com")
            return place_order(quote_token=token, customer=customer, by=SYSTEM, source="import")

    def status(self, order: Order) -> str:
        with enter(self.business.schema_name):
            return str(Order.objects.get(pk=order.pk).status)

    def card(self, order: Order, column: str) -> Locator:
        return self.page.locator(f'[data-cards="{column}"] [data-key="{order.reference}"]')


@pytest.fixture
def kitchen(desk: Page, restaurant: Business) -> Kitchen:
    return Kitchen(restaurant, desk)


def opened(kitchen: Kitchen, product: Product) -> None:
    kitchen.page.goto(f"{product.host('marios')}/staff/kitchen/")


def test_an_order_comes_in_by_itself_and_goes_its_way_by_taps(kitchen: Kitchen, product: Product, relay: None) -> None:
    opened(kitchen, product)
    page = kitchen.page
    expect(page.get_by_text("Nothing waits for an answer.")).to_be_visible()
    page.wait_for_timeout(1000)  # the socket is open
    order = kitchen.order("Anna Rossi")
    expect(kitchen.card(order, "new")).to_contain_text("Margherita")
    assert page.title().startswith("(1)")

    steps = (("new", "Accept"), ("making", "Start"), ("making", "Ready"), ("ready", "Picked up"))
    for version, (column, button) in enumerate(steps, start=1):
        card = kitchen.card(order, column)
        expect(card).to_have_attribute("data-version", str(version))
        page.wait_for_timeout(700)  # sooner, and in the same place, it is a second tap
        card.get_by_role("button", name=button, exact=True).click()
    expect(page.locator("#kitchen-done")).to_contain_text(order.reference)
    page.get_by_role("button", name="Take it back").click()
    expect(kitchen.card(order, "ready")).to_be_visible()
    assert kitchen.status(order) == OrderStatus.READY


def test_the_board_moves_on_around_what_somebody_is_writing(kitchen: Kitchen, product: Product, relay: None) -> None:
    first, second = kitchen.order("First"), kitchen.order("Second")
    opened(kitchen, product)
    kitchen.card(first, "new").get_by_text("Turn down…").click()
    reason = kitchen.card(first, "new").get_by_label("What the customer is told")
    reason.fill("The oven is")
    kitchen.page.wait_for_timeout(1000)
    with enter(kitchen.business.schema_name):
        move_order(reference=second.reference, to=OrderStatus.ACCEPTED, by=SYSTEM)
    third = kitchen.order("Third")

    expect(kitchen.card(second, "making")).to_be_visible()
    expect(kitchen.card(third, "new")).to_be_visible()
    expect(reason).to_be_focused()
    reason.press_sequentially(" broken")
    kitchen.page.keyboard.press("Enter")
    expect(kitchen.page.locator("#kitchen-done")).to_contain_text("The oven is broken")
    assert kitchen.status(first) == OrderStatus.REJECTED


def test_an_old_page_moves_nothing_and_shows_how_it_is(kitchen: Kitchen, product: Product) -> None:
    order = kitchen.order("Anna Rossi")
    opened(kitchen, product)
    kitchen.page.route("**/staff/kitchen/", lambda route: route.abort())  # the page hears nothing and stays old
    with enter(kitchen.business.schema_name):
        move_order(reference=order.reference, to=OrderStatus.ACCEPTED, by=SYSTEM)
        move_order(reference=order.reference, to=OrderStatus.PREPARING, by=SYSTEM)
    kitchen.card(order, "new").get_by_role("button", name="Accept").click()
    expect(kitchen.page.locator(".notice-error")).to_contain_text("Somebody else has just changed this order")
    expect(kitchen.card(order, "making")).to_be_visible()
    assert kitchen.status(order) == OrderStatus.PREPARING


def test_the_board_is_worked_by_keys(kitchen: Kitchen, product: Product) -> None:
    first, second = kitchen.order("First"), kitchen.order("Second")
    opened(kitchen, product)
    page = kitchen.page
    kitchen.card(first, "new").focus()
    page.keyboard.press("ArrowDown")
    expect(kitchen.card(second, "new")).to_be_focused()
    page.keyboard.press("Enter")
    expect(kitchen.card(second, "making")).to_be_focused()
    page.keyboard.press("Enter")
    expect(kitchen.card(second, "making").get_by_role("button", name="Start")).to_have_count(0)
    expect(page.get_by_role("button", name="Take it back")).to_be_visible()
    page.keyboard.press("u")
    expect(kitchen.card(second, "making").get_by_role("button", name="Start")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    expect(kitchen.card(first, "new")).to_be_focused()
    assert (kitchen.status(first), kitchen.status(second)) == (OrderStatus.PLACED, OrderStatus.ACCEPTED)


def test_sound_is_switched_on_and_stays_on(kitchen: Kitchen, product: Product) -> None:
    opened(kitchen, product)
    sound = kitchen.page.locator("#sound")
    expect(sound).to_have_attribute("aria-pressed", "false")
    sound.click()
    kitchen.page.reload()
    expect(sound).to_have_attribute("aria-pressed", "true")
    expect(sound).to_have_text("Sound is on")


@pytest.mark.parametrize("width", [390, 1280])
def test_the_board_and_a_ticket_have_nothing_grave_and_fit(kitchen: Kitchen, product: Product, width: int) -> None:
    order = kitchen.order("Anna Rossi")
    page = kitchen.page
    page.set_viewport_size({"width": width, "height": 800})
    opened(kitchen, product)
    kitchen.card(order, "new").get_by_text("Turn down…").click()
    assert grave(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.goto(f"{product.host('marios')}/staff/kitchen/{order.reference}/ticket/")
    assert grave(page) == []


def test_a_second_tap_moves_no_other_card(kitchen: Kitchen, product: Product) -> None:
    orders = [kitchen.order(name) for name in ("First", "Second", "Third")]
    opened(kitchen, product)
    tap = """([x, y], card) => card.querySelector(".order-next").dispatchEvent(
        new MouseEvent("click", { bubbles: true, cancelable: true, detail: 1, clientX: x, clientY: y }))"""
    kitchen.page.evaluate(
        f"""() => {{ const tap = {tap}; const cards = document.querySelectorAll('[data-cards="new"] > .order');
        tap([200, 300], cards[0]); tap([204, 302], cards[1]); tap([204, 500], cards[2]); }}"""
    )
    for order in (orders[0], orders[2]):
        expect(kitchen.card(order, "making")).to_be_visible()
    assert [kitchen.status(order) for order in orders] == ["accepted", "placed", "accepted"]


def test_two_cards_are_moved_at_once(kitchen: Kitchen, product: Product) -> None:
    first, second = kitchen.order("First"), kitchen.order("Second")
    opened(kitchen, product)
    kitchen.page.evaluate("document.querySelectorAll('.order-next').forEach((button) => button.click())")
    for order in (first, second):
        expect(kitchen.card(order, "making")).to_be_visible()
        assert kitchen.status(order) == OrderStatus.ACCEPTED


def test_what_is_ordered_in_the_chat_is_made_in_the_kitchen_and_the_chat_says_so(
    kitchen: Kitchen, demo: Widget, product: Product, relay: None
) -> None:
    opened(kitchen, product)
    kitchen.page.wait_for_timeout(1000)  # the socket is open
    demo.open()
    demo.say("two margheritas to take away please")
    demo.say("Anna Rossi, +39 06 1234 5678")
    demo.say("yes please")
    told = demo.inside.locator(".card[data-order]")
    expect(told).to_contain_text("2 × Margherita")
    expect(told).to_contain_text("€18.00")
    with enter(kitchen.business.schema_name):
        order = Order.objects.get()
    assert told.get_attribute("data-order") == order.reference

    card = kitchen.card(order, "new")
    expect(card).to_contain_text("Anna Rossi")
    card.get_by_role("button", name="Accept", exact=True).click()
    expect(told).to_contain_text("Accepted")
    assert grave(demo.page) == []
