"""When a dish is served and what it costs on which day."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from businesses.desk.reading import read_desk
from businesses.models import MenuItem, Service
from businesses.operations.orders import place_order
from businesses.ordering.errors import BasketNotValid, QuoteChanged
from businesses.ordering.serving import (
    DatedPrice,
    ServingWindow,
    is_served,
    parse_price,
    parse_window,
    price_on,
    windows_of,
)
from businesses.wording.serving import served
from tests.businesses import rows
from tests.businesses.ordering import menus
from tests.businesses.ordering.menus import line, quote

if TYPE_CHECKING:
    from tenants.models import Business

ROME = ZoneInfo("Europe/Rome")
WEEKDAYS = frozenset({1, 2, 3, 4, 5})


@pytest.mark.parametrize(
    ("text", "window"),
    [
        ("mon-fri 07:00-11:00", ServingWindow(WEEKDAYS, time(7), time(11))),
        ("Mon - Fri 7:00 - 11:00", ServingWindow(WEEKDAYS, time(7), time(11))),
        ("sat, sun 8:00–13:00", ServingWindow(frozenset({6, 7}), time(8), time(13))),
        ("fri-mon 22:00-02:00", ServingWindow(frozenset({5, 6, 7, 1}), time(22), time(2))),
        ("monday,wednesday 12:00-14:30", ServingWindow(frozenset({1, 3}), time(12), time(14, 30))),
        ("12:00-15:00", ServingWindow(frozenset(range(1, 8)), time(12), time(15))),
    ],
)
def test_times_are_read_as_owners_write_them(text: str, window: ServingWindow) -> None:
    assert parse_window(text) == window


@pytest.mark.parametrize("text", ["", "mornings", "mon-fri", "xyz 07:00-11:00", "mon 25:00-26:00", "mon 7-11"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        MenuItem._meta.get_field("served").clean([text], None)


@pytest.mark.parametrize(
    "text", ["", "12.50", "2027-13-01 5", "2027-02-01..2027-01-01 5", "2027-01-01 -5", "2027-01-01 1e3"]
)
def test_what_is_no_price_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        MenuItem._meta.get_field("dated_prices").clean([text], None)


def test_two_prices_do_not_begin_on_one_day() -> None:
    with pytest.raises(ValidationError):
        Service._meta.get_field("dated_prices").clean(["2027-01-01 5", "2027-01-01..2027-02-01 6"], None)


def test_a_window_runs_past_midnight_and_keeps_wall_time_when_the_clocks_change() -> None:
    late = windows_of(["sat 22:00-03:00"])
    spring = [datetime(2026, 3, 28, 22, tzinfo=ROME), datetime(2026, 3, 29, 1, 59, tzinfo=ROME)]
    assert [is_served(late, each) for each in spring] == [True, True]
    assert not is_served(late, datetime(2026, 3, 29, 3, 0, tzinfo=ROME))
    assert not is_served(late, datetime(2026, 3, 29, 22, 0, tzinfo=ROME))
    autumn = datetime(2026, 10, 25, 2, 30, tzinfo=ROME)
    assert is_served(late, autumn)
    assert is_served(late, autumn.replace(fold=1))
    assert is_served((), autumn)


def test_the_price_of_a_day_is_the_one_that_began_last() -> None:
    usual = Decimal("10.00")
    dated = (parse_price("2027-01-01 12,50"), parse_price("2027-03-01..2027-03-07: 9.90"))
    assert dated[0] == DatedPrice(date(2027, 1, 1), None, Decimal("12.50"))
    days = [date(2026, 12, 31), date(2027, 1, 1), date(2027, 3, 1), date(2027, 3, 7), date(2027, 3, 8)]
    assert [str(price_on(usual, dated, day)) for day in days] == ["10.00", "12.50", "9.90", "9.90", "12.50"]


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["mon-fri 07:00-11:00"], "Monday to Friday 07:00–11:00"),
        (["fri-mon 22:00-02:00"], "Friday to Monday 22:00–02:00"),
        (["sat,sun 08:00-13:00", "mon 12:00-14:00"], "Saturday and Sunday 08:00–13:00, Monday 12:00–14:00"),
        (["mon,wed,fri 12:00-14:00"], "Monday, Wednesday and Friday 12:00–14:00"),
        (["12:00-15:00"], "12:00–15:00"),
    ],
)
def test_times_are_told_as_people_say_them(lines: list[str], told: str) -> None:
    with translation.override("en"):
        assert served(windows_of(lines), "IT") == told


def test_a_dish_out_of_its_time_is_not_quoted_and_told_with_when_it_is(cola: MenuItem) -> None:
    lunch = menus.add_item("Lunch", "8.00", served=["mon-fri 12:00-14:00"])
    assert quote(line(lunch)).ready_at.astimezone(ROME).hour == 12
    evening = datetime(2026, 3, 10, 19, 0, tzinfo=ROME)
    with pytest.raises(BasketNotValid) as refused:
        quote(line(lunch), line(cola), at=evening)
    assert {place: fault.kind for place, fault in refused.value.faults.items()} == {0: "not_served"}
    assert "Monday to Friday 12:00–14:00" in refused.value.faults[0].told
    assert quote(line(lunch), at=evening.replace(hour=13)).total == Decimal("8.00")
    with pytest.raises(BasketNotValid):
        quote(line(lunch), at=datetime(2026, 3, 14, 13, 0, tzinfo=ROME))  # a Saturday


def test_an_order_costs_what_it_does_on_the_day_it_is_for(cola: MenuItem) -> None:
    MenuItem.objects.update(dated_prices=["2026-03-12 4.00"])
    assert quote(line(cola, 2)).total == Decimal("6.40")
    assert quote(line(cola, 2), at=datetime(2026, 3, 12, 13, 0, tzinfo=ROME)).total == Decimal("8.00")


def test_a_price_that_is_written_meanwhile_is_shown_before_anything_is_ordered(cola: MenuItem) -> None:
    token = quote(line(cola), at=datetime(2026, 3, 12, 13, 0, tzinfo=ROME)).token()
    MenuItem.objects.update(dated_prices=["2026-03-12 4.00"])
    with pytest.raises(QuoteChanged) as changed:
        place_order(quote_token=token, customer=rows.ANNA, by=rows.VISITOR, source="api", now=rows.NOW)
    assert changed.value.quote.total == Decimal("4.00")


def test_the_desk_tells_the_price_of_its_day_and_what_is_to_come(cola: MenuItem, in_marios: Business) -> None:
    rows.add_service(rows.add_table("T1"), price=Decimal("30.00"), dated_prices=["2026-03-12 35.00"])
    MenuItem.objects.update(dated_prices=["2026-03-12 4.00"], served=["mon-fri 12:00-14:00"])
    today = read_desk(in_marios, rows.DAY)
    assert (today.items[0].price, len(today.items[0].coming), len(today.items[0].windows)) == (Decimal("3.20"), 1, 1)
    service = today.services[0]
    assert [service.price, service.price_on(rows.DAY + timedelta(days=2))] == [Decimal("30.00"), Decimal("35.00")]
    then = read_desk(in_marios, date(2026, 3, 12))
    assert (then.items[0].price, then.items[0].coming, then.services[0].price) == (
        Decimal("4.00"),
        (),
        Decimal("35.00"),
    )
