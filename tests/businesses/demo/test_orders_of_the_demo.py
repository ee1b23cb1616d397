"""The demo's menus can be ordered from, and its evening runs whenever it is seeded."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from businesses.demo.orders import seed_orders
from businesses.demo.seeding import DEMO, IMPORT
from businesses.models import MenuItem, Order, OrderPolicy, OrderStatus
from businesses.queries.orders import read_sold
from businesses.queries.quoting import ways_of
from businesses.starter.catalogue import load_catalogue, read_catalogue
from tenants.context import enter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tenants.models import Business

pytestmark = pytest.mark.django_db
AT_NIGHT = datetime(2026, 11, 3, 3, 10, tzinfo=UTC)
IN_THE_EVENING = datetime(2026, 11, 3, 19, 40, tzinfo=UTC)


@pytest.fixture
def trattoria(marios: Business) -> Iterator[Business]:
    with enter(marios.schema_name):
        load_catalogue(read_catalogue(DEMO / "marios.json"))
        yield marios


@pytest.mark.parametrize("now", [AT_NIGHT, IN_THE_EVENING])
def test_an_order_in_each_state_whenever_it_is_seeded(trattoria: Business, now: datetime) -> None:
    seed_orders(read_catalogue(DEMO / "marios.json")["orders"], by=IMPORT, now=now)
    without_cards = set(OrderStatus.values) - {OrderStatus.UNPAID, OrderStatus.LAPSED}
    assert set(Order.objects.values_list("status", flat=True)) == without_cards
    assert not Order.objects.filter(placed_at__gt=now).exists()
    assert not Order.objects.filter(status=OrderStatus.PLACED, accept_by__lte=now).exists()


def test_every_group_is_had_with_something_and_every_default_is_one_of_its_group(trattoria: Business) -> None:
    sold = read_sold(OrderPolicy.current())
    used = {group for item in sold.items.values() for group in item.groups}
    assert used == set(sold.groups)
    assert {sold.groups[key].name for key in used if sold.groups[key].default} == {"Drink size", "Measure", "Milk"}


def test_a_pizza_s_size_has_to_be_asked(trattoria: Business) -> None:
    sold = read_sold(OrderPolicy.current())
    pizza = sold.items[MenuItem.objects.get(name="Margherita").pk]
    size = sold.groups_of(pizza)[0]
    assert (size.name, size.least, size.most, size.default) == ("Size", 1, 1, None)


def test_loading_a_catalogue_again_leaves_one_of_each(trattoria: Business) -> None:
    before = MenuItem.objects.count()
    load_catalogue(read_catalogue(DEMO / "marios.json"))
    assert MenuItem.objects.count() == before
    assert MenuItem.objects.get(name="Margherita").groups.count() == 3


def test_a_shop_takes_orders_to_fetch_and_who_repairs_none(bella: Business) -> None:
    with enter(bella.schema_name):
        data = read_catalogue(DEMO / "torque.json")
        load_catalogue(data)
        seed_orders(data["orders"], by=IMPORT, now=IN_THE_EVENING)
        assert ways_of(OrderPolicy.current()) == ("pickup",)
        assert {order.tax > 0 for order in Order.objects.all()} == {True}
        load_catalogue(read_catalogue(DEMO / "handy.json"))
        assert ways_of(OrderPolicy.current()) == ()
