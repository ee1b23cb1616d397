"""When an order can be ready."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from businesses.models import HoursException, MenuItem, WeeklyHours
from businesses.ordering.errors import NotDeliveredThere, NotThen, TooSmallToDeliver
from tests.businesses import rows
from tests.businesses.ordering import menus
from tests.businesses.ordering.menus import line, quote

pytestmark = pytest.mark.django_db
ROME = ZoneInfo("Europe/Rome")


def at(hour: int, minute: int = 0, *, day: int = 10) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=ROME)


def ready(item: MenuItem, now: datetime, quantity: int = 1, **fields: object) -> datetime:
    return quote(line(item, quantity), now=now, **fields).ready_at.astimezone(ROME)


@pytest.mark.parametrize(
    ("now", "told"),
    [
        (at(12, 30), at(12, 50)),
        (at(12, 31), at(12, 55)),
        (at(10), at(12, 20)),  # the door opens at twelve, and it takes twenty minutes
        (at(14, 40), at(15)),
        (at(14, 45), at(18, 20)),  # not ready before three: after the kitchen opens again
        (at(22, 50), at(12, 20, day=11)),
    ],
)
def test_the_first_moment_it_can_be_ready(cola: MenuItem, now: datetime, told: datetime) -> None:
    assert ready(cola, now) == told


def test_no_order_is_taken_after_the_last(cola: MenuItem) -> None:
    menus.set_order_policy(last_order_minutes=30)
    assert ready(cola, at(22, 30)) == at(22, 50)
    assert ready(cola, at(22, 31)) == at(12, 20, day=11)


def test_a_moment_asked_for_is_kept_or_the_nearest_are_named(cola: MenuItem) -> None:
    assert ready(cola, at(12), at=at(13, 10)) == at(13, 10)
    with pytest.raises(NotThen) as raised:
        ready(cola, at(12), at=at(16))
    assert [each.astimezone(ROME) for each in raised.value.nearest] == [at(14, 30), at(14, 45), at(15)]
    with pytest.raises(NotThen):
        ready(cola, at(12), at=at(12, 10))


def test_a_closed_day_is_passed_over(cola: MenuItem) -> None:
    HoursException.objects.create(date=at(12, day=11).date(), is_closed=True, note="Inventory")
    assert ready(cola, at(22, 50)) == at(12, 20, day=12)


def test_a_place_that_is_shut_for_all_the_days_ahead_has_no_moment(cola: MenuItem) -> None:
    WeeklyHours.objects.all().delete()
    with pytest.raises(NotThen) as raised:
        ready(cola, at(12))
    assert raised.value.nearest == ()


def test_a_full_quarter_pushes_the_next_order_on(cola: MenuItem) -> None:
    menus.set_order_policy(most_per_quarter=4)
    menus.place(line(cola, 3), now=at(12, 25))
    assert ready(cola, at(12, 26), 1) == at(12, 50)
    assert ready(cola, at(12, 26), 2) == at(13)


def test_an_order_larger_than_a_quarter_takes_an_empty_one(cola: MenuItem) -> None:
    menus.set_order_policy(most_per_quarter=4)
    assert ready(cola, at(12, 25), 9) == at(12, 45)
    menus.place(line(cola, 1), now=at(12, 25))
    assert ready(cola, at(12, 25), 9) == at(13)


def test_the_way_comes_on_top_for_what_is_brought(cola: MenuItem) -> None:
    menus.add_zone(minutes=25)
    found = quote(line(cola), now=at(12, 30), way="delivery", address="Via Roma 1")
    assert (found.ready_at.astimezone(ROME), found.there_at.astimezone(ROME)) == (at(12, 50), at(13, 15))
    wanted = quote(line(cola), now=at(12, 30), way="delivery", address="Via Roma 1", at=at(14))
    assert wanted.there_at.astimezone(ROME) == at(14)


@pytest.mark.parametrize(
    ("address", "fee"),
    [
        ("Via Roma 1, 00184 Roma", "1.00"),
        ("00185 Roma, via Cavour 3", "2.00"),
        ("via Appia 9, 00199", "4.00"),
        ("10 Downing St, SW1A 2AA", "3.00"),
        ("10 Downing St, sw1a2aa", "3.00"),
    ],
)
def test_the_longest_postcode_names_the_zone(cola: MenuItem, address: str, fee: str) -> None:
    menus.add_zone("Centre", "00184", fee=1)
    menus.add_zone("Around", "0018", fee=2)
    menus.add_zone("Whitehall", "SW1A 2", fee=3)
    menus.add_zone("Far", "001", fee=4)
    assert quote(line(cola), way="delivery", address=address).fee == Decimal(fee)


def test_outside_every_zone_and_below_the_minimum_nothing_is_brought(cola: MenuItem) -> None:
    menus.add_zone("Centre", "00184", minimum=10)
    with pytest.raises(NotDeliveredThere):
        quote(line(cola), way="delivery", address="Via Milano 4, 20121")
    with pytest.raises(TooSmallToDeliver) as raised:
        quote(line(cola, 3), way="delivery", address="Via Roma 1, 00184")
    assert raised.value.minimum == Decimal("10.00")
    assert quote(line(cola, 4), way="delivery", address="Via Roma 1, 00184").subtotal == Decimal("12.80")


def test_both_clock_changes_leave_twenty_minutes(kitchen: object) -> None:
    """Open past midnight: the night of 29 March loses an hour, that of 25 October has one twice."""
    WeeklyHours.objects.all().delete()
    for weekday in range(1, 8):
        WeeklyHours.objects.create(weekday=weekday, opens=time(18), closes=time(4))
    menus.set_order_policy(preparation_minutes=20)
    cola = menus.add_item("Night cola", "3.00")
    for now in (datetime(2026, 3, 29, 0, 50, tzinfo=UTC), datetime(2026, 10, 25, 0, 50, tzinfo=UTC)):
        assert quote(line(cola), now=now).ready_at == now + timedelta(minutes=20)


def test_a_promise_stands_while_the_customer_thinks(cola: MenuItem) -> None:
    """What was said to be ready at ten to one is, nine minutes later too."""
    from businesses.operations.orders import place_order

    token = quote(line(cola), now=at(12, 30)).token()
    made = place_order(quote_token=token, customer=rows.ANNA, by=rows.VISITOR, source="chat", now=at(12, 39))
    assert made.ready_at.astimezone(ROME) == at(12, 50)
