"""Orders in a business's admin: read, moved on after being asked; the menu with its choices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from businesses.models import Deposit, MenuItem, ModifierGroup, Order, OrderStatus
from businesses.operations.orders import move_order
from tenants.actors import SYSTEM
from tenants.context import public
from tenants.models import Role
from tenants.permissions import OF_ROLE, Permission
from tests.businesses.conftest import restaurant
from tests.businesses.hosts import BrowserInside, browser_of
from tests.businesses.ordering import menus
from tests.businesses.ordering.conftest import cola, kitchen, pizza
from tests.businesses.rows import NOW
from tests.factories import PASSWORD, new_user

if TYPE_CHECKING:
    from tenants.models import Business

__all__ = ["cola", "kitchen", "pizza", "restaurant"]
ORDERS, ITEMS, GROUPS = (f"/admin/businesses/{model}/" for model in ("order", "menuitem", "modifiergroup"))


def signed_in(business: Business, role: str) -> BrowserInside:
    with public():
        new_user(f"{role}@example.com", business=business, role=role)
    client = browser_of(business)
    client.post("/login/", {"username": f"{role}@example.com", "password": PASSWORD})
    return client


@pytest.fixture
def manager(kitchen: Business) -> BrowserInside:
    return signed_in(kitchen, Role.MANAGER)


def act(client: BrowserInside, action: str, *orders: Order, **fields: Any) -> str:
    said = {"action": action, "_selected_action": [order.pk for order in orders], **fields}
    return client.post(ORDERS, said, follow=True).text


def statuses() -> list[str]:
    return list(Order.objects.order_by("pk").values_list("status", flat=True))


def test_a_move_asks_first_with_how_many_and_which(manager: BrowserInside, cola: MenuItem) -> None:
    first, second = menus.place(menus.line(cola)), menus.place(menus.line(cola))
    asked = act(manager, "accept", first, second)
    assert "Accept: 2 orders" in asked
    assert first.reference in asked
    assert statuses() == ["placed", "placed"]
    assert "2 orders changed." in act(manager, "accept", first, second, sure="yes")
    assert statuses() == ["accepted", "accepted"]


def test_turning_down_asks_for_what_the_customer_is_told(manager: BrowserInside, cola: MenuItem) -> None:
    order = menus.place(menus.line(cola))
    assert "What the customer is told" in act(manager, "reject", order)
    act(manager, "reject", order, sure="yes", reason="The oven is broken")
    last = order.changes.order_by("-version")[0]
    assert (last.to_status, last.detail, last.actor.split(":")[0]) == (
        "rejected",
        {"reason": "The oven is broken"},
        "staff",
    )


def test_one_that_refuses_is_told_and_does_not_stop_the_others(manager: BrowserInside, cola: MenuItem) -> None:
    first, second = menus.place(menus.line(cola)), menus.place(menus.line(cola))
    move_order(reference=first.reference, to=OrderStatus.CANCELLED, by=SYSTEM)
    told = act(manager, "accept", first, second, sure="yes")
    assert f"{first.reference}: That is not possible any more for this order" in told
    assert "1 order changed." in told
    assert statuses() == ["cancelled", "accepted"]


def test_an_order_is_read_with_its_lines_and_timeline_and_written_by_nobody(
    manager: BrowserInside, pizza: MenuItem
) -> None:
    order = menus.place(menus.line(pizza, 2, menus.option("Large"), note="well done"))
    shown = manager.get(f"{ORDERS}{order.pk}/change/").text
    for told in ("Margherita", "Large", "well done", "€25.00", "placed", "In the kitchen"):
        assert told in shown, told
    manager.post(f"{ORDERS}{order.pk}/change/", {"status": "completed", "note": "changed"})
    order.refresh_from_db()
    assert (order.status, order.note) == ("placed", "")
    assert manager.get(f"{ORDERS}add/").status_code == 403


def test_who_may_only_look_is_offered_no_move(kitchen: Business, cola: MenuItem) -> None:
    order, analyst = menus.place(menus.line(cola)), signed_in(kitchen, Role.ANALYST)
    assert order.reference in analyst.get(ORDERS).text
    act(analyst, "accept", order, sure="yes")
    assert statuses() == ["placed"]


def item_form(item: MenuItem, **changes: object) -> dict[str, object]:
    return {
        "section": item.section_id,
        "name": item.name,
        "price": "3.20",
        "is_available": "on",
        "aliases": "",
        "position": "0",
        "groups": [group.pk for group in item.groups.all()],
        "stock": "10",
        "initial-stock": "10",
        **changes,
    }


def test_what_is_sold_while_a_dish_is_edited_stays_sold(manager: BrowserInside, cola: MenuItem) -> None:
    MenuItem.objects.filter(pk=cola.pk).update(stock=10)
    page = manager.get(f"{ITEMS}{cola.pk}/change/").text
    assert 'name="initial-stock"' in page
    menus.place(menus.line(cola, 4))

    answer = manager.post(f"{ITEMS}{cola.pk}/change/", item_form(cola, name="Cola Zero"))

    assert answer.status_code == 302, answer.text
    cola.refresh_from_db()
    assert (cola.name, cola.stock) == ("Cola Zero", 6)
    manager.post(f"{ITEMS}{cola.pk}/change/", item_form(cola, stock="20"))
    cola.refresh_from_db()
    assert cola.stock == 20


def test_a_group_is_made_with_its_options_and_refuses_rules_that_cannot_be_met(
    manager: BrowserInside, kitchen: Business
) -> None:
    said = {
        "name": "Milk",
        "least": "1",
        "most": "1",
        "position": "0",
        "options-TOTAL_FORMS": "1",
        "options-INITIAL_FORMS": "0",
        "options-0-name": "Oat milk",
        "options-0-price": "0.50",
        "options-0-position": "0",
        "options-0-is_available": "on",
    }
    assert "no less than" in manager.post(f"{GROUPS}add/", {**said, "least": "3"}).text
    assert manager.post(f"{GROUPS}add/", said).status_code == 302
    group = ModifierGroup.objects.get(name="Milk")
    assert [(each.name, str(each.price)) for each in group.options.all()] == [("Oat milk", "0.50")]


def test_managers_pay_back_and_who_waits_at_tables_does_not(
    manager: BrowserInside, kitchen: Business, cola: MenuItem
) -> None:
    order = menus.place(menus.line(cola))
    order.deposit = Deposit.objects.create(
        of="order",
        reference=order.reference,
        amount=order.total,
        currency="EUR",
        asked_at=NOW,
        state="paid",
        paid_at=NOW,
    )
    order.save()
    assert "Pay back what was paid by card: 1 order" in act(manager, "pay_back", order)
    act(manager, "pay_back", order, sure="yes")
    assert (Deposit.objects.get().state, statuses()) == ("due_back", ["placed"])
    assert Permission.ORDERS_REFUND not in OF_ROLE[Role.STAFF]
