"""The customer's page of an order: opened by its token or contact, it shows how it stands and cancels while it may."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core.cache import cache
from django.utils import timezone

from businesses.contacts import CustomerDetails
from businesses.models import Customer, Order, OrderStatus, WeeklyHours
from businesses.operations.orders import move_order
from businesses.tokens import manage_token
from tenants.actors import SYSTEM
from tests.businesses import rows
from tests.businesses.deposits import Till
from tests.businesses.hosts import BrowserInside, api_of, browser_of
from tests.businesses.ordering import menus
from tests.businesses.ordering.menus import line, option

if TYPE_CHECKING:
    from tenants.models import Business

EVE = CustomerDetails("Eve <script>alert(1)</script>", "+39061234567", "eve@example.com")


@pytest.fixture
def browser(restaurant: Business) -> BrowserInside:
    cache.clear()
    return browser_of(restaurant)


@pytest.fixture
def order(restaurant: Business) -> Order:
    WeeklyHours.objects.all().delete()
    rows.open_daily((0, 24))
    menus.set_order_policy(tax_rate=10)
    toppings = menus.add_group("Toppings", {"Ham": "2.00"})
    pizza = menus.add_item("Margherita", "9.00", toppings)
    menus.add_zone(fee=2)
    wished = line(pizza, 2, option("Ham", "double"), note="well done")
    return menus.place(wished, now=timezone.now(), customer=EVE, way="delivery", address="Via Po 7")


def address(order: Order, page: str = "") -> str:
    return f"/o/{order.reference}/{page}"


def prove(browser: BrowserInside, order: Order, proof: str | None = None) -> Any:
    return browser.post(address(order), {"proof": manage_token(order) if proof is None else proof})


def test_an_order_that_waits_to_be_paid_leads_there_and_tells_how_its_money_stands(
    till: Till, browser: BrowserInside
) -> None:
    menus.set_order_policy(pickup_payment="before", takes_dine_in=False)
    cola = menus.add_item("Cola", "3.20")
    till.now += timedelta(hours=2, minutes=30)
    order = menus.place(line(cola), now=till.now, customer=EVE)
    prove(browser, order)
    shown = browser.get(address(order)).text
    assert "It is placed once €3.20 is paid, and kept for you until 12:45." in shown
    assert "Pay €3.20" in browser.post(address(order, "pay/")).text
    api = api_of(till.business)
    api.credentials(HTTP_AUTHORIZATION=f"Bearer {manage_token(order)}")
    page = api.post(f"/api/v1/orders/{order.reference}/pay").json()["url"]
    told = api.get(f"/api/v1/orders/{order.reference}").json()
    assert (told["status"], told["can_pay"], told["payment"]["is_owed"]) == ("unpaid", True, True)
    assert told["pay_by"] == "2026-03-10T12:45:00+01:00"

    till.pays_at(page)
    till.told()
    shown = browser.get(address(order)).text
    assert ("€3.20 is paid." in shown, "Pay €3.20" in shown) == (True, False)
    assert browser.post(address(order, "pay/")).status_code == 409
    browser.post(address(order, "cancel/"))
    assert "€3.20 goes back to where it was paid from." in browser.get(address(order)).text


@pytest.mark.parametrize("proof", [None, "eve@example.com", "06 1234567"])
def test_token_and_contact_open_the_order(browser: BrowserInside, order: Order, proof: str | None) -> None:
    assert prove(browser, order, proof).status_code == 302
    shown = browser.get(address(order)).text
    for told in ("Waiting to be accepted", "2 × Margherita", "double Ham", "well done", "Via Po 7", "€26.00", "€28.00"):
        assert told in shown, told
    assert "Eve &lt;script&gt;" in shown


def test_the_cookie_is_of_this_page_alone_and_no_script_reads_it(browser: BrowserInside, order: Order) -> None:
    cookie = prove(browser, order).cookies["manage"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (f"/o/{order.reference}/", True, "Lax")


def test_a_wrong_proof_and_no_order_are_answered_alike(browser: BrowserInside, order: Order) -> None:
    def refusal(reference: str, proof: str) -> tuple[int, str]:
        answer = browser.post(f"/o/{reference}/", {"proof": proof})
        lines = answer.text.replace(reference, "K7F-2QM").splitlines()
        return answer.status_code, "\n".join(each for each in lines if "csrfmiddlewaretoken" not in each)

    answers = {refusal(reference, "bo@example.com") for reference in (order.reference, "K7F-2QM")}
    assert len(answers) == 1
    assert next(iter(answers))[0] == 403
    assert "Margherita" not in browser.get(address(order)).text


def test_the_customer_cancels_while_nobody_has_accepted(browser: BrowserInside, order: Order) -> None:
    prove(browser, order)
    assert "Cancel this order?" in browser.get(address(order, "cancel/")).text
    browser.post(address(order, "cancel/"), {"reason": "ill"})
    order.refresh_from_db()
    assert order.status == OrderStatus.CANCELLED
    shown = browser.get(address(order)).text
    assert "Cancelled" in shown
    assert "/cancel/" not in shown


def test_an_accepted_order_says_that_it_is_too_late(browser: BrowserInside, order: Order) -> None:
    prove(browser, order)
    move_order(reference=order.reference, to=OrderStatus.ACCEPTED, by=SYSTEM)
    assert "/cancel/" not in browser.get(address(order)).text
    refused = browser.post(address(order, "cancel/"))
    assert refused.status_code == 409
    assert "The kitchen is already working on this order" in refused.text
    order.refresh_from_db()
    assert order.status == OrderStatus.ACCEPTED


def test_why_it_was_turned_down_is_shown(browser: BrowserInside, order: Order) -> None:
    prove(browser, order)
    move_order(reference=order.reference, to=OrderStatus.REJECTED, by=SYSTEM, reason="The oven is broken")
    assert "The oven is broken" in browser.get(address(order)).text


def test_who_has_proved_nothing_is_sent_to_the_door(browser: BrowserInside, order: Order) -> None:
    for method in (browser.get, browser.post):
        assert method(address(order, "cancel/")).headers["Location"] == address(order)
    order.refresh_from_db()
    assert order.status == OrderStatus.PLACED


def test_the_page_speaks_the_customer_s_language(browser: BrowserInside, order: Order) -> None:
    Customer.objects.update(locale="de")
    prove(browser, order)
    shown = browser.get(address(order)).text
    assert "Ihre Bestellung" in shown
    assert "Your order" not in shown


def test_a_reference_written_otherwise_is_led_to_its_page(browser: BrowserInside, order: Order) -> None:
    written = order.reference.replace("-", "").lower()
    assert browser.get(f"/o/{written}/").headers["Location"] == address(order)
