"""Staff book at the desk and move bookings, by the operations, with what customers may not have."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.utils import timezone

from businesses.models import Booking, Service
from tenants.context import enter
from tests.businesses import rows
from tests.factories import PASSWORD, new_user

if TYPE_CHECKING:
    from tenants.models import Business

KEY = "5f0c6d0e-3b7c-4a55-9c0e-0a5f8a0f5b11"
TOKENS = re.compile(r'name="slot" value="([^"]+)"[^>]*><span>([^<]+)</span>')


@pytest.fixture
def restaurant(marios: Business) -> Business:
    with enter(marios.schema_name):
        rows.clear_rows()
        rows.open_daily((0, 23))
        rows.set_policy(lead_minutes=600, max_party_auto=4, horizon_days=10)
        rows.add_service(rows.add_table("T1", 6), needs_party=True)
    return marios


@pytest.fixture
def member(restaurant: Business) -> Client:
    new_user("luca@example.com", business=restaurant)
    client = Client(headers={"host": "marios.localhost"})
    client.post("/login/", {"username": "luca@example.com", "password": PASSWORD})
    return client


def day(business: Business, days: int) -> str:
    return f"{timezone.now().astimezone(business.zone).date() + timedelta(days=days)}"


def tokens(client: Client, address: str) -> dict[str, str]:
    """The offered times and what books them."""
    return {time: token for token, time in TOKENS.findall(client.get(address).content.decode())}


def contact(slot: str, **fields: str) -> dict[str, str]:
    return {"slot": slot, "name": "Anna Rossi", "phone": "", "email": "", "note": "", "key": KEY, **fields}


def test_staff_book_for_a_customer(restaurant: Business, member: Client) -> None:
    address = f"/staff/new/?people=6&date={day(restaurant, 20)}"
    offered = tokens(member, address)
    answer = member.post(address, contact(offered["19:00"], phone="06 1234 5678"))
    with enter(restaurant.schema_name):
        booking = Booking.objects.detailed().get()
        assert (booking.status, booking.source, booking.party_size) == ("confirmed", "staff", 6)
        assert booking.customer.phone == "+390612345678"
        assert all(change.actor.startswith("staff:") for change in booking.changes.all())
    assert answer.headers["Location"] == f"/staff/day/{day(restaurant, 20)}/#b-{booking.reference}"


def test_a_form_sent_twice_books_once(restaurant: Business, member: Client) -> None:
    address = f"/staff/new/?people=2&date={day(restaurant, 1)}"
    said = contact(tokens(member, address)["19:00"])
    assert member.post(address, said).headers["Location"] == member.post(address, said).headers["Location"]
    with enter(restaurant.schema_name):
        assert Booking.objects.count() == 1


def test_a_walk_in_is_bound_by_no_notice(restaurant: Business, member: Client) -> None:
    whole_day = tokens(member, f"/staff/new/?people=2&date={day(restaurant, 1)}")
    assert "00:00" in whole_day


def test_what_is_wrong_is_said_and_nothing_is_booked(restaurant: Business, member: Client) -> None:
    address = f"/staff/new/?people=2&date={day(restaurant, 1)}"
    slot = tokens(member, address)["19:00"]
    for said, text in (
        (contact(slot, phone="12"), "does not look like a phone number"),
        (contact(slot, name=" "), "Please give a name."),
        (contact("forged"), "offered too long ago"),
        (contact(""), "Please choose a time."),
    ):
        refused = member.post(address, said)
        assert refused.status_code == 422
        assert text in refused.content.decode()
    assert member.get("/staff/new/?people=0&date=nonsense").status_code == 200
    with enter(restaurant.schema_name):
        assert not Booking.objects.exists()


def test_a_full_day_says_so(restaurant: Business, member: Client) -> None:
    address = f"/staff/new/?people=7&date={day(restaurant, 1)}"
    assert "up to 6 people" in member.get(address).content.decode()


def test_staff_move_a_booking(restaurant: Business, member: Client) -> None:
    address = f"/staff/new/?people=2&date={day(restaurant, 1)}"
    member.post(address, contact(tokens(member, address)["19:00"]))
    with enter(restaurant.schema_name):
        reference = Booking.objects.get().reference
    move = f"/staff/bookings/{reference}/reschedule/?people=5&date={day(restaurant, 2)}"
    member.post(move, {"slot": tokens(member, move)["20:00"]})
    with enter(restaurant.schema_name):
        moved = Booking.objects.get()
        assert moved.party_size == 5
        assert f"{moved.starts_at.astimezone(restaurant.zone):%Y-%m-%d %H:%M}" == f"{day(restaurant, 2)} 20:00"
    refused = member.post(move, {"slot": "forged"})
    assert refused.status_code == 422
    assert "The booking is where it was." in refused.content.decode()
    assert member.get("/staff/bookings/ZZZ-ZZZ/reschedule/").status_code == 404


def test_strangers_book_nothing(restaurant: Business, bella: Business) -> None:
    assert Client(headers={"host": "marios.localhost"}).get("/staff/new/").status_code == 302
    new_user("other@example.com", business=bella)
    other = Client(headers={"host": "bella.localhost"})
    other.post("/login/", {"username": "other@example.com", "password": PASSWORD})
    other.post("/staff/new/", contact("forged"), headers={"host": "marios.localhost"})
    with enter(restaurant.schema_name):
        assert not Booking.objects.exists()


def test_staff_change_what_a_booking_says_and_how_late_it_is(restaurant: Business, member: Client) -> None:
    address = f"/staff/new/?people=2&date={day(restaurant, 1)}"
    member.post(address, contact(tokens(member, address)["19:00"]))
    with enter(restaurant.schema_name):
        reference = Booking.objects.get().reference
    amend = f"/staff/bookings/{reference}/amend/"
    assert 'name="address"' not in member.get(amend).content.decode()
    said = {"name": "Anna Bianchi", "note": "by the window", "late_minutes": "20"}
    board = member.post(amend, said, follow=True).content.decode()
    for text in ("Anna Bianchi", "by the window", "20 minutes late"):
        assert text in board
    with enter(restaurant.schema_name):
        kinds = list(Booking.objects.get().changes.order_by("version").values_list("kind", flat=True))
    assert kinds == ["held", "confirmed", "amended", "running_late"]
    assert member.post(amend, {**said, "name": " "}).status_code == 422
    assert member.get("/staff/bookings/ZZZ-ZZZ/amend/").status_code == 404


def test_staff_write_down_where_to_come(restaurant: Business, member: Client) -> None:
    with enter(restaurant.schema_name):
        Service.objects.update(is_visit=True)
    address = f"/staff/new/?people=2&date={day(restaurant, 1)}"
    board = member.post(address, contact(tokens(member, address)["19:00"], address="12 Oak Street"), follow=True)
    assert "12 Oak Street" in board.content.decode()


DATES = re.compile(r'name="(date-\d+)" value="([^"]+)" required( checked)?')


def choices(page: str) -> dict[str, str]:
    """What is chosen for each date before anybody has chosen."""
    return {name: value for name, value, is_chosen in DATES.findall(page) if is_chosen}


def test_staff_book_several_dates_after_seeing_each(restaurant: Business, member: Client) -> None:
    address = f"/staff/new/?people=2&date={day(restaurant, 1)}"
    said = contact(tokens(member, address)["19:00"], every="2", times="3")
    page = member.post(address, said).content.decode()
    assert "3 of 3 dates are free" in page
    with enter(restaurant.schema_name):
        assert not Booking.objects.exists()

    unsaid = {**said, "dates": "1", **dict(list(choices(page).items())[:2])}
    assert "Please choose for each date." in member.post(address, unsaid).content.decode()
    board = member.post(address, {**said, "dates": "1", **choices(page), "date-2": "none"}, follow=True)
    assert "2 dates are booked for Anna Rossi." in board.content.decode()
    with enter(restaurant.schema_name):
        made = list(Booking.objects.order_by("starts_at"))
        assert [f"{each.starts_at.astimezone(restaurant.zone):%Y-%m-%d %H:%M}" for each in made] == [
            f"{day(restaurant, 1)} 19:00",
            f"{day(restaurant, 15)} 19:00",
        ]
    on_board = member.get(f"/staff/day/{day(restaurant, 1)}/").content.decode()
    assert "Every 2 weeks" in on_board

    series = f"/staff/series/{made[0].series_id}/"
    assert all(each.reference in member.get(series).content.decode() for each in made)
    move = f"/staff/bookings/{made[0].reference}/reschedule/?date={day(restaurant, 2)}"
    member.post(move, {"slot": tokens(member, move)["20:00"], "following": "1"})
    with enter(restaurant.schema_name):
        moved = Booking.objects.order_by("starts_at").values_list("starts_at", flat=True)
        assert [f"{each.astimezone(restaurant.zone):%Y-%m-%d %H:%M}" for each in moved] == [
            f"{day(restaurant, 2)} 20:00",
            f"{day(restaurant, 16)} 20:00",
        ]
    gone = member.post(f"/staff/bookings/{made[0].reference}/cancel-from/", follow=True)
    assert "2 bookings are cancelled." in gone.content.decode()


def test_how_often_it_comes_again_is_asked_for(restaurant: Business, member: Client) -> None:
    address = f"/staff/new/?people=2&date={day(restaurant, 1)}"
    slot = tokens(member, address)["19:00"]
    assert "How many times, or until when?" in member.post(address, contact(slot, every="1")).content.decode()
    assert member.post(address, contact(slot, every="3", times="2")).status_code == 422
    assert member.post(address, contact("forged", every="1", times="2")).status_code == 422
    assert member.get("/staff/series/9999/").status_code == 404
    assert member.post("/staff/bookings/ZZZ-ZZZ/cancel-from/").status_code == 404
