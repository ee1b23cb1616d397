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


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("a lasagne and a coke", ("lasagne",)),
        ("two unicorn burgers please", ("unicorn burgers",)),
        ("a margherita with pineapple", ("pineapple",)),
        ("una lasaña y una coca", ("lasaña",)),
        ("ein Schnitzel und eine Cola", ("Schnitzel",)),
        ("une raclette et un coca", ("raclette",)),
        ("una carbonara e una coca", ("carbonara",)),
        ("uma feijoada e uma coca", ("feijoada",)),
    ],
)
def test_what_is_not_on_the_menu_is_told_and_not_ordered(text: str, unknown: tuple[str, ...]) -> None:
    update = update_basket(Basket(), text, MENU)
    assert update.unknown == unknown
    assert {line.item for line in update.basket.lines} <= {"coke", "margherita"}


def test_option_of_another_dish_is_not_ordered() -> None:
    update = update_basket(Basket(), "a coke with oat milk", MENU)
    assert update.basket.lines[0].choices == ()
    assert update.unknown == ("oat milk",)


def test_word_of_several_dishes_is_unclear() -> None:
    update = update_basket(Basket(), "a large pizza", MENU)
    assert update.basket.lines == ()
    assert update.unclear[0].items == ("margherita", "diavola")


def test_dishes_named_after_their_kind_are_the_order() -> None:
    update = update_basket(Basket(), "three pizzas: one margherita and two diavolas", MENU)
    assert [(line.item, line.quantity) for line in update.basket.lines] == [("margherita", 1), ("diavola", 2)]
    assert update.unclear == ()


@pytest.mark.parametrize(
    "turn",
    ["make that two", "que sean dos", "mettez-en deux", "mach zwei draus", "anzi, due", "afinal são dois"],
)
def test_number_alone_is_of_the_line_last_spoken_of(turn: str) -> None:
    assert _order("a latte", turn) == [("latte", 2, set())]


@pytest.mark.parametrize(
    "turn",
    ["one more of those", "uno más", "encore un", "noch einen bitte", "ancora uno", "mais um"],
)
def test_one_more_is_of_the_line_last_spoken_of(turn: str) -> None:
    assert _order("a latte with oat milk", turn) == [("latte", 2, {"oat"})]


@pytest.mark.parametrize(
    "turn",
    ["remove the latte", "quita el latte", "enlevez le latte", "streich den Latte", "togli il latte", "tira o latte"],
)
def test_dish_is_taken_off_in_every_language(turn: str) -> None:
    assert _order("a latte and a tea", turn) == [("tea", 1, set())]


@pytest.mark.parametrize(
    "turn",
    [
        "change the latte to a mocha", "cambia el latte por un mocha", "remplacez le latte par un mocha",
        "tauschen Sie den Latte gegen einen Mocha", "cambia il latte con un mocha", "troca o latte por um mocha",
    ],
)  # fmt: skip
def test_dish_is_replaced_in_every_language(turn: str) -> None:
    assert _order("two lattes", turn) == [("mocha", 2, set())]


@pytest.mark.parametrize(
    "turn",
    ["cancel everything", "cancela todo el pedido", "annulez la commande", "alles stornieren", "annulla l'ordine",
     "cancela tudo"],
)  # fmt: skip
def test_whole_order_is_cancelled_in_every_language(turn: str) -> None:
    assert _order("a latte and a mocha", turn) == []


@pytest.mark.parametrize(
    "question",
    ["do you have lattes?", "¿tienen latte?", "vous avez des lattes ?", "habt ihr Latte?", "avete il latte macchiato?",
     "têm latte?"],
)  # fmt: skip
def test_question_orders_nothing_in_any_language(question: str) -> None:
    assert _order(question) == []


def test_dish_asked_about_is_what_a_number_counts() -> None:
    assert _order("do you have lattes? I'll take two") == [("latte", 2, set())]


def test_same_again_is_the_order_twice() -> None:
    assert _order("a latte and two teas", "same again please") == [("latte", 2, set()), ("tea", 4, set())]


def test_second_one_is_the_second_line_that_can_be_had_so() -> None:
    turns = "a margherita, a coke and a diavola", "no onions on the second one"
    assert _order(*turns) == [("margherita", 1, set()), ("coke", 1, set()), ("diavola", 1, {"no onion"})]


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("extra cheese", "extra cheese"), ("double cheese", "double cheese"), ("lots of cheese", "extra cheese"),
        ("just a little cheese", "light cheese"), ("not too much cheese", "light cheese"),
        ("cheese on half", "half cheese"),
    ],
)  # fmt: skip
def test_amount_is_of_the_option_beside_it(said: str, shown: str) -> None:
    assert _order(f"a margherita with {said} and olives") == [("margherita", 1, {shown, "olive"})]


@pytest.mark.parametrize(
    "text", ["", "   ", "???", "12345678901234567890", "no no no no", "and with without", "x" * 5_000]
)
def test_any_text_leaves_a_basket(text: str) -> None:
    assert _order("a latte", text) == [("latte", 1, set())]
