"""Figures are right: by the business's days, with what counts and without what does not."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from businesses.dashboard.bookings import KEPT
from businesses.dashboard.wording import change_of
from businesses.models import Booking, BookingStatus, Deposit, WeeklyHours
from tenants.context import enter
from tests.businesses import rows
from tests.businesses.dashboard.diaries import DAY, booked, figure, ordered, read

if TYPE_CHECKING:
    from businesses.models import Service
    from tenants.models import Business


def values(key: str, first: date = DAY, last: date = DAY) -> tuple[object, object]:
    found = figure(read(first, last), key)
    return found.value, found.before


def test_bookings_and_people_beside_the_day_before(table: Service) -> None:
    booked(table, DAY, 12, party_size=4)
    booked(table, DAY, 18, status="confirmed", party_size=3)
    booked(table, DAY, 20.5, status="no_show", party_size=2)
    booked(table, DAY - timedelta(days=1), 12, party_size=5)
    booked(table, DAY, 14.5, status="arrived", party_size=1, resource=table.resources.order_by("pk")[1])
    assert values("bookings") == (4, 1)
    assert values("people") == (10, 5)
    assert values("no_shows") == (1, 0)


@pytest.mark.parametrize("status", sorted(set(BookingStatus.values) - {each.value for each in KEPT}))
def test_what_never_stood_is_no_booking(table: Service, status: str) -> None:
    booked(table, DAY, 12, status=status, expires_at=datetime(2026, 3, 9, tzinfo=UTC))
    assert values("bookings") == (0, 0)
    assert values("cancelled") == (1 if status == "cancelled" else 0, 0)


def test_the_share_booked_by_chat_and_none_of_nothing(table: Service) -> None:
    booked(table, DAY, 12, source="chat")
    for hour in (14, 18, 20.5):
        booked(table, DAY, hour)
    assert values("booked_by_chat") == (Decimal("0.25"), None)


def test_bookings_are_worth_the_service_s_price_but_of_those_who_did_not_come(restaurant: Business) -> None:
    cut = rows.add_service(rows.add_table("Chair"), name="Cut", price=Decimal("35.00"))
    booked(cut, DAY, 12)
    booked(cut, DAY, 14, status="confirmed")
    booked(cut, DAY, 18, status="no_show")
    assert values("worth") == (Decimal("70.00"), 0)


def test_bookings_are_worth_the_price_of_their_day(restaurant: Business) -> None:
    cut = rows.add_service(
        rows.add_table("Chair"), name="Cut", price=Decimal("35.00"), dated_prices=[f"{DAY}..{DAY} 50.00"]
    )
    for day in (DAY - timedelta(days=1), DAY):
        booked(cut, day, 12)
    assert values("worth") == (Decimal("50.00"), Decimal("35.00"))


def test_without_prices_no_worth_is_told(table: Service) -> None:
    assert "worth" not in {each.key for each in read(DAY, DAY).figures}


def test_revenue_by_currency_without_what_nobody_pays_for_and_what_was_paid_back(table: Service) -> None:
    noon = datetime(2026, 3, 10, 12, tzinfo=UTC)
    ordered(noon, "12.50")
    ordered(noon, "7.25", status="placed")
    ordered(noon, "100.00", status="cancelled")
    ordered(noon, "100.00", status="rejected")
    for paid, state in (("100.00", "back"), ("50.00", "due_back"), ("2.00", "paid")):
        order = ordered(noon, paid)
        order.deposit = Deposit.objects.create(
            of="order", reference=order.reference, amount=order.total, currency="EUR", state=state, asked_at=noon
        )
        order.save(update_fields=["deposit"])
    ordered(noon, "9.00", currency="USD")
    ordered(noon - timedelta(days=1), "5.00")
    assert values("revenue") == (Decimal("21.75"), Decimal("5.00"))
    assert values("revenue_usd") == (Decimal("9.00"), 0)
    assert figure(read(DAY, DAY), "revenue_usd").currency == "USD"
    assert values("orders") == (6, 1)


def test_an_evening_past_midnight_belongs_to_the_day_it_began(table: Service) -> None:
    WeeklyHours.objects.all().delete()
    rows.open_daily((18, 2))
    booked(table, DAY, 23.5, minutes=60)
    booked(table, DAY + timedelta(days=1), 0.5, minutes=60)
    assert values("bookings") == (2, 0)
    assert values("bookings", DAY + timedelta(days=1), DAY + timedelta(days=1)) == (0, 2)


def test_days_are_those_of_the_business_s_zone(table: Service, restaurant: Business) -> None:
    booked(table, DAY, 0.5, minutes=60)  # still the 9th in New York
    assert values("bookings") == (1, 0)
    restaurant.timezone = "America/New_York"
    assert values("bookings") == (0, 1)


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)])
def test_each_day_around_a_clock_change_has_its_own(table: Service, day: date) -> None:
    for offset in (-1, 0, 1):
        booked(table, day + timedelta(days=offset), 0.25, minutes=60)
        booked(table, day + timedelta(days=offset), 22.75, minutes=60)
    found = figure(read(day - timedelta(days=1), day + timedelta(days=1)), "bookings")
    assert [each.value for each in found.days] == [2, 2, 2]


def test_best_sellers_the_best_first(table: Service) -> None:
    noon = datetime(2026, 3, 10, 12, tzinfo=UTC)
    for total in ("9.00", "9.50"):
        ordered(noon, total)
    ordered(noon - timedelta(days=1), "9.00")
    order = ordered(noon, "4.00")
    order.lines.update(name="=HYPERLINK(1)", quantity=5, unit_price=Decimal("0.80"))
    booked(table, DAY, 12)
    booked(rows.add_service(rows.add_table("Terrace"), name="Terrace"), DAY, 12)
    services, items = read(DAY, DAY).sellers
    assert [(each.name, each.sold, each.before, each.amount) for each in items.sellers] == [
        ("=HYPERLINK(1)", 5, 0, Decimal("4.00")),
        ("Margherita", 2, 1, Decimal("18.50")),
    ]
    assert [(each.name, each.sold, each.amount) for each in services.sellers] == [
        ("Table", 1, None),
        ("Terrace", 1, None),
    ]


def test_a_single_service_is_no_ranking(table: Service) -> None:
    booked(table, DAY, 12)
    assert read(DAY, DAY).sellers == ()


def test_an_empty_business_has_figures_of_nothing(restaurant: Business) -> None:
    found = read(DAY, DAY)
    assert found.is_empty
    assert {each.value for each in found.figures} <= {Decimal(0), None}


def test_another_business_s_rows_are_not_counted(table: Service, bella: Business) -> None:
    booked(table, DAY, 12)
    with enter(bella.schema_name):
        rows.clear_rows()
        assert read(DAY, DAY).is_empty


def test_the_number_of_queries_does_not_grow(table: Service) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            read(DAY - timedelta(days=27), DAY)
        return len(captured)

    booked(table, DAY, 12)
    ordered(datetime(2026, 3, 10, 12, tzinfo=UTC), "9.00")
    few = queries()
    for offset in range(1, 9):
        booked(table, DAY - timedelta(days=offset), 12, source="chat")
        ordered(datetime(2026, 3, 10 - offset, 12, tzinfo=UTC), "9.00")
    assert queries() == few
    assert Booking.objects.count() == 9


def test_a_change_is_told_in_words(table: Service) -> None:
    for hour in (12, 14, 18):
        booked(table, DAY, hour)
    booked(table, DAY - timedelta(days=1), 12)
    assert change_of(figure(read(DAY, DAY), "bookings")) == "2 more than before (+200%)"
    for hour in (12, 14, 18, 20, 21):
        booked(table, DAY + timedelta(days=1), hour)
    more = figure(read(DAY + timedelta(days=1), DAY + timedelta(days=1)), "bookings")
    assert change_of(more) == "2 more than before (+67%)", "rounded, not cut off"
    fewer = read(DAY - timedelta(days=1), DAY - timedelta(days=1))
    assert change_of(figure(fewer, "no_shows")) == "as before"
