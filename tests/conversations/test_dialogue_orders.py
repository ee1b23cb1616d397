"""Ordering in a conversation: what is taken down, asked, read back and committed."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from businesses.models import MenuItem, ModifierOption, Order, OrderPolicy, OrderStatus, WeeklyHours
from businesses.operations.orders import move_order
from businesses.ordering.serving import DAYS
from tenants.actors import Actor
from tenants.context import current_business
from tests.businesses import rows
from tests.businesses.ordering import menus

if TYPE_CHECKING:
    from tests.conversations.talking import Talk

STAFF = Actor("staff", "7", "Sara")


@pytest.fixture
def pizzeria(talk: Talk) -> Talk:
    """A restaurant that is always open and takes orders: pizzas in two sizes, coffee, cake with nuts in it."""
    rows.clear_rows()
    WeeklyHours.objects.all().delete()
    rows.open_daily((0, 24))
    menus.set_order_policy(takes_dine_in=False)
    menus.add_zone("Centre", "00184", fee=2, minimum=10)
    size = menus.add_group("Size", {"Small": "0", "Large": "3.00"}, least=1, most=1)
    toppings = menus.add_group("Toppings", {"Ham": "2.00", "Onions": "1.00"})
    menus.add_item("Margherita", "9.00", size, toppings, allergens=["gluten", "milk"])
    menus.add_item("Espresso", "1.50", allergens=[])
    menus.add_item("Walnut cake", "5.00", allergens=["nuts", "eggs"])
    return talk


def say(talk: Talk, *lines: str) -> str:
    reply = ""
    for line in lines:
        reply = talk.say(line)
    return reply


def ordered(talk: Talk) -> Order:
    return Order.objects.detailed().get(reference=talk.turn["order"]["reference"])


def test_an_order_is_read_back_and_placed_on_a_yes(pizzeria: Talk) -> None:
    asked = pizzeria.say("two large margheritas without onions and an espresso to take away please")
    assert pizzeria.turn["needs"] == ["name"], asked
    told = say(pizzeria, "Ada Lovelace", "ada@example.com")
    assert pizzeria.turn["stage"] == "CONFIRMATION"
    assert all(part in told for part in ("2 x Margherita (Large, without Onions)", "€25.50", "Ada Lovelace")), told
    assert not Order.objects.exists()
    pizzeria.say("yes please")
    order = ordered(pizzeria)
    assert [(line.name, line.quantity) for line in order.lines.all()] == [("Margherita", 2), ("Espresso", 1)]
    assert (order.total, order.way, order.status, order.customer.name) == (
        Decimal("25.50"),
        "pickup",
        "placed",
        "Ada Lovelace",
    )
    turn = pizzeria.turn["order"]
    assert turn["lines"][0]["modifiers"][1] == {"group": "Toppings", "option": "Onions", "amount": "", "left_out": True}
    pizzeria.say("yes")
    assert Order.objects.count() == 1


def test_a_size_that_was_not_said_is_asked_once_for_all(pizzeria: Talk) -> None:
    asked = pizzeria.say("can i get 2 margheritas, one with ham, for pickup")
    assert pizzeria.turn["needs"] == ["option"]
    assert "Small or Large" in asked
    pizzeria.say("large")
    assert pizzeria.turn["needs"] == ["name"]


@pytest.mark.parametrize(
    ("opening", "name", "contact", "yes"),
    [
        ("ich hätte gern zwei espresso zum mitnehmen", "Anna Schmidt", "0171 5550100", "ja bitte"),
        ("quiero dos espresso para llevar", "Pedro Gómez", "pedro@example.com", "sí"),
        ("je voudrais deux espresso à emporter", "Jean Dupont", "jean@example.com", "oui"),
        ("vorrei due espresso da asporto", "Luigi Verdi", "luigi@example.com", "sì grazie"),
        ("queria dois espresso para levar", "Rui Costa", "rui@example.com", "sim"),
    ],
    ids=["de", "es", "fr", "it", "pt"],
)
def test_in_every_language(pizzeria: Talk, opening: str, name: str, contact: str, yes: str) -> None:
    say(pizzeria, opening, name, contact, yes)
    order = ordered(pizzeria)
    assert [(line.name, line.quantity) for line in order.lines.all()] == [("Espresso", 2)]
    assert order.customer.name == name


def test_the_basket_changes_until_the_yes(pizzeria: Talk) -> None:
    say(pizzeria, "an espresso and a walnut cake to go", "Ada Lovelace", "ada@example.com")
    told = pizzeria.say("actually make it three espressos and drop the cake")
    assert "3 x Espresso" in told
    assert "Walnut cake" not in told
    pizzeria.say("yes")
    assert ordered(pizzeria).total == Decimal("4.50")


def test_what_is_in_it_is_said_before_the_yes_and_what_was_warned_of_first(pizzeria: Talk) -> None:
    pizzeria.say("i'm allergic to nuts")
    told = say(pizzeria, "one walnut cake to go please", "Ada Lovelace", "ada@example.com")
    careful, recorded = told.index("Careful"), told.index("Allergens as recorded")
    assert careful < recorded < told.index("Shall I order it?")


def test_what_nobody_has_recorded_is_said_to_be_unknown(pizzeria: Talk) -> None:
    """The fixture's toppings have no allergens recorded: with one on it nobody knows what is in the pizza."""
    ModifierOption.objects.filter(group__name="Size").update(allergens=[])
    known = say(pizzeria, "a small margherita to go", "Ada Lovelace", "ada@example.com")
    assert "Milk" in known
    told = pizzeria.say("i'm allergic to milk. and put ham on it please")
    assert "Margherita: not recorded" in told
    assert told.index("Careful: Margherita has Milk") < told.index("not recorded")


def test_a_yes_with_a_condition_orders_nothing(pizzeria: Talk) -> None:
    say(pizzeria, "a walnut cake to go", "Ada Lovelace", "ada@example.com")
    for line in ("yes but only if there are no nuts in it", "ok wait", "is there a fee?"):
        pizzeria.say(line)
        assert not Order.objects.exists(), line


def test_delivery_asks_for_the_address_and_says_where_it_does_not_go(pizzeria: Talk) -> None:
    pizzeria.say("two large margheritas delivered please")
    assert pizzeria.turn["needs"] == ["address"]
    refused = pizzeria.say("Via Milano 4, 20121 Milano")
    assert "do not deliver" in refused
    say(pizzeria, "then Via Roma 12, 00184 Roma", "Ada Lovelace", "ada@example.com", "yes")
    order = ordered(pizzeria)
    assert (order.fee, order.total) == (Decimal("2.00"), Decimal("26.00"))
    assert "Via Roma 12" in order.address


def test_a_street_changes_no_dish(pizzeria: Talk) -> None:
    pizzeria.say("two small margheritas delivered please")
    say(pizzeria, "Via Natale del Grande 8, 00184 Roma", "Ada Lovelace", "ada@example.com", "yes")
    (line,) = ordered(pizzeria).lines.all()
    assert [choice["option"] for choice in line.choices] == ["Small"]


def test_what_is_not_on_the_menu_and_what_is_sold_out_are_told(pizzeria: Talk) -> None:
    MenuItem.objects.filter(name="Walnut cake").update(is_available=False)
    told = pizzeria.say("a walnut cake, a cheeseburger and an espresso to go please")
    assert "Walnut cake is sold out" in told
    assert "cheeseburger" in told
    assert "1 x Espresso" in told


def test_a_price_that_changes_before_the_yes_is_asked_again(pizzeria: Talk) -> None:
    say(pizzeria, "an espresso to go", "Ada Lovelace", "ada@example.com")
    MenuItem.objects.filter(name="Espresso").update(price=Decimal("1.80"))
    told = pizzeria.say("yes")
    assert "€1.80" in told
    assert not Order.objects.exists()
    pizzeria.say("yes")
    assert ordered(pizzeria).total == Decimal("1.80")


class TestAfterwards:
    @pytest.fixture(autouse=True)
    def _ordered(self, pizzeria: Talk) -> None:
        say(pizzeria, "an espresso to go", "Ada Lovelace", "ada@example.com", "yes")

    @pytest.mark.parametrize("line", ["where is my order?", "is it ready yet?", "what's my reference?"])
    def test_its_state_is_told_from_the_row(self, pizzeria: Talk, line: str) -> None:
        reference = Order.objects.get().reference
        move_order(reference=reference, to=OrderStatus.ACCEPTED, by=STAFF)
        told = pizzeria.say(line)
        assert "accepted" in told
        assert reference in told

    def test_it_is_cancelled_on_a_yes(self, pizzeria: Talk) -> None:
        pizzeria.say("cancel my order")
        assert pizzeria.turn["needs"] == ["confirm"]
        assert "is cancelled" in pizzeria.say("yes")
        assert Order.objects.get().status == "cancelled"

    def test_something_is_added_while_nobody_has_accepted_it(self, pizzeria: Talk) -> None:
        pizzeria.say("add a walnut cake to my order please")
        pizzeria.say("yes")
        assert Order.objects.get().total == Decimal("6.50")

    def test_what_is_to_be_noted_is_kept_with_it(self, pizzeria: Talk) -> None:
        told = pizzeria.say("add a walnut cake without cinnamon to my order please")
        assert "without cinnamon" in told
        pizzeria.say("yes")
        assert "without cinnamon" in Order.objects.get().note

    def test_once_the_kitchen_has_it_nothing_changes(self, pizzeria: Talk) -> None:
        move_order(reference=Order.objects.get().reference, to=OrderStatus.ACCEPTED, by=STAFF)
        told = pizzeria.say("cancel my order")
        assert "can't be changed here" in told
        assert Order.objects.get().status == "accepted"


def test_who_takes_no_orders_says_so(pizzeria: Talk) -> None:
    OrderPolicy.objects.all().delete()
    assert "can't take orders" in pizzeria.say("two espressos to go please")
    assert not Order.objects.exists()


def test_a_table_is_booked_beside_an_order(pizzeria: Talk) -> None:
    rows.set_policy()
    rows.add_service(rows.add_table("T1", 4), needs_party=True, name="Table")
    told = say(
        pizzeria,
        "a table for 2 tomorrow at 7:30pm, and two espressos to go today",
        "Max Planck",
        "max@example.com",
        "yes",
    )
    assert "You're booked" in told
    assert "2 x Espresso" in told
    pizzeria.say("yes")
    assert ordered(pizzeria).pieces == 2


@pytest.mark.parametrize(
    "line",
    [
        "no wait, i don't want anything",
        "nee doch nicht, vergiss es",
        "no quiero nada, déjalo",
        "non voglio niente, grazie",
    ],
)
def test_an_order_that_is_called_off_is_let_go(pizzeria: Talk, line: str) -> None:
    say(pizzeria, "an espresso to take away please", line)
    assert (pizzeria.turn["needs"], pizzeria.turn["stage"]) == ([], "COMPLETION")
    say(pizzeria, "yes")
    assert not Order.objects.exists()


def test_when_it_is_fetched_books_no_table(pizzeria: Talk) -> None:
    told = say(pizzeria, "2 espressi to take away. will get them tomorrow at 10am", "Ada Lovelace", "ada@example.com")
    assert "10:00" in told, told
    assert "book" not in pizzeria.say("yes please").lower()
    assert ordered(pizzeria).lines.get().quantity == 2


@pytest.mark.parametrize("line", ["ok, dann lieber zwei espresso", "just the walnut cake then", "mejor un espresso"])
def test_a_change_of_the_basket_is_nobodys_name(pizzeria: Talk, line: str) -> None:
    say(pizzeria, "a walnut cake to take away please", line)
    assert pizzeria.turn["needs"] == ["name"]


def test_a_yes_that_hangs_on_what_is_in_it_is_answered_of_the_basket(pizzeria: Talk) -> None:
    say(pizzeria, "a walnut cake and an espresso to take away", "Ada Lovelace", "ada@example.com")
    told = pizzeria.say("yes but only if there are no nuts in it")
    assert "Walnut cake" in told
    assert "Margherita" not in told
    told = pizzeria.say("then swap it for a small margherita")
    assert all(part in told for part in ("1 x Margherita (Small)", "1 x Espresso")), told
    assert "Walnut" not in told


def test_what_goes_with_it_and_is_on_no_menu_is_noted(pizzeria: Talk) -> None:
    told = say(pizzeria, "a walnut cake with 2 spoons to take away please", "Ada Lovelace", "ada@example.com")
    assert "2 spoons" in told, told
    pizzeria.say("yes")
    assert "2 spoons" in ordered(pizzeria).note


def test_what_is_sought_and_not_there_is_named(pizzeria: Talk) -> None:
    assert "lasagna" in pizzeria.say("do you have lasagna?")


def test_a_price_is_told_of_the_basket_as_it_would_be(pizzeria: Talk) -> None:
    pizzeria.say("one small margherita to take away")
    told = pizzeria.say("how much is it with ham?")
    assert "11.00" in told, told


@pytest.mark.parametrize(
    "line",
    [
        "can i have the small margherita with ham? how much is it?",
        "la margherita small la fate anche con ham? costa di più?",
    ],
)
def test_a_price_is_told_of_the_dish_as_it_was_just_asked_for(pizzeria: Talk, line: str) -> None:
    told = pizzeria.say(line)
    assert "11" in told, told


def test_what_passes_for_a_language_nobody_speaks_here_is_read(pizzeria: Talk) -> None:
    pizzeria.say("table for 2 tomorrow at 19:00")
    assert "went wrong" not in pizzeria.say("yes, cancel it")  # looks like Catalan


def test_a_dish_of_which_one_dreams_beside_a_table_is_not_ordered(pizzeria: Talk) -> None:
    pizzeria.say("i could murder a margherita, table for 3 on friday at 8:45pm please")
    assert pizzeria.turn["agent"] != "orders"
    assert "item" not in pizzeria.turn["needs"]


@pytest.mark.parametrize(
    "line", ["doch ohne Zwiebeln, die mag ich nicht", "ja doch, ohne Zwiebeln", "yes without onions"]
)
def test_a_yes_that_speaks_of_dishes_orders_nothing(pizzeria: Talk, line: str) -> None:
    say(pizzeria, "a small margherita to take away please", "Ada Lovelace", "ada@example.com", line)
    assert not Order.objects.exists()
    assert pizzeria.turn["stage"] == "CONFIRMATION"


@pytest.mark.parametrize("line", ["zwei Wasser mit Kohlensäure zum Mitnehmen bitte", "dos aguas con gas para llevar"])
def test_what_is_ordered_is_no_cry_for_help(pizzeria: Talk, line: str) -> None:
    menus.add_item("Sparkling water", "2.00", allergens=[])
    pizzeria.say(line)
    assert pizzeria.turn["needs"] == ["name"]
    assert pizzeria.turn["handoff"] is False


def test_a_cry_for_help_beside_an_order_is_heard(pizzeria: Talk) -> None:
    told = pizzeria.say("two margheritas please, quick, my wife is choking and cannot breathe")
    assert "112" in told, told


def test_a_word_of_the_menu_is_no_day(pizzeria: Talk) -> None:
    """ "Montage" may be Mondays, and is a fitting here."""
    fitting = menus.add_group("Fitting", {"Fitted": "8.00"})
    ModifierOption.objects.update_or_create(name="Fitted", defaults={"aliases": ["Montage"]})
    menus.add_item("Wiper", "20.00", fitting, allergens=[])
    told = say(pizzeria, "einen Wiper mit Montage zum Abholen", "Ada Lovelace", "ada@example.com")
    assert "28,00" in told, told


def test_the_same_again_is_what_it_was_and_not_twice_as_much(pizzeria: Talk) -> None:
    say(pizzeria, "two espressi to take away please", "Ada Lovelace", "ada@example.com", "yes")
    say(pizzeria, "the same again please", "yes")
    assert [order.lines.get().quantity for order in Order.objects.order_by("pk")] == [2, 2]


def test_a_dish_taken_off_an_order_leaves_the_others(pizzeria: Talk) -> None:
    say(pizzeria, "a walnut cake and an espresso to take away", "Ada Lovelace", "ada@example.com", "yes")
    say(pizzeria, "sorry, I don't want the cake anymore", "yes")
    order = Order.objects.get()
    assert (order.status, [line.name for line in order.lines.all()]) == (OrderStatus.PLACED, ["Espresso"])


@pytest.mark.parametrize(
    "line",
    [
        "cambio, lo ritiro alle 21:30 invece",
        "can I pick it up at 21:30 instead?",
        "können Sie es auf 21:30 Uhr verschieben?",
        "¿puedo recogerlo a las 21:30 mejor?",
        "je passe plutôt à 21h30",
    ],
)
def test_an_order_just_made_is_moved_to_another_hour(pizzeria: Talk, line: str) -> None:
    say(pizzeria, "an espresso to take away tomorrow at 20:00", "Ada Lovelace", "ada@example.com", "yes")
    before = Order.objects.get()
    told = pizzeria.say(line)
    assert pizzeria.turn["stage"] == "CONFIRMATION", told
    pizzeria.say("yes")
    after = Order.objects.get()
    zone = current_business().zone
    assert [f"{at.astimezone(zone):%d %H:%M}" for at in (before.ready_at, after.ready_at)] == [
        f"{before.ready_at.astimezone(zone):%d} 20:00",
        f"{before.ready_at.astimezone(zone):%d} 21:30",
    ]


def test_only_what_is_kept_of_an_order_stays(pizzeria: Talk) -> None:
    say(pizzeria, "a walnut cake and an espresso to take away", "Ada Lovelace", "ada@example.com", "yes")
    say(pizzeria, "sorry, I don't need the cake anymore, just keep the espresso", "yes")
    order = Order.objects.get()
    assert (order.status, [line.name for line in order.lines.all()]) == (OrderStatus.PLACED, ["Espresso"])


def test_why_an_order_is_given_up_books_nothing(pizzeria: Talk) -> None:
    say(pizzeria, "an espresso to take away", "Ada Lovelace", "ada@example.com", "yes")
    told = pizzeria.say("cancela por favor, afinal vou jantar fora")
    assert pizzeria.turn["needs"] == ["confirm"], told
    pizzeria.say("sim")
    assert Order.objects.get().status == OrderStatus.CANCELLED


@pytest.mark.parametrize("line", ["Big Ada", "Little Anna"])
def test_a_name_makes_no_dish_larger(pizzeria: Talk, line: str) -> None:
    say(pizzeria, "a small margherita to take away", line)
    assert pizzeria.turn["needs"] == ["phone", "email"]
    assert line in pizzeria.say("ada@example.com")


def test_a_number_of_dishes_is_no_hour(pizzeria: Talk) -> None:
    say(pizzeria, "duas margheritas, uma pequena e uma grande, para levar", "Ada Lovelace", "ada@example.com")
    told = pizzeria.say("afinal as duas grandes")
    assert "2 x Margherita (Large)" in told, told


def test_when_it_is_fetched_is_said_of_the_order_being_made(pizzeria: Talk) -> None:
    told = say(pizzeria, "zwei Espresso zum Abholen", "ok dann hol ich die zwei morgen um 12 uhr ab")
    assert pizzeria.turn["needs"] == ["name"], told
    assert "12:00" in told, told


@pytest.mark.parametrize("line", ["how much is everything together?", "quanto dá tudo?", "quanto fa tutto insieme?"])
def test_the_price_of_everything_is_that_of_the_order(pizzeria: Talk, line: str) -> None:
    assert "3.00" in say(pizzeria, "two espressi to take away", line).replace(",", ".")


def test_it_is_what_is_in_the_basket(pizzeria: Talk) -> None:
    told = say(pizzeria, "a walnut cake to take away", "does it have milk in it?")
    assert "Walnut cake" in told, told


def test_a_dish_out_of_its_time_is_told_with_when_it_is_served_and_left_out(pizzeria: Talk) -> None:
    today = timezone.now().astimezone(current_business().zone)
    other = DAYS[(today + timedelta(days=3)).weekday()]
    MenuItem.objects.filter(name="Walnut cake").update(served=[f"{other} 15:00-16:00"])
    said = ("a walnut cake and an espresso to take away", "Ada Lovelace", "ada@example.com")
    told = [pizzeria.say(line) for line in said]
    assert "Walnut cake is not served then. It is served:" in told[0]
    assert "1 x Espresso" in told[-1]
    assert "1 x Walnut cake" not in told[-1]
