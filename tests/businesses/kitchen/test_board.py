"""The kitchen's board shows orders by their state, and moves them by the operation."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from businesses.contacts import CustomerDetails
from businesses.kitchen.queries import UNDO_FOR, kitchen_of, undo_of
from businesses.models import MenuItem, ModifierOption, Order, OrderChange, OrderStatus, WeeklyHours
from businesses.operations.orders import move_order, place_order
from businesses.queries.quoting import quote_order
from tenants.actors import SYSTEM, Actor
from tenants.context import enter, public
from tests.businesses import rows
from tests.businesses.hosts import browser_of
from tests.businesses.ordering import menus
from tests.businesses.ordering.menus import line, option
from tests.factories import PASSWORD, new_user

if TYPE_CHECKING:
    from businesses.ordering.baskets import WishedLine
    from tenants.models import Business

SARA = Actor("staff", "7", "Sara")


@pytest.fixture
def pizza(restaurant: Business) -> MenuItem:
    WeeklyHours.objects.all().delete()
    rows.open_daily((0, 24))
    menus.set_order_policy()
    size = menus.add_group("Size", {"Small": "0", "Large": "3.50"}, default="Small", least=1, most=1)
    toppings = menus.add_group("Toppings", {"Ham": "2.00", "Olives": "1.25", "Basil": "0"})
    ModifierOption.objects.update(allergens=[])
    menus.add_zone(minutes=15)
    return menus.add_item("Margherita", "9.00", size, toppings, allergens=["milk", "gluten"])


def order(*lines: WishedLine, name: str = "Anna Rossi", to: str = "placed", now: Any = None, **fields: Any) -> Order:
    moment = now or timezone.now()
    note = fields.pop("note", "")
    placed = place_order(
        quote_token=quote_order(menus.wish(*lines, **fields), now=moment).token(),
        customer=CustomerDetails(name=name, email="anna@example.com"),
        by=SYSTEM,
        source="import",
        note=note,
        now=moment,
    )
    for status in (OrderStatus.ACCEPTED, OrderStatus.PREPARING, OrderStatus.READY, OrderStatus.COMPLETED):
        if placed.status != to:
            placed = move_order(reference=placed.reference, to=status, by=SYSTEM, now=moment)
    return placed


def signed_in(business: Business, email: str = "luca@example.com", role: str = "staff") -> Client:
    with public():
        new_user(email, business=business, role=role)
    client = browser_of(business)
    client.post("/login/", {"username": email, "password": PASSWORD})
    return client


@pytest.fixture
def member(restaurant: Business) -> Client:
    return signed_in(restaurant)


def moved(client: Client, order: Order, to: str, **fields: Any) -> Any:
    said = {"to": to, "version": order.version, **fields}
    return client.post(f"/staff/kitchen/{order.reference}/move/", said, follow=True)


def now_of(order: Order) -> Order:
    return Order.objects.get(pk=order.pk)


def test_a_card_says_all_the_kitchen_needs(member: Client, pizza: MenuItem) -> None:
    wished = line(pizza, 2, option("Large"), option("Ham", "half"), option("Basil", is_left_out=True), note="well done")
    made = order(wished, way="delivery", address="Via Po 7\nscala B", note="Ring twice")

    shown = member.get("/staff/kitchen/").content.decode()

    for told in (made.reference, "Anna Rossi", "Via Po 7", "2 ×", "Margherita", "Large", "half Ham", "without Basil"):
        assert told in shown, told
    for told in ("well done", "Ring twice", "Cereals containing gluten · Milk", "Delivery"):
        assert told in shown, told


def test_allergens_nobody_has_recorded_are_told_as_unknown(member: Client, pizza: MenuItem) -> None:
    ModifierOption.objects.filter(name="Ham").update(allergens=None)
    order(line(pizza, 1, option("Ham")))
    shown = member.get("/staff/kitchen/").content.decode()
    assert "Allergens not recorded" in shown
    assert "Milk" not in shown


def test_orders_stand_by_their_state_those_due_first_on_top(pizza: MenuItem) -> None:
    now = timezone.now()
    new = order(line(pizza), now=now)
    late = order(line(pizza), to="accepted", now=now)
    early = order(line(pizza), to="preparing", now=now - timedelta(minutes=40))
    tomorrow = order(line(pizza), to="accepted", at=now + timedelta(days=1), now=now)
    ready = order(line(pizza), to="ready", now=now)
    done = order(line(pizza), to="completed", now=now - timedelta(minutes=59))
    order(line(pizza), to="completed", now=now - timedelta(minutes=61))

    kitchen = kitchen_of(now=now)

    columns = [kitchen.new, kitchen.making, kitchen.later, kitchen.ready, kitchen.done]
    assert [[card.order.pk for card in cards] for cards in columns] == [
        [new.pk],
        [early.pk, late.pk],
        [tomorrow.pk],
        [ready.pk],
        [done.pk],
    ]


def test_one_tap_moves_an_order_on(member: Client, pizza: MenuItem) -> None:
    made = order(line(pizza))
    for to in ("accepted", "preparing", "ready", "completed"):
        assert "notice-success" in moved(member, now_of(made), to).content.decode()
        assert now_of(made).status == to
    assert OrderChange.objects.get(order=made, to_status="completed").actor.startswith("staff:")


def test_an_old_page_moves_nothing_and_says_so(member: Client, pizza: MenuItem) -> None:
    made = order(line(pizza))
    move_order(reference=made.reference, to=OrderStatus.ACCEPTED, by=SARA)

    told = moved(member, made, "rejected", reason="full").content.decode()

    assert "Somebody else has just changed this order" in told
    assert now_of(made).status == "accepted"


def test_turning_down_keeps_the_reason_for_the_customer(member: Client, pizza: MenuItem) -> None:
    made = order(line(pizza))
    told = moved(member, made, "rejected", reason="The kitchen is full").content.decode()
    assert "<q>The kitchen is full</q>" in told
    assert now_of(made).status == "rejected"


def test_a_step_is_taken_back_by_who_made_it_for_some_seconds(pizza: MenuItem) -> None:
    made, now = order(line(pizza), to="accepted"), timezone.now()
    move_order(reference=made.reference, to=OrderStatus.PREPARING, by=SARA, now=now)

    undo = undo_of(by=SARA, now=now + timedelta(seconds=5))
    assert undo is not None
    assert (undo.order.pk, undo.to, undo.seconds) == (made.pk, "accepted", 15)
    assert undo_of(by=Actor("staff", "8", "Luca"), now=now) is None
    assert undo_of(by=SARA, now=now + UNDO_FOR + timedelta(seconds=1)) is None

    move_order(reference=made.reference, to=OrderStatus.READY, by=SYSTEM, now=now)
    assert undo_of(by=SARA, now=now) is None


def test_what_a_customer_was_told_for_good_is_not_taken_back(pizza: MenuItem) -> None:
    for to in (OrderStatus.ACCEPTED, OrderStatus.REJECTED, OrderStatus.CANCELLED):
        move_order(reference=order(line(pizza)).reference, to=to, by=SARA)
        assert undo_of(by=SARA, now=timezone.now()) is None


def test_taking_back_is_one_tap(member: Client, pizza: MenuItem) -> None:
    made = order(line(pizza), to="preparing")
    assert "Take it back" in moved(member, made, "ready").content.decode()
    told = moved(member, now_of(made), "preparing").content.decode()
    assert now_of(made).status == "preparing"
    assert "Take it back" not in told


@pytest.mark.parametrize(
    "said", [{"to": "eaten"}, {"to": ""}, {"version": "x"}, {"version": "9" * 20}, {"version": ""}]
)
def test_a_move_that_is_none_is_not_found(member: Client, pizza: MenuItem, said: dict[str, str]) -> None:
    assert moved(member, order(line(pizza)), **{"to": "accepted", **said}).status_code == 404


def test_a_move_that_is_not_allowed_is_told(member: Client, pizza: MenuItem) -> None:
    assert "notice-error" in moved(member, order(line(pizza)), "completed").content.decode()
    gone = order(line(pizza))
    gone.reference = "K7F-2QM"
    assert "notice-error" in moved(member, gone, "accepted").content.decode()


def test_thirty_orders_cost_as_many_queries_as_one(member: Client, pizza: MenuItem) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert member.get("/staff/kitchen/").status_code == 200
        return len(captured)

    order(line(pizza, 1, option("Ham")))
    order(line(pizza), to="completed")
    one = cost()
    for count in range(15):
        order(line(pizza), line(pizza, 2, option("Olives")), name=f"N{count}")
        order(line(pizza), to=("preparing", "ready", "completed")[count % 3])
    assert cost() == one


def test_a_ticket_is_one_order(member: Client, pizza: MenuItem) -> None:
    made, other = order(line(pizza), note="Ring twice"), order(line(pizza), name="Bo")
    shown = member.get(f"/staff/kitchen/{made.reference}/ticket/").content.decode()
    assert all(told in shown for told in (made.reference, "Margherita", "Ring twice", "Milk"))
    assert other.reference not in shown
    assert member.get("/staff/kitchen/K7F-2QM/ticket/").status_code == 404


def test_an_empty_board_says_so_and_that_no_orders_are_taken(member: Client) -> None:
    menus.set_order_policy(takes_pickup=False, takes_delivery=False, takes_dine_in=False)
    shown = member.get("/staff/kitchen/").content.decode()
    assert "Nothing waits for an answer." in shown
    assert "No orders are taken at the moment" in shown
    assert 'href="/staff/kitchen/"' not in member.get("/staff/").content.decode()


def test_every_staff_page_counts_the_orders_that_wait(member: Client, pizza: MenuItem) -> None:
    assert "data-waiting-orders hidden" in member.get("/staff/").content.decode()
    order(line(pizza))
    order(line(pizza), to="accepted")
    assert "data-waiting-orders>1<" in member.get("/staff/mail/").content.decode()
    assert member.get("/staff/kitchen/waiting/").json() == {"waiting": 1}


def test_who_may_only_look_moves_nothing(restaurant: Business, pizza: MenuItem) -> None:
    made, analyst = order(line(pizza)), signed_in(restaurant, "ada@example.com", "analyst")
    shown = analyst.get("/staff/kitchen/").content.decode()
    assert made.reference in shown
    assert "/move/" not in shown
    assert moved(analyst, made, "accepted").status_code == 403
    assert now_of(made).status == "placed"


def test_the_kitchen_of_another_business_shows_and_moves_nothing(
    restaurant: Business, bella: Business, pizza: MenuItem
) -> None:
    made = order(line(pizza))
    with enter(bella.schema_name):
        menus.set_order_policy()
        other = signed_in(bella, "other@example.com")
        assert made.reference not in other.get("/staff/kitchen/").content.decode()
        assert "notice-error" in moved(other, made, "accepted").content.decode()
        assert other.get(f"/staff/kitchen/{made.reference}/ticket/").status_code == 404
    assert now_of(made).status == "placed"
