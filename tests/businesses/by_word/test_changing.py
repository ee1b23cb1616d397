"""What a member says is shown first, done at a yes to exactly that, once, and taken back like an import."""

from __future__ import annotations

from datetime import date, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from businesses.by_word.changing import Preview, change_by_word, preview
from businesses.by_word.errors import HoursNotSaid, RowsNotValid, ShownNoMore
from businesses.by_word.events import BUSINESS_CHANGED
from businesses.by_word.wishes import HoursOnDays, NewItem, Off, OnSale, Prices, WeekHours
from businesses.errors import SlotTaken, SlotWithdrawn
from businesses.events import BOOKING_UNKEPT
from businesses.exchange.errors import ChangedSince, TableNotAllowed
from businesses.exchange.tables import TABLES
from businesses.exchange.undoing import undo_import
from businesses.models import HoursException, MenuItem, MenuSection, StaffMember, TimeOff, WeeklyHours
from businesses.operations import confirm_booking
from businesses.queries import find_slots, opening_hours_on, why_unavailable
from events.models import OutboxEvent
from tenants.permissions import ALL, OF_ROLE, Role
from tests.businesses import rows
from tests.businesses.rows import DAY, NOW, STAFF

if TYPE_CHECKING:
    from businesses.by_word.wishes import OwnerWish
    from businesses.models import CatalogueImport, Service
    from tenants.models import Business

FRIDAY = date(2026, 3, 13)
EVE = date(2026, 3, 31)


def shown(wish: OwnerWish) -> Preview:
    return preview(wish, permissions=ALL, now=NOW)


def said_yes(wish: OwnerWish, found: Preview | None = None, **fields: Any) -> CatalogueImport:
    given = {"change_id": uuid4(), "told": "as told", "permissions": ALL, "digest": (found or shown(wish)).digest}
    return change_by_word(wish=wish, by=STAFF, now=NOW, **{**given, **fields})


def spans(day: date) -> list[str]:
    return [f"{opens:%H:%M}-{closes:%H:%M}" for opens, closes in opening_hours_on(day).spans]


def everything() -> dict[str, list[dict[str, Any]]]:
    return {table.name: list(table.model._default_manager.order_by("pk").values()) for table in TABLES}


def booked(service: Service, hour: int, **fields: Any) -> str:
    held = rows.hold(rows.slot_at(service, hour), **fields)
    return confirm_booking(reference=held.reference, by=rows.VISITOR, now=NOW).reference


def told_of(kind: str) -> list[str]:
    return sorted(OutboxEvent.objects.filter(type=kind).values_list("aggregate", flat=True))


def test_showing_changes_nothing_and_names_the_bookings_that_could_not_be_kept(table: Service) -> None:
    lunch, dinner = booked(table, 12), booked(table, 19)
    before = everything()

    closed = shown(HoursOnDays(DAY, DAY))
    early = shown(HoursOnDays(DAY, DAY, closes=time(20)))

    assert [each.reference for each in closed.unkept] == [lunch, dinner]
    assert [each.reference for each in early.unkept] == [dinner]
    assert everything() == before
    assert not told_of(BUSINESS_CHANGED)


def test_a_day_is_closed_at_a_yes_and_every_booking_of_it_told_of(table: Service) -> None:
    lunch = booked(table, 12)
    kept = said_yes(HoursOnDays(DAY, DAY))

    assert spans(DAY) == []
    assert told_of(BOOKING_UNKEPT) == [f"booking:{lunch}"]
    assert told_of(BUSINESS_CHANGED) == [f"import:{kept.pk}"]
    refusal = why_unavailable(service=table, party_size=2, day=DAY, now=NOW)
    assert refusal is not None
    assert refusal.kind == "closed"


def test_one_hour_moves_that_end_of_the_day_and_leaves_the_rest(restaurant: Business) -> None:
    said_yes(HoursOnDays(FRIDAY, FRIDAY, closes=time(1)))
    assert spans(FRIDAY) == ["12:00-15:00", "18:00-01:00"]
    said_yes(HoursOnDays(FRIDAY, FRIDAY, closes=time(14)))
    assert spans(FRIDAY) == ["12:00-14:00"]
    said_yes(HoursOnDays(EVE, EVE, opens=time(19)))
    assert spans(EVE) == ["19:00-23:00"]
    said_yes(HoursOnDays(EVE, EVE, opens=time(10), closes=time(16)))
    assert spans(EVE) == ["10:00-16:00"]


def test_hours_from_a_day_on_leave_those_before_it(restaurant: Business) -> None:
    said_yes(WeekHours(since=FRIDAY, closes=time(23, 30)))

    assert spans(FRIDAY - timedelta(days=1)) == ["12:00-15:00", "18:00-23:00"]
    assert spans(FRIDAY) == spans(FRIDAY + timedelta(days=3)) == ["12:00-15:00", "18:00-23:30"]
    said_yes(WeekHours((7,)))
    assert spans(DAY + timedelta(days=5)) == ["12:00-15:00", "18:00-23:30"], "the week to come is another"


def test_a_weekday_is_closed_and_opened(restaurant: Business) -> None:
    said_yes(WeekHours((1, 7)))
    assert not WeeklyHours.objects.filter(weekday__in=(1, 7)).exists()
    assert WeeklyHours.objects.count() == 10
    with pytest.raises(HoursNotSaid):
        shown(WeekHours((7,), closes=time(22)))
    said_yes(WeekHours((7,), opens=time(10), closes=time(14)))
    assert [str(each) for each in WeeklyHours.objects.filter(weekday=7)] == ["Sunday 10:00-14:00"]


@pytest.mark.parametrize(
    "wish",
    [HoursOnDays(FRIDAY, FRIDAY, opens=time(23)), WeekHours(closes=time(11)), WeekHours((5,), opens=time(23, 30))],
)
def test_hours_that_leave_nothing_of_a_day_are_asked_about(restaurant: Business, wish: OwnerWish) -> None:
    with pytest.raises(HoursNotSaid):
        shown(wish)


def test_offers_follow_the_hours(table: Service) -> None:
    said_yes(WeekHours(since=FRIDAY, closes=time(0)))
    late = find_slots(service=table, party_size=2, day=FRIDAY, at=time(22), now=NOW)
    assert len(late) == 1
    assert not find_slots(service=table, party_size=2, day=FRIDAY - timedelta(days=1), at=time(22), now=NOW)


@pytest.fixture
def dishes(restaurant: Business) -> dict[str, MenuItem]:
    section = MenuSection.objects.create(name="Desserts")
    made = [("Panna cotta", "6.00"), ("Tiramisù", "7.50"), ("Of the day", None)]
    return {
        name: MenuItem.objects.create(section=section, name=name, price=Decimal(price) if price else None)
        for name, price in made
    }


def price_of(item: MenuItem) -> Decimal | None:
    return MenuItem.objects.get(pk=item.pk).price


def test_prices_are_set_raised_and_lowered_to_the_cent(dishes: dict[str, MenuItem], table: Service) -> None:
    of_all = tuple(item.pk for item in dishes.values())
    said_yes(Prices(of_all, percent=Decimal("12.5")))
    assert [price_of(item) for item in dishes.values()] == [Decimal("6.75"), Decimal("8.44"), None]
    said_yes(Prices((dishes["Of the day"].pk,), amount=Decimal(9)))
    assert price_of(dishes["Of the day"]) == Decimal("9.00")
    said_yes(Prices((dishes["Panna cotta"].pk,), by=Decimal(-1)))
    assert price_of(dishes["Panna cotta"]) == Decimal("5.75")
    said_yes(Prices(services=(table.pk,), amount=Decimal("12.50")))
    table.refresh_from_db()
    assert table.price == Decimal("12.50")


def test_a_dish_is_added_and_goes_again(dishes: dict[str, MenuItem]) -> None:
    kept = said_yes(NewItem("Cannoli", "Desserts", Decimal("5.50")))
    made = MenuItem.objects.get(name="Cannoli")
    assert (made.section.name, made.price, made.allergens) == ("Desserts", Decimal("5.50"), None)
    undo_import(import_id=kept.pk, by=STAFF, permissions=ALL)
    assert not MenuItem.objects.filter(name="Cannoli").exists()


def test_what_is_wrong_is_told_and_nothing_written(dishes: dict[str, MenuItem]) -> None:
    with pytest.raises(RowsNotValid) as refused:
        shown(NewItem("Cannoli", "Desserts", Decimal("99999999.50")))
    assert "9" in str(refused.value.detail)
    assert refused.value.problems[0].column == "price"


def test_a_dish_is_sold_out_and_back(dishes: dict[str, MenuItem]) -> None:
    wish = OnSale((dishes["Tiramisù"].pk,), is_available=False)
    said_yes(wish)
    assert not MenuItem.objects.get(name="Tiramisù").is_available
    assert shown(wish).changes == ()
    said_yes(OnSale((dishes["Tiramisù"].pk,), is_available=True))
    assert MenuItem.objects.get(name="Tiramisù").is_available


@pytest.fixture
def cut(restaurant: Business) -> Service:
    people = [rows.add_table(name, 1, position=place) for place, name in enumerate(("Luca", "Mia"))]
    for each in people:
        StaffMember.objects.create(name=each.name, resource=each)
    return rows.add_service(*people, name="Cut", minutes=60)


def luca() -> StaffMember:
    return StaffMember.objects.get(name="Luca")


def test_who_is_off_cannot_be_booked_and_others_can(cut: Service) -> None:
    said_yes(Off((luca().pk,), DAY, FRIDAY))

    def at(day: date) -> set[str]:
        return {each.resource_name for each in find_slots(service=cut, party_size=1, day=day, now=NOW)}

    mine = find_slots(service=cut, party_size=1, day=DAY, now=NOW, staff=luca())
    assert (at(DAY), at(FRIDAY), mine) == ({"Mia"}, {"Mia"}, [])
    assert at(FRIDAY + timedelta(days=1)) == {"Luca"}


def test_hours_off_leave_the_rest_of_the_day(cut: Service) -> None:
    said_yes(Off((luca().pk,), DAY, DAY, time(13), time(19)))
    mine = [each.start for each in find_slots(service=cut, party_size=1, day=DAY, now=NOW, staff=luca())]
    assert [f"{each:%H:%M}" for each in mine[:3]] == ["12:00", "19:00", "19:30"]


def test_an_offer_made_before_is_not_held_after(cut: Service) -> None:
    pinned = find_slots(service=cut, party_size=1, day=DAY, now=NOW, staff=luca())[0]
    whoever = rows.slot_at(cut, 12, party=1)
    said_yes(Off((luca().pk,), DAY, DAY))
    with pytest.raises((SlotTaken, SlotWithdrawn)):
        rows.hold(pinned)
    assert rows.hold(whoever).resource.name == "Mia"


def test_bookings_with_who_is_off_are_told_of(cut: Service) -> None:
    confirm_booking(reference=rows.hold(rows.slot_at(cut, 12, party=1)).reference, by=rows.VISITOR, now=NOW)
    mine = shown(Off((luca().pk,), DAY, DAY)).unkept
    assert [each.resource.name for each in mine] == ["Luca"]
    assert shown(Off((luca().pk,), DAY, DAY, time(13), time(15))).unkept == ()


def test_the_same_yes_twice_does_it_once(restaurant: Business) -> None:
    wish, change = HoursOnDays(EVE, EVE), uuid4()
    found = shown(wish)
    first, again = (said_yes(wish, found, change_id=change) for _each in range(2))
    assert first == again
    assert HoursException.objects.count() == 1
    assert len(told_of(BUSINESS_CHANGED)) == 1


def test_a_yes_to_what_is_not_so_any_more_does_nothing(dishes: dict[str, MenuItem]) -> None:
    wish = Prices((dishes["Tiramisù"].pk,), by=Decimal(1))
    found = shown(wish)
    MenuItem.objects.filter(name="Tiramisù").update(price=Decimal(8))
    with pytest.raises(ShownNoMore):
        said_yes(wish, found)
    assert price_of(dishes["Tiramisù"]) == Decimal("8.00")


def test_who_may_not_change_it_is_shown_nothing_and_changes_nothing(restaurant: Business) -> None:
    wish = HoursOnDays(EVE, EVE)
    with pytest.raises(TableNotAllowed):
        preview(wish, permissions=OF_ROLE[Role.STAFF], now=NOW)
    with pytest.raises(TableNotAllowed):
        said_yes(wish, permissions=OF_ROLE[Role.ANALYST])
    assert not HoursException.objects.exists()


def test_it_is_taken_back_as_long_as_nothing_was_changed_since(cut: Service) -> None:
    before = everything()
    for wish in (HoursOnDays(EVE, EVE), WeekHours(since=FRIDAY, closes=time(22)), Off((luca().pk,), DAY, DAY)):
        kept = said_yes(wish)
        undo_import(import_id=kept.pk, by=STAFF, permissions=ALL)
    assert everything() == before

    kept = said_yes(Off((luca().pk,), DAY, DAY))
    TimeOff.objects.update(last=FRIDAY)
    with pytest.raises(ChangedSince):
        undo_import(import_id=kept.pk, by=STAFF, permissions=ALL)


def test_a_showing_costs_the_same_however_many_bookings_there_are(table: Service) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            shown(HoursOnDays(DAY, DAY))
        return len(queries)

    booked(table, 12)
    one = cost()
    booked(table, 19)
    booked(table, 21)
    assert cost() == one
