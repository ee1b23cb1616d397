"""Orders paid by card, against a far end that speaks Stripe's protocol: before they are placed, late, twice, back."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from businesses.kitchen.queries import kitchen_of
from businesses.models import Deposit, MenuItem, OrderChange, OrderStatus
from businesses.operations.deposits.paying import page_to_pay_order
from businesses.operations.deposits.refunding import hear_of_unpaid, pay_back_due
from businesses.operations.orders import change_order, move_order, refund_order
from businesses.ordering.errors import NothingToPay, NotPaid, OrderMoveNotAllowed, PaidAlready
from businesses.queries.orders import order_called
from businesses.queries.quoting import quote_order
from events.models import OutboxEvent
from payments.models import Payment, Refund
from tenants.actors import SYSTEM, Actor
from tests.businesses.deposits import Till, states
from tests.businesses.ordering import menus
from tests.businesses.ordering.menus import line, wish
from tests.businesses.rows import NOW, STAFF, VISITOR, minutes

if TYPE_CHECKING:
    from businesses.models import Order

NOON = NOW + timedelta(hours=2, minutes=30)


@pytest.fixture
def cola(till: Till) -> MenuItem:
    """Paid beforehand where it is taken away, as one likes where it is brought; four are left."""
    menus.set_order_policy(pickup_payment="before", delivery_payment="choice")
    menus.add_zone()
    till.now = NOON
    return menus.add_item("Cola", "3.20", stock=4)


def ordered(till: Till, cola: MenuItem, quantity: int = 2, **fields: Any) -> Order:
    return menus.place(line(cola, quantity), now=till.now, **fields)


def page_of(till: Till, order: Order) -> str:
    return page_to_pay_order(order=order_called(order.reference), by=VISITOR, now=till.now)


def lapse(till: Till, order: Order) -> None:
    till.now += minutes(16)
    move_order(reference=order.reference, to=OrderStatus.LAPSED, by=SYSTEM, now=till.now)


def told(type_: str) -> list[bool]:
    """Of each event of the type, whether it says that a payment came too late."""
    payloads = OutboxEvent.objects.filter(type=type_).order_by("pk").values_list("payload", flat=True)
    return [bool(each.get("is_late")) for each in payloads]


def left(cola: MenuItem) -> int | None:
    cola.refresh_from_db()
    return cola.stock


def test_it_is_kept_from_the_kitchen_and_from_others_until_it_is_paid_and_placed_by_that_once(
    till: Till, cola: MenuItem
) -> None:
    order = ordered(till, cola)
    assert (order.status, order.pay_by, states()) == ("unpaid", NOON + minutes(15), ["asked"])
    kitchen = kitchen_of(now=till.now)
    assert (left(cola), kitchen.new, kitchen.making) == (2, (), ())
    assert page_of(till, order) == page_of(till, order)

    till.pays_at(page_of(till, order))
    assert till.told(times=2) == {200}

    placed = order_called(order.reference)
    assert (placed.status, placed.is_paid, placed.ready_at, left(cola)) == ("placed", True, order.ready_at, 2)
    assert placed.accept_by == NOON + minutes(10)
    assert [card.order.reference for card in kitchen_of(now=till.now).new] == [order.reference]
    kinds = list(OrderChange.objects.order_by("version").values_list("kind", "actor"))
    assert kinds == [("payment_asked", str(VISITOR)), ("placed", f"customer:order:{order.reference}")]
    assert (Payment.objects.get().amount, len(told("order.placed"))) == (order.total, 1)
    with pytest.raises(NothingToPay):
        page_of(till, order)


def test_nothing_of_the_customer_or_the_order_goes_to_the_provider(till: Till, cola: MenuItem) -> None:
    order = ordered(till, cola)
    form = till.books.sessions[page_of(till, order)]
    assert form["line_items[0][price_data][product_data][name]"] == f"Order {order.reference}"
    assert form["line_items[0][price_data][unit_amount]"] == "640"
    assert not [value for value in form.values() if "anna" in value.lower() or "cola" in value.lower()]


def test_what_takes_a_while_to_be_paid_is_ready_so_much_later(till: Till, cola: MenuItem) -> None:
    order = ordered(till, cola)
    page = page_of(till, order)
    till.now += minutes(14)
    till.pays_at(page)
    till.told()
    assert order_called(order.reference).ready_at == NOON + minutes(35)


def test_staff_and_businesses_that_ask_for_nothing_place_it_at_once(till: Till, cola: MenuItem) -> None:
    assert ordered(till, cola, by=STAFF).status == "placed"
    menus.set_order_policy()
    assert ordered(till, cola).status == "placed"
    assert states() == []


def test_one_that_accepts_by_itself_accepts_what_is_paid(till: Till, cola: MenuItem) -> None:
    menus.set_order_policy(pickup_payment="before", accepts_by_itself=True)
    order = ordered(till, cola)
    assert order.status == "unpaid"
    till.pays_at(page_of(till, order))
    till.told()
    assert order_called(order.reference).status == "accepted"


def test_what_is_not_paid_in_time_gives_back_what_it_held(till: Till, cola: MenuItem) -> None:
    order = ordered(till, cola)
    lapse(till, order)
    assert (order_called(order.reference).status, left(cola), states()) == ("lapsed", 4, ["lapsed"])
    with pytest.raises(NothingToPay):
        page_of(till, order)


def test_paid_late_it_is_placed_while_it_can_be_had_as_agreed(till: Till, cola: MenuItem) -> None:
    order = ordered(till, cola)
    page = page_of(till, order)
    lapse(till, order)
    till.pays_at(page)
    till.told(times=2)
    placed = order_called(order.reference)
    assert (placed.status, left(cola), placed.is_paid) == ("placed", 2, True)
    assert placed.ready_at == NOON + minutes(20)  # as promised, which is ahead


@pytest.mark.parametrize("change", ["price", "stock", "gone", "much_later"])
def test_paid_late_when_it_is_not_what_was_agreed_it_goes_back_once(till: Till, cola: MenuItem, change: str) -> None:
    order = ordered(till, cola)
    page = page_of(till, order)
    lapse(till, order)
    match change:
        case "price":
            MenuItem.objects.update(price="3.50")
        case "stock":
            MenuItem.objects.update(stock=1)
        case "gone":
            MenuItem.objects.all().delete()
        case _:
            till.now += timedelta(hours=6)
    till.pays_at(page)
    till.told(times=2)
    assert (order_called(order.reference).status, states()) == ("lapsed", ["due_back"])
    assert told("order.payment_due_back") == [True]
    assert [pay_back_due(now=till.now) for _ in range(2)] == [1, 0]
    till.told(times=2)
    assert (states(), Refund.objects.count()) == (["back"], 1)


def test_paid_after_it_was_cancelled_it_goes_back(till: Till, cola: MenuItem) -> None:
    order = ordered(till, cola)
    page = page_of(till, order)
    move_order(reference=order.reference, to=OrderStatus.CANCELLED, by=VISITOR, now=till.now)
    till.pays_at(page)
    till.told()
    assert (order_called(order.reference).status, states(), left(cola)) == ("cancelled", ["due_back"], 4)


@pytest.mark.parametrize(
    ("to", "by"), [(OrderStatus.REJECTED, STAFF), (OrderStatus.CANCELLED, VISITOR), (OrderStatus.REJECTED, SYSTEM)]
)
def test_turned_down_or_cancelled_what_was_paid_goes_back(
    till: Till, cola: MenuItem, to: OrderStatus, by: Actor
) -> None:
    order = ordered(till, cola)
    till.pays_at(page_of(till, order))
    till.told()
    for _ in range(2):
        move_order(reference=order.reference, to=to, by=by, now=till.now)
    assert (states(), told("order.payment_due_back"), pay_back_due(now=till.now)) == (["due_back"], [False], 1)
    assert (states(), Refund.objects.get().amount) == (["back"], order.total)


def test_while_a_notice_is_lost_the_provider_is_asked(till: Till, cola: MenuItem) -> None:
    order = ordered(till, cola)
    till.pays_at(page_of(till, order))
    hear_of_unpaid(now=till.now)
    assert order_called(order.reference).status == "placed"


def test_as_the_customer_likes_it_is_placed_at_once_and_may_be_paid_until_it_is(till: Till, cola: MenuItem) -> None:
    order = ordered(till, cola, way="delivery", address="Via Roma 1")
    assert (order.status, states()) == ("placed", [])
    first = page_of(till, order)
    changed = quote_order(wish(line(cola, 3), way="delivery", address="Via Roma 1"), now=till.now, replaces=order)
    change_order(quote_token=changed.token(), by=VISITOR, now=till.now)
    second = page_of(till, order)
    till.pays_at(second)
    till.pays_at(first)
    till.told()

    paid = order_called(order.reference)
    assert (paid.status, paid.is_paid, states()) == ("placed", True, ["due_back", "paid"])
    dearer = quote_order(wish(line(cola, 4), way="delivery", address="Via Roma 1"), now=till.now, replaces=paid)
    with pytest.raises(PaidAlready):
        change_order(quote_token=dearer.token(), by=VISITOR, now=till.now)


def test_staff_pay_back_what_was_paid_for_an_order_that_stands(till: Till, cola: MenuItem) -> None:
    order = ordered(till, cola)
    with pytest.raises(NotPaid):
        refund_order(reference=order.reference, by=STAFF, now=till.now)
    till.pays_at(page_of(till, order))
    till.told()
    for _ in range(2):
        refund_order(reference=order.reference, by=STAFF, reason="cold", now=till.now)
    assert (order_called(order.reference).status, states()) == ("placed", ["due_back"])
    change = OrderChange.objects.order_by("version").last()
    assert change is not None
    assert (change.kind, change.actor, change.detail) == ("payment_due_back", str(STAFF), {"reason": "cold"})


def test_nobody_says_by_hand_that_it_is_paid(till: Till, cola: MenuItem) -> None:
    order = ordered(till, cola)
    for by, to in ((STAFF, OrderStatus.PLACED), (STAFF, OrderStatus.ACCEPTED), (VISITOR, OrderStatus.LAPSED)):
        with pytest.raises(OrderMoveNotAllowed):
            move_order(reference=order.reference, to=to, by=by, now=till.now)
    assert (order_called(order.reference).status, Deposit.objects.get().state) == ("unpaid", "asked")
