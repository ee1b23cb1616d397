from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import connection
from django.test.utils import CaptureQueriesContext

from businesses.models import MenuSection, StaffMember
from businesses.money import Money
from businesses.queries import menu, services, vocabulary
from businesses.queries.catalogue import service_called, staff_called
from tests.businesses.rows import add_service, add_table

if TYPE_CHECKING:
    from tenants.models import Business


def fill_menu(sections: int) -> None:
    for number in range(sections):
        section = MenuSection.objects.create(name=f"Section {number}", position=number)
        section.items.create(
            name="Margherita", price=Decimal("8.5"), allergens=["gluten", "milk"], aliases=["plain pizza"]
        )
        section.items.create(name="Surprise", price=None, allergens=None, is_available=False, position=1)
    MenuSection.objects.create(name="Empty", position=99)


def test_menu_tells_prices_as_money_and_unknown_as_unknown(restaurant: Business) -> None:
    fill_menu(1)

    (part,) = menu()

    known, unknown = part.lines
    assert (known.price, known.allergens, known.is_available) == (
        Money(Decimal("8.50"), "EUR"),
        ("gluten", "milk"),
        True,
    )
    assert (unknown.price, unknown.allergens, unknown.is_available) == (None, None, False)
    assert Money(Decimal("8.5"), "EUR").as_json() == {"amount": "8.50", "currency": "EUR"}


def test_menu_takes_two_queries_however_long(restaurant: Business) -> None:
    fill_menu(3)
    with CaptureQueriesContext(connection) as queries:
        assert len(menu()) == 3
    assert len(queries) == 2


def test_services_are_those_offered_in_the_owners_order(restaurant: Business) -> None:
    table = add_table("T1")
    add_service(table, name="Second", position=2, price=Decimal(25))
    add_service(table, name="First", position=1)
    add_service(table, name="Gone", is_active=False)

    assert [(each.name, each.price) for each in services()] == [("First", None), ("Second", Money(Decimal(25), "EUR"))]


def test_names_are_found_by_key_and_by_name(restaurant: Business) -> None:
    cut = add_service(name="Cut")
    ada = StaffMember.objects.create(name="Ada")

    assert {service_called(text) for text in (str(cut.pk), "cut", " CUT ")} == {cut}
    assert staff_called("ada") == ada
    assert [service_called(text) for text in ("", "\u0662", "9" * 30, "Cut; DROP TABLE")] == [None] * 4


def test_vocabulary_holds_every_name_customers_may_use(restaurant: Business) -> None:
    fill_menu(1)
    add_service(add_table("T1", area="Terrace"), name="Table", aliases=["spot"])
    StaffMember.objects.create(name="Ada", aliases=["Adele"])

    with CaptureQueriesContext(connection) as queries:
        names = vocabulary()

    assert len(queries) == 4
    [table] = names.services
    assert (table.name, table.aliases[0]) == ("Table", "spot")
    assert {"mesa", "Tisch", "tavolo"} <= set(table.aliases)  # a usual service is known in every language
    assert [(each.name, each.aliases) for each in names.staff] == [("Ada", ("Adele",))]
    assert [each.name for each in names.items] == ["Margherita", "Surprise"]
    assert [(each.name, each.aliases) for each in names.resources] == [("T1", ("Terrace",))]
