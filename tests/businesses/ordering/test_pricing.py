"""What a basket costs, and which baskets cannot be had."""

from __future__ import annotations

from decimal import Decimal

import pytest

from businesses.models import MenuItem, ModifierGroup, ModifierOption
from businesses.ordering.baskets import WishedLine
from businesses.ordering.errors import BasketNotValid, FaultKind
from tests.businesses.ordering import menus
from tests.businesses.ordering.menus import line, option, quote

pytestmark = pytest.mark.django_db


def fault_of(*lines: WishedLine) -> dict[int, FaultKind]:
    with pytest.raises(BasketNotValid) as raised:
        quote(*lines)
    return {place: fault.kind for place, fault in raised.value.faults.items()}


def test_pieces_options_and_amounts_add_up(pizza: MenuItem, cola: MenuItem) -> None:
    found = quote(line(pizza, 2, option("Large"), option("Ham"), option("Olives", "double")), line(cola))
    first, second = found.lines
    assert first.unit_price == Decimal("17.00")  # 9 + 3.50 + 2 + 2 x 1.25
    assert (first.total, second.total) == (Decimal("34.00"), Decimal("3.20"))
    assert (found.subtotal, found.fee, found.total) == (Decimal("37.20"), Decimal(0), Decimal("37.20"))


def test_halves_cost_half_and_count_as_half(pizza: MenuItem) -> None:
    halves = line(pizza, 1, option("Ham", "half"), option("Mushrooms", "half"), option("Olives", "half"))
    assert quote(halves).lines[0].unit_price == Decimal("11.63")  # 9 + 1 + 1 + 0.625, halves of a cent up


def test_what_is_left_out_costs_nothing_and_stays_on_the_line(pizza: MenuItem) -> None:
    found = quote(line(pizza, 1, option("Ham", is_left_out=True))).lines[0]
    assert found.unit_price == Decimal("9.00")
    assert [(choice.option, choice.is_left_out) for choice in found.choices] == [("Ham", True), ("Small", False)]


def test_a_group_that_needs_one_takes_its_default(pizza: MenuItem) -> None:
    assert [choice.option for choice in quote(line(pizza)).lines[0].choices] == ["Small"]


def test_without_a_default_the_missing_choice_is_named(pizza: MenuItem) -> None:
    ModifierOption.objects.update(is_default=False)
    with pytest.raises(BasketNotValid) as raised:
        quote(line(pizza))
    fault = raised.value.faults[0]
    assert (fault.kind, fault.group) == ("too_few", ModifierGroup.objects.get(name="Size").pk)
    assert "Size" in fault.told
    assert "Margherita" in fault.told


def test_a_price_may_come_from_the_size_alone(kitchen: object) -> None:
    size = menus.add_group("Cup", {"Tall": "3.00", "Grande": "3.60"}, least=1, most=1)
    latte = menus.add_item("Latte", None, size)
    assert quote(line(latte, 1, option("Grande"))).total == Decimal("3.60")


def test_more_options_than_a_group_takes_are_refused(pizza: MenuItem) -> None:
    assert fault_of(line(pizza, 1, option("Small"), option("Large"))) == {0: "too_many"}
    assert fault_of(line(pizza, 1, option("Ham", "double"), option("Olives", "2"))) == {0: "too_many"}


def test_each_line_at_fault_is_told_and_the_others_are_not(pizza: MenuItem, cola: MenuItem) -> None:
    soup = menus.add_item("Soup", "5.00", is_available=False)
    fish = menus.add_item("Catch of the day", None)
    wrong = [
        line(cola),
        line(soup),
        line(fish),
        WishedLine(987654),
        line(cola, 0),
        line(cola, 51),
        line(cola, 1, option("Ham")),
    ]
    assert fault_of(*wrong) == {
        1: "sold_out",
        2: "no_price",
        3: "unknown_item",
        4: "quantity",
        5: "quantity",
        6: "unknown_option",
    }


def test_nothing_ordered_is_no_order(kitchen: object) -> None:
    assert fault_of() == {}


def test_stock_is_shared_by_the_lines_of_a_basket(cola: MenuItem) -> None:
    MenuItem.objects.filter(pk=cola.pk).update(stock=3)
    quote(line(cola, 2), line(cola, 1, note="no ice"))
    assert fault_of(line(cola, 2), line(cola, 2, note="no ice")) == {1: "too_few_left"}
    MenuItem.objects.filter(pk=cola.pk).update(stock=0)
    assert fault_of(line(cola)) == {0: "sold_out"}


@pytest.mark.parametrize(
    ("is_included", "tax", "total"), [(True, "2.49", "24.40"), (False, "2.80", "27.20")], ids=["within", "on top"]
)
def test_tax_is_rounded_once_a_rate(cola: MenuItem, is_included: bool, tax: str, total: str) -> None:
    """10 % on 19.20 of food and the fee of 2.20, 22 % on 3.00 of wine: 1.945 and 0.541 within, 2.14 and 0.66 on top."""
    menus.set_order_policy(tax_rate=10, prices_include_tax=is_included)
    menus.add_zone(fee=Decimal("2.20"))
    wine = menus.add_item("Wine", "1.00", tax_rate=22)
    found = quote(line(cola, 6), line(wine, 3), way="delivery", address="Via Roma 1")
    assert (found.tax, found.total) == (Decimal(tax), Decimal(total))


def test_a_bill_of_thirty_lines_takes_as_many_queries_as_one(
    pizza: MenuItem, cola: MenuItem, django_assert_max_num_queries: object
) -> None:
    large = option("Large")
    lines = [*(line(pizza, 1, large, note=str(place)) for place in range(29)), line(cola)]
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        quote(*lines)
