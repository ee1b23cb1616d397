"""Whoever does what to orders, at once and in whatever order: stock and the kitchen's time are never sold twice, no
state is skipped, and the money adds up.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Sum
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from businesses.contacts import CustomerDetails
from businesses.models import (
    IN_THE_KITCHEN,
    ORDER_MOVES,
    DeliveryZone,
    MenuItem,
    ModifierGroup,
    Order,
    OrderChange,
    OrderLine,
    OrderStatus,
)
from businesses.operations.orders import change_order, move_order, place_order
from businesses.ordering.baskets import OrderWish
from businesses.ordering.kitchen import quarter_of
from businesses.queries.orders import order_called
from businesses.queries.quoting import quote_order
from events.models import OutboxEvent
from tenants.actors import Actor
from tenants.context import enter
from tests.businesses import rows
from tests.businesses.machines.rushes import Deed, check_timeline, lives, rush, rushes
from tests.businesses.ordering import menus

if TYPE_CHECKING:
    from tenants.models import Business

STOCK, KITCHEN = 12, 8
GONE = (OrderStatus.REJECTED, OrderStatus.CANCELLED)
VERBS = ("place", "place", "place", "change", *(status.value for status in OrderStatus if status != "placed"))


def test_nothing_is_sold_twice_whatever_is_done_at_once(live_marios: Business) -> None:
    class Machine(OrderMachine):
        schema = live_marios.schema_name

    run_state_machine_as_test(Machine, settings=lives())


class OrderMachine(RuleBasedStateMachine):
    """A pizzeria with a dozen cakes, a kitchen that makes eight dishes in a quarter, delivery and tax."""

    schema: str

    def __init__(self) -> None:
        super().__init__()
        self.now = rows.NOW
        with enter(self.schema):
            for kept in (Order, DeliveryZone, ModifierGroup):
                kept.objects.all().delete()
            rows.clear_rows()
            rows.open_daily((0, 24))
            menus.set_order_policy(most_per_quarter=KITCHEN, tax_rate=Decimal("8.88"), prices_include_tax=False)
            menus.add_zone("Centre", "00184", fee=2, minimum=0)
            ham = menus.add_group("Toppings", {"Ham": "1.35"})
            self.items = [
                menus.add_item("Margherita", "9.45", ham),
                menus.add_item("Cake", "4.95", stock=STOCK),
                menus.add_item("Water", "1.99"),
            ]

    @rule(deeds=rushes(VERBS))
    def people_come(self, deeds: list[Deed]) -> None:
        with enter(self.schema):
            references = list(Order.objects.order_by("pk").values_list("reference", flat=True))
        rush(self.schema, deeds, lambda deed, number: self.does(deed, number, references))

    @rule(minutes=st.integers(1, 60))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    def does(self, deed: Deed, number: int, references: list[str]) -> object:
        if deed.verb == "place":
            person = CustomerDetails(f"Guest {deed.which}", f"+39061{deed.which:04}{number}")
            by = Actor("customer", str(deed.which))
            token = quote_order(self.wish(deed), now=self.now).token()
            return place_order(quote_token=token, customer=person, by=by, source="chat", now=self.now)
        if not references:
            return None
        reference = references[deed.which % len(references)]
        if deed.verb == "change":
            order = order_called(reference)
            token = quote_order(self.wish(deed), now=self.now, replaces=order).token()
            return change_order(quote_token=token, by=rows.STAFF, now=self.now)
        return move_order(reference=reference, to=OrderStatus(deed.verb), by=rows.STAFF, now=self.now)

    def wish(self, deed: Deed) -> OrderWish:
        """Up to six cakes, a pizza with ham for every third, water for every second; every fourth is brought."""
        pizza, cake, water = self.items
        lines = [menus.line(cake, deed.much)]
        lines += [menus.line(pizza, 1, menus.option("Ham"))] * (deed.which % 3 == 0)
        lines += [menus.line(water, 2)] * (deed.which % 2)
        if deed.which % 4:
            return menus.wish(*lines)
        return menus.wish(*lines, way=menus.DELIVERY, address="Via Nazionale 1, 00184 Roma")

    @invariant()
    def no_cake_is_sold_twice(self) -> None:
        with enter(self.schema):
            sold = OrderLine.objects.filter(item__name="Cake").exclude(order__status__in=GONE)
            number = sold.aggregate(number=Sum("quantity"))["number"] or 0
            assert MenuItem.objects.get(name="Cake").stock == STOCK - number

    @invariant()
    def the_kitchen_is_never_asked_for_more_than_it_makes(self) -> None:
        """An order larger than what a quarter takes has one to itself."""
        with enter(self.schema):
            quarters: defaultdict[object, list[int]] = defaultdict(list)
            for order in Order.objects.filter(status__in=IN_THE_KITCHEN):
                quarters[quarter_of(order.ready_at)].append(order.pieces)
        assert [each for each in quarters.values() if len(each) > 1 and sum(each) > KITCHEN] == []

    @invariant()
    def the_money_adds_up(self) -> None:
        with enter(self.schema):
            for order in Order.objects.prefetch_related("lines"):
                lines = list(order.lines.all())
                assert order.subtotal == sum((line.total for line in lines), Decimal(0))
                assert order.total == order.subtotal + order.fee + order.tax
                assert order.pieces == sum(line.quantity for line in lines)
                assert all(line.total == line.unit_price * line.quantity for line in lines)

    @invariant()
    def every_state_was_reached_by_its_moves(self) -> None:
        with enter(self.schema):
            for order in Order.objects.all():
                check_timeline(order, list(order.changes.order_by("version")), ORDER_MOVES)

    @invariant()
    def each_change_has_one_event(self) -> None:
        with enter(self.schema):
            written = OrderChange.objects.count()
            told = [f"order:{reference}" for reference in Order.objects.values_list("reference", flat=True)]
            assert OutboxEvent.objects.filter(aggregate__in=told).count() == written
