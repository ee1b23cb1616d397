"""Baskets over the turns of an order."""

from __future__ import annotations

import pytest

from agents.understanding.orders import Basket, Choice, Group, Item, Menu, Option, update_basket

MILK = Group("milk", "Milk", (Option("oat", "Oat Milk", ("oat",)), Option("soy", "Soy Milk", ("soy",))), most=1)
SIZE = Group("size", "Size", (Option("small", "Small"), Option("large", "Large")), most=1)
EXTRAS = Group("extras", "Extras", (Option("decaf", "Decaf", ("decaffeinated",)), Option("sugar", "Sugar")))
TOPPINGS = Group(
    "toppings",
    "Toppings",
    (Option("onion", "Onions"), Option("mushroom", "Mushrooms"), Option("olive", "Olives"), Option("cheese", "Cheese")),
)
COFFEE, PIZZA = ("milk", "size", "extras"), ("size", "toppings")
MENU = Menu(
    (
        Item("latte", "Latte", groups=COFFEE),
        Item("mocha", "Mocha", groups=COFFEE),
        Item("tea", "Breakfast Tea", groups=COFFEE),
        Item("margherita", "Pizza Margherita", groups=PIZZA),
        Item("diavola", "Pizza Diavola", groups=PIZZA),
        Item("coke", "Coca-Cola", ("Coke",)),
    ),
    (MILK, SIZE, EXTRAS, TOPPINGS),
)


def _basket(*turns: str) -> Basket:
    basket = Basket()
    for turn in turns:
        basket = update_basket(basket, turn, MENU).basket
    return basket


def _order(*turns: str) -> list[tuple[str, int, set[str]]]:
    """Lines as (item, quantity, options); an option other than an addition shows what it is."""
    return [(line.item, line.quantity, set(map(_shown, line.choices))) for line in _basket(*turns).lines]


def _shown(choice: Choice) -> str:
    return " ".join(filter(None, ["no" if choice.negated else "", choice.amount, choice.option]))


def test_item_is_added_with_its_options() -> None:
    assert _order("I'd like a large oat milk latte please") == [("latte", 1, {"large", "oat"})]


def test_options_belong_to_the_dish_they_stand_beside() -> None:
    assert _order("a decaf latte and a mocha with soy milk") == [("latte", 1, {"decaf"}), ("mocha", 1, {"soy"})]


def test_quantity_counts_pieces_and_equal_lines_join() -> None:
    assert _order("two lattes please", "and another latte") == [("latte", 3, set())]


def test_pieces_of_a_line_are_made_differently() -> None:
    turns = "two lattes, one with oat milk and the other decaf"
    assert _order(turns) == [("latte", 1, {"oat"}), ("latte", 1, {"decaf"})]


def test_one_more_of_the_same_made_differently() -> None:
    assert _order("a mocha with oat milk and another with soy") == [("mocha", 1, {"oat"}), ("mocha", 1, {"soy"})]


def test_options_alone_change_the_last_line() -> None:
    assert _order("a latte", "can you make it decaf?") == [("latte", 1, {"decaf"})]


def test_both_changes_all_lines() -> None:
    turns = ("a latte and a mocha", "both with oat milk please")
    assert _order(*turns) == [("latte", 1, {"oat"}), ("mocha", 1, {"oat"})]


def test_choice_in_a_group_replaces_the_earlier_one() -> None:
    assert _order("a latte with oat milk", "actually soy milk") == [("latte", 1, {"soy"})]


@pytest.mark.parametrize(
    "turn",
    ["change the latte to a mocha", "actually make that a mocha", "a mocha instead of the latte"],
)
def test_dish_is_replaced(turn: str) -> None:
    assert _order("a latte please", turn) == [("mocha", 1, set())]


def test_dish_is_taken_off() -> None:
    assert _order("a latte and a mocha", "please remove the latte") == [("mocha", 1, set())]


def test_make_it_changes_the_quantity() -> None:
    assert _order("a latte", "make it three") == [("latte", 3, set())]


def test_whole_order_is_cancelled() -> None:
    assert _order("a latte and a mocha", "cancel everything") == []


def test_negation_takes_an_ingredient_off() -> None:
    assert _order("a margherita with no onions") == [("margherita", 1, {"no onion"})]


def test_what_was_added_and_taken_off_leaves_nothing() -> None:
    assert _order("a latte with oat milk", "no oat milk please") == [("latte", 1, set())]


def test_half_and_half() -> None:
    assert _order("a margherita, half mushroom, half olives") == [("margherita", 1, {"half mushroom", "half olive"})]


def test_question_orders_nothing() -> None:
    assert _order("do you have lattes?", "what's in the mocha?", "how much is a margherita?") == []


def test_yes_that_repeats_the_order_changes_nothing() -> None:
    assert _order("a latte please", "yes, one latte, that's right") == [("latte", 1, set())]


def test_dish_already_ordered_takes_the_option() -> None:
    assert _order("a latte", "could you add soy milk to my latte") == [("latte", 1, {"soy"})]


def test_wish_before_the_dish_waits_for_it() -> None:
    assert _order("something decaf please", "a latte") == [("latte", 1, {"decaf"})]


def test_telephone_number_is_no_quantity() -> None:
    assert _order("a latte, my number is 5550123") == [("latte", 1, set())]


def test_long_text_is_read_in_part() -> None:
    assert update_basket(Basket(), "latte " * 10_000, MENU).basket.lines


def test_item_named_again_with_the_is_the_same_piece() -> None:
    turn = "I'd like a tea and a latte. The latte should be decaf."
    assert _order(turn) == [("tea", 1, set()), ("latte", 1, {"decaf"})]


def test_no_before_a_dish_takes_it_off() -> None:
    assert _order("a latte and a mocha", "no mocha please") == [("latte", 1, set())]


def test_adding_replaces_nothing() -> None:
    assert _order("a latte", "actually add a mocha as well") == [("latte", 1, set()), ("mocha", 1, set())]
