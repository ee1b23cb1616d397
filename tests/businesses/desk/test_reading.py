"""The one read of a business: complete, in a constant number of queries, and as true as its rows."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from businesses.desk import Provider, current_desk, provide, providers
from businesses.desk.reading import read_desk
from businesses.models import (
    Customer,
    HoursException,
    MenuItem,
    MenuSection,
    PartyDuration,
    Resource,
    Service,
    StaffMember,
)
from tests.businesses import rows

if TYPE_CHECKING:
    from collections.abc import Callable

    from tenants.models import Business


@pytest.fixture
def salon(restaurant: Business) -> Business:
    """Two people, of whom one cuts and both colour."""
    chairs = [Resource.objects.create(name=f"Chair {name}", kind="staff") for name in ("Ada", "Theo")]
    for chair in chairs:
        StaffMember.objects.create(name=chair.name.split()[1], resource=chair, aliases=["boss"])
    rows.add_service(chairs[1], name="Cut", minutes=30, price=Decimal(20))
    rows.add_service(*chairs, name="Colour", minutes=90)
    return restaurant


@pytest.mark.parametrize(("service", "names"), [("Cut", ["Theo"]), ("Colour", ["Ada", "Theo"])])
def test_desk_knows_who_performs_a_service(salon: Business, service: str, names: list[str]) -> None:
    desk = current_desk()
    found = next(each for each in desk.services if each.name == service)

    assert [member.name for member in desk.performers(found.id)] == names
    assert [member.id for member in desk.performers(found.id)] == list(found.staff)


def test_person_or_chair_out_of_use_performs_nothing(salon: Business) -> None:
    StaffMember.objects.filter(name="Ada").update(is_active=False)
    Resource.objects.filter(name="Chair Theo").update(is_active=False)
    desk = current_desk()

    assert [(member.name, member.services) for member in desk.staff] == [("Theo", ())]
    assert [each.staff for each in desk.services] == [()]


@pytest.mark.parametrize(("people", "minutes"), [(1, 90), (4, 90), (5, 105), (7, 105), (8, 135), (20, 135)])
def test_larger_parties_stay_longer(table: Service, people: int, minutes: int) -> None:
    Service.objects.update(duration_minutes=90)
    for from_party, longer in ((8, 135), (5, 105)):
        PartyDuration.objects.create(service=table, from_party=from_party, duration_minutes=longer)

    assert current_desk().services[0].minutes_for(people) == minutes


def test_desk_tells_how_bookings_are_taken(restaurant: Business) -> None:
    rows.set_policy(lead_minutes=45, horizon_days=30, cancel_cutoff_minutes=1440, max_party_auto=8)
    policy = current_desk().policy

    assert (policy.lead_minutes, policy.horizon_days, policy.step_minutes) == (45, 30, 30)
    assert (policy.cancel_cutoff_minutes, policy.max_party) == (1440, 8)


def add_many(count: int) -> None:
    section = MenuSection.objects.create(name=f"Section of {count}")
    for number in range(count):
        chair = Resource.objects.create(name=f"Chair {count}.{number}", kind="staff")
        StaffMember.objects.create(name=f"Person {count}.{number}", resource=chair)
        service = rows.add_service(chair, name=f"Service {count}.{number}", needs_party=True)
        PartyDuration.objects.create(service=service, from_party=3, duration_minutes=150)
        MenuItem.objects.create(section=section, name=f"Dish {number}")


def test_desk_is_read_in_as_many_queries_for_many_rows_as_for_one(restaurant: Business) -> None:
    counts = []
    for count in (1, 3):
        add_many(count)
        with CaptureQueriesContext(connection) as queries:
            read_desk(restaurant, rows.DAY)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_menu_keeps_the_owners_order_and_unknown_is_not_none(restaurant: Business) -> None:
    for number, name in enumerate(("Pizze", "Dolci")):
        section = MenuSection.objects.create(name=name, position=number)
        section.items.create(name="Surprise", price=None, allergens=None, is_available=False, position=2)
        section.items.create(name="Classic", price=Decimal("8.5"), allergens=["milk"], aliases=["the usual"])

    items = current_desk().items
    assert [(each.section, each.name) for each in items] == [
        (section, name) for section in ("Pizze", "Dolci") for name in ("Classic", "Surprise")
    ]
    assert [(each.price, each.allergens, each.is_available) for each in items[:2]] == [
        (Decimal("8.50"), ("milk",), True),
        (None, None, False),
    ]


def test_services_are_those_offered_in_the_owners_order_with_every_name(restaurant: Business) -> None:
    place = rows.add_table("T1", area="Terrace")
    rows.add_service(place, name="Table", position=2, aliases=["spot"])
    rows.add_service(place, name="First", position=1)
    rows.add_service(place, name="Gone", is_active=False)

    first, table = current_desk().services
    assert (first.name, table.name, table.aliases[0]) == ("First", "Table", "spot")
    assert {"mesa", "Tisch", "tavolo"} <= set(table.aliases)  # a usual service is known in every language


def test_unchanged_desk_costs_one_query(salon: Business) -> None:
    current_desk()
    with CaptureQueriesContext(connection) as queries:
        current_desk()
    assert len(queries) == 1


CHANGES: dict[str, Callable[[], object]] = {
    "a day closed": lambda: HoursException.objects.create(date=timezone.localdate() + rows.minutes(7 * 24 * 60)),
    "a price": lambda: Service.objects.filter(name="Cut").update(price=25),
    "who performs": lambda: Service.resources.through.objects.filter(service__name="Cut").delete(),
    "the policy": lambda: rows.set_policy(cancel_cutoff_minutes=600),
    "somebody gone": lambda: StaffMember.objects.filter(name="Ada").delete(),
    "a section renamed": lambda: MenuSection.objects.update(name="Mains"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_desk_follows_every_change_of_its_rows(salon: Business, change: str) -> None:
    MenuItem.objects.create(section=MenuSection.objects.create(name="Dolci"), name="Tiramisu")
    before = current_desk()
    with transaction.atomic():
        CHANGES[change]()

    after = current_desk()
    assert (before.hours, before.policy, before.services, before.staff, before.items) != (
        after.hours,
        after.policy,
        after.services,
        after.staff,
        after.items,
    )


def test_app_above_adds_facts_of_its_own(restaurant: Business, monkeypatch: pytest.MonkeyPatch) -> None:
    sections = Provider("sections", (Customer,), lambda desk: [item.section for item in desk.items])
    monkeypatch.setattr(providers, "_providers", {})
    provide(sections)
    MenuItem.objects.create(section=MenuSection.objects.create(name="Dolci"), name="Tiramisu")
    first = current_desk()

    assert sections.of(first) == ["Dolci"]
    Customer.objects.create(name="Anna")
    assert current_desk().added is not first.added  # a table of the provider has changed: read again


def test_desk_knows_what_is_a_visit(salon: Business) -> None:
    with transaction.atomic():
        Service.objects.filter(name="Cut").update(is_visit=True)
    assert [each.name for each in current_desk().services if each.is_visit] == ["Cut"]
