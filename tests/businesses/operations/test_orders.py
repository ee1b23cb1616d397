"""Placing, changing and moving orders."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from businesses.contacts import CustomerDetails
from businesses.errors import ContactNotValid, KeyReused
from businesses.models import MenuItem, Order, OrderChange, OrderStatus
from businesses.operations.orders import change_order, move_order, place_order
from businesses.ordering.errors import (
    BasketNotValid,
    OrderChangedMeanwhile,
    OrderMoveNotAllowed,
    QuoteChanged,
    QuoteNotValid,
    TooLateForOrder,
    TooManyOrders,
)
from businesses.queries.quoting import quote_order
from events.models import OutboxEvent
from tenants.actors import SYSTEM
from tenants.context import enter
from tests.businesses import rows
from tests.businesses.ordering import menus
from tests.businesses.ordering.conftest import cola, kitchen, pizza
from tests.businesses.ordering.menus import line, option, quote, wish

if TYPE_CHECKING:
    from businesses.ordering.baskets import WishedLine
    from tenants.models import Business

__all__ = ["cola", "kitchen", "pizza"]
pytestmark = pytest.mark.django_db
LATER = rows.NOW + timedelta(minutes=5)


def place(token: str, **fields: Any) -> Order:
    given = {"customer": rows.ANNA, "by": rows.VISITOR, "source": "api", "now": rows.NOW, **fields}
    return place_order(quote_token=token, **given)


def events() -> list[str]:
    return list(OutboxEvent.objects.filter(type__startswith="order.").order_by("pk").values_list("type", flat=True))


def test_what_was_quoted_is_ordered(pizza: MenuItem, cola: MenuItem) -> None:
    order = place(quote(line(pizza, 2, option("Large"), note="well done"), line(cola)).token(), note="Ring twice")
    assert [(each.name, each.quantity, each.total) for each in order.lines.all()] == [
        ("Margherita", 2, Decimal("25.00")),
        ("Cola", 1, Decimal("3.20")),
    ]
    assert (order.status, order.total, order.currency, order.pieces) == ("placed", Decimal("28.20"), "EUR", 3)
    assert (order.note, order.customer.name) == ("Ring twice", "Anna Rossi")
    assert order.accept_by == rows.NOW + timedelta(hours=2, minutes=10)  # the doors open at noon
    assert events() == ["order.placed"]
    assert OutboxEvent.objects.get(type="order.placed").payload["total"] == "28.20"


@pytest.mark.parametrize(
    ("hours", "answered_by"),
    [(2.5, 2.5), (4.9, 4.9), (5.5, 8), (14, 26)],  # at lunch, at its end, between the two, at midnight; since ten
)
def test_the_time_to_accept_begins_when_the_doors_are_open(cola: MenuItem, hours: float, answered_by: float) -> None:
    order = menus.place(line(cola), now=rows.NOW + timedelta(hours=hours))
    assert order.accept_by == rows.NOW + timedelta(hours=answered_by, minutes=10)


def test_events_carry_no_words_of_the_customer(pizza: MenuItem) -> None:
    menus.add_zone()
    token = quote(line(pizza, note="secret"), way="delivery", address="Via Canary 7").token()
    order = place(token, note="hush")
    move_order(reference=order.reference, to=OrderStatus.CANCELLED, by=rows.VISITOR, reason="murmur", now=LATER)
    told = str(list(OutboxEvent.objects.values_list("payload", flat=True)))
    assert not any(word in told for word in ("secret", "Canary", "hush", "murmur", "Anna"))


def test_a_business_that_accepts_by_itself_has_accepted(cola: MenuItem) -> None:
    menus.set_order_policy(accepts_by_itself=True)
    assert place(quote(line(cola)).token()).status == "accepted"
    assert events() == ["order.placed", "order.accepted"]


def test_the_same_key_orders_once(cola: MenuItem) -> None:
    token = quote(line(cola)).token()
    first, second = (place(token, idempotency_key="k-1") for _ in range(2))
    assert first.pk == second.pk
    assert events() == ["order.placed"]
    with pytest.raises(KeyReused):
        place(token, idempotency_key="k-1", customer=CustomerDetails("Bea", "+39 06 7654321"))


def test_a_price_that_changed_is_shown_and_nothing_is_ordered(cola: MenuItem) -> None:
    token = quote(line(cola, 2)).token()
    MenuItem.objects.filter(pk=cola.pk).update(price=Decimal("3.50"))
    with pytest.raises(QuoteChanged) as raised:
        place(token)
    assert raised.value.quote.total == Decimal("7.00")
    assert not Order.objects.exists()
    assert place(raised.value.quote.token()).total == Decimal("7.00")


def test_what_is_sold_out_meanwhile_is_told_and_nothing_is_ordered(pizza: MenuItem, cola: MenuItem) -> None:
    token = quote(line(pizza), line(cola)).token()
    MenuItem.objects.filter(pk=cola.pk).update(is_available=False)
    with pytest.raises(BasketNotValid) as raised:
        place(token)
    assert {place: fault.kind for place, fault in raised.value.faults.items()} == {1: "sold_out"}
    assert not Order.objects.exists()


def test_a_quarter_that_filled_meanwhile_is_asked_about_again(cola: MenuItem) -> None:
    menus.set_order_policy(most_per_quarter=3)
    token = quote(line(cola, 2)).token()
    menus.place(line(cola, 2), customer=CustomerDetails("Bea", "+39 06 7654321"))
    with pytest.raises(QuoteChanged) as raised:
        place(token)
    assert raised.value.quote.ready_at == quote(line(cola, 2)).ready_at
    assert Order.objects.count() == 1


def test_a_quote_is_the_businesss_own_and_runs_out(cola: MenuItem, bella: Business) -> None:
    token = quote(line(cola)).token()
    for wrong in ("", "nonsense", token[:-1], f"{token}x"):
        with pytest.raises(QuoteNotValid):
            place(wrong)
    with enter(bella.schema_name), pytest.raises(QuoteNotValid):
        place(token)


def test_a_customer_leaves_a_way_to_be_reached(cola: MenuItem) -> None:
    with pytest.raises(ContactNotValid):
        place(quote(line(cola)).token(), customer=CustomerDetails("Anna"))
    assert place(quote(line(cola)).token(), customer=CustomerDetails("Anna"), by=rows.STAFF).customer.name == "Anna"


def test_one_contact_has_five_open_orders(cola: MenuItem) -> None:
    made = [place(quote(line(cola)).token()) for _ in range(5)]
    with pytest.raises(TooManyOrders):
        place(quote(line(cola)).token())
    move_order(reference=made[0].reference, to=OrderStatus.REJECTED, by=rows.STAFF, now=LATER)
    place(quote(line(cola)).token())


class TestStock:
    def left(self, item: MenuItem) -> int | None:
        return MenuItem.objects.get(pk=item.pk).stock

    def test_it_is_taken_with_the_order_and_comes_back_with_its_end(self, cola: MenuItem) -> None:
        MenuItem.objects.filter(pk=cola.pk).update(stock=5)
        first, second = (place(quote(line(cola, 2)).token()) for _ in range(2))
        assert self.left(cola) == 1
        move_order(reference=first.reference, to=OrderStatus.CANCELLED, by=rows.VISITOR, now=LATER)
        move_order(reference=first.reference, to=OrderStatus.CANCELLED, by=rows.VISITOR, now=LATER)
        assert self.left(cola) == 3
        move_order(reference=second.reference, to=OrderStatus.REJECTED, by=rows.STAFF, now=LATER)
        assert self.left(cola) == 5

    def test_a_change_gives_back_what_it_had(self, cola: MenuItem) -> None:
        MenuItem.objects.filter(pk=cola.pk).update(stock=3)
        order = place(quote(line(cola, 3)).token())
        changed = change_order(quote_token=requoted(order, line(cola, 1)), by=rows.VISITOR, now=LATER)
        assert (self.left(cola), changed.pieces) == (2, 1)

    def test_what_the_order_holds_is_its_own_to_take_again(self, cola: MenuItem) -> None:
        MenuItem.objects.filter(pk=cola.pk).update(stock=3)
        order = place(quote(line(cola, 2)).token())
        with pytest.raises(BasketNotValid):
            quote(line(cola, 2))
        token = requoted(order, line(cola, 3))
        assert change_order(quote_token=token, by=rows.VISITOR, now=LATER).pieces == 3
        assert self.left(cola) == 0
        change_order(quote_token=token, by=rows.VISITOR, now=LATER)
        assert self.left(cola) == 0


def requoted(order: Order, *lines: WishedLine, **fields: Any) -> str:
    """A quote for the order as it would be."""
    return quote_order(wish(*lines, **fields), now=LATER, replaces=order).token()


class TestChanging:
    def test_the_lines_are_as_the_new_quote_says(self, pizza: MenuItem, cola: MenuItem) -> None:
        order = place(quote(line(pizza)).token())
        token = requoted(order, line(pizza, 2, option("Large")), line(cola))
        changed = change_order(quote_token=token, by=rows.VISITOR, now=LATER)
        assert (changed.reference, changed.total) == (order.reference, Decimal("28.20"))
        assert [each.quantity for each in changed.lines.all()] == [2, 1]
        assert change_order(quote_token=token, by=rows.VISITOR, now=LATER).version == changed.version
        assert events() == ["order.placed", "order.changed"]
        kept = OrderChange.objects.get(kind="changed").detail
        assert kept["lines"] == [{"name": "Margherita", "quantity": 1}]

    def test_how_it_is_made_and_the_note_change_though_the_price_does_not(self, pizza: MenuItem) -> None:
        order = place(quote(line(pizza)).token(), note="Ring twice")
        token = requoted(order, line(pizza, 1, option("Ham", is_left_out=True)))
        changed = change_order(quote_token=token, by=rows.VISITOR, now=LATER)
        assert [choice["option"] for choice in changed.lines.get().choices] == ["Ham", "Small"]
        assert (changed.note, changed.total) == ("Ring twice", order.total)
        token = requoted(changed, line(pizza))
        assert change_order(quote_token=token, note="Do not ring", by=rows.VISITOR, now=LATER).note == "Do not ring"

    def test_not_once_the_kitchen_has_it(self, cola: MenuItem) -> None:
        order = place(quote(line(cola)).token())
        token = requoted(order, line(cola, 2))
        move_order(reference=order.reference, to=OrderStatus.ACCEPTED, by=rows.STAFF, now=LATER)
        with pytest.raises(TooLateForOrder):
            change_order(quote_token=token, by=rows.VISITOR, now=LATER)
        assert change_order(quote_token=token, by=rows.STAFF, now=LATER).pieces == 2

    def test_a_quote_for_a_new_order_changes_none_and_the_other_way_round(self, cola: MenuItem) -> None:
        order = place(quote(line(cola)).token())
        with pytest.raises(QuoteNotValid):
            change_order(quote_token=quote(line(cola)).token(), by=rows.VISITOR, now=LATER)
        with pytest.raises(QuoteNotValid):
            place(requoted(order, line(cola)))


class TestMoving:
    def test_through_the_kitchen(self, cola: MenuItem) -> None:
        order = place(quote(line(cola)).token())
        for to in (OrderStatus.ACCEPTED, OrderStatus.PREPARING, OrderStatus.READY, OrderStatus.COMPLETED):
            order = move_order(reference=order.reference, to=to, by=rows.STAFF, version=order.version, now=LATER)
            assert order.status == to
        assert events() == [f"order.{each}" for each in ("placed", "accepted", "preparing", "ready", "completed")]

    @pytest.mark.parametrize("to", [OrderStatus.ACCEPTED, OrderStatus.READY, OrderStatus.REJECTED])
    def test_customers_only_cancel(self, cola: MenuItem, to: OrderStatus) -> None:
        order = place(quote(line(cola)).token())
        with pytest.raises(OrderMoveNotAllowed):
            move_order(reference=order.reference, to=to, by=rows.VISITOR, now=LATER)

    def test_customers_cancel_until_it_is_accepted_and_staff_after(self, cola: MenuItem) -> None:
        order = place(quote(line(cola)).token())
        move_order(reference=order.reference, to=OrderStatus.ACCEPTED, by=rows.STAFF, now=LATER)
        with pytest.raises(TooLateForOrder):
            move_order(reference=order.reference, to=OrderStatus.CANCELLED, by=rows.VISITOR, now=LATER)
        gone = move_order(
            reference=order.reference, to=OrderStatus.CANCELLED, by=rows.STAFF, reason="No gas", now=LATER
        )
        assert gone.status == "cancelled"
        assert OrderChange.objects.get(kind="cancelled").detail == {"reason": "No gas"}

    def test_what_has_ended_stays_ended(self, cola: MenuItem) -> None:
        order = place(quote(line(cola)).token())
        move_order(reference=order.reference, to=OrderStatus.REJECTED, by=SYSTEM, now=LATER)
        for to in set(OrderStatus) - {OrderStatus.REJECTED}:
            with pytest.raises(OrderMoveNotAllowed):
                move_order(reference=order.reference, to=to, by=rows.STAFF, now=LATER)

    def test_an_old_page_moves_nothing(self, cola: MenuItem) -> None:
        order = place(quote(line(cola)).token())
        change_order(quote_token=requoted(order, line(cola, 2)), by=rows.VISITOR, now=LATER)
        with pytest.raises(OrderChangedMeanwhile):
            move_order(
                reference=order.reference, to=OrderStatus.ACCEPTED, by=rows.STAFF, version=order.version, now=LATER
            )
