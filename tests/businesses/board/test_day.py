"""The board shows the business's day to its members, and ends bookings by the operations."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from businesses.contacts import CustomerDetails
from businesses.models import Booking, Service, WeeklyHours
from businesses.operations import record_booking
from tenants.actors import SYSTEM
from tenants.context import enter
from tests.businesses import rows
from tests.businesses.board.days import book, day_of
from tests.factories import PASSWORD, new_user

if TYPE_CHECKING:
    from tenants.models import Business


def test_the_day_shows_its_bookings(marios: Business, bella: Business, member: Client) -> None:
    booking = book(marios, "Anna Rossi")
    shown = member.get(day_of(booking, marios)).content.decode()
    assert "Anna Rossi" in shown
    assert booking.reference in shown


def test_an_empty_day_says_what_to_expect(member: Client) -> None:
    assert "Nothing booked for this day yet" in member.get("/staff/day/2031-01-01/").content.decode()


@pytest.mark.parametrize("path", ["/staff/day/2026-02-30/", "/staff/day/tomorrow/", "/staff/day/0000-00-00/"])
def test_a_day_that_is_none_is_not_found(member: Client, path: str) -> None:
    assert member.get(path).status_code == 404


def test_three_bookings_cost_as_many_queries_as_one(marios: Business, member: Client) -> None:
    first = book(marios, "Anna Rossi")

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert member.get(day_of(first, marios)).status_code == 200
        return len(captured)

    one = cost()
    for name in ("Bo", "Cy"):
        book(marios, name)
    assert cost() == one


def test_a_visit_is_noted_with_who_noted_it(marios: Business, member: Client) -> None:
    booking = book(marios, "Anna Rossi")
    member.post(f"/staff/bookings/{booking.reference}/complete/")
    with enter(marios.schema_name):
        booking.refresh_from_db()
        assert booking.status == "completed"
        last = booking.changes.order_by("-version").first()
    assert last is not None
    assert last.actor.startswith("staff:")


def test_what_cannot_be_done_is_told(marios: Business, member: Client) -> None:
    booking = book(marios, "Anna Rossi", minutes_ago=-600)
    response = member.post(f"/staff/bookings/{booking.reference}/no-show/", follow=True)
    assert "notice-error" in response.content.decode()
    assert member.post(f"/staff/bookings/{booking.reference}/explode/").status_code == 404
    assert member.get(f"/staff/bookings/{booking.reference}/cancel/").status_code == 405


def test_strangers_see_nothing(marios: Business, bella: Business) -> None:
    booking = book(marios, "Anna Rossi")
    assert Client(headers={"host": "marios.localhost"}).get("/staff/").status_code == 302
    new_user("other@example.com", business=bella)
    other = Client(headers={"host": "bella.localhost"})
    other.post("/login/", {"username": "other@example.com", "password": PASSWORD})
    assert "Anna Rossi" not in other.get(day_of(booking, marios)).content.decode()
    other.post(f"/staff/bookings/{booking.reference}/cancel/")
    with enter(marios.schema_name):
        assert Booking.objects.get(pk=booking.pk).status == "confirmed"


@pytest.mark.parametrize("hour", [0, 1])
def test_the_board_of_a_day_holds_what_its_evening_brings_after_midnight(
    marios: Business, member: Client, hour: int
) -> None:
    friday = date(2031, 3, 14)
    with enter(marios.schema_name):
        rows.clear_rows()
        WeeklyHours.objects.create(weekday=5, opens=time(20), closes=time(2))
        WeeklyHours.objects.create(weekday=6, opens=time(20), closes=time(23))
        service = rows.add_service(rows.add_table("Bar", 6), name="Bar", minutes=30)
        booking = record_booking(
            service=service,
            party_size=2,
            start=datetime.combine(friday + timedelta(days=1), time(hour, 30), tzinfo=marios.zone),
            customer=CustomerDetails(name="Night Owl"),
            by=SYSTEM,
            source="staff",
        )
    assert "Night Owl" in member.get("/staff/day/2031-03-14/").content.decode()
    assert "Night Owl" not in member.get("/staff/day/2031-03-15/").content.decode()
    amended = member.post(f"/staff/bookings/{booking.reference}/amend/", {"name": "Owl", "late_minutes": "5"})
    assert amended.headers["Location"].startswith("/staff/day/2031-03-14/#b-")


def test_the_picker_leads_to_its_day(member: Client) -> None:
    assert member.get("/staff/", {"date": "2031-05-04"}).headers["location"] == "/staff/day/2031-05-04/"
    assert member.get("/staff/", {"date": "soon"}).status_code == 404


def test_cancelled_bookings_are_counted_and_shown_when_asked(marios: Business, member: Client) -> None:
    booking = book(marios, "Anna Rossi", minutes_ago=-60)
    member.post(f"/staff/bookings/{booking.reference}/cancel/")
    path = day_of(booking, marios)
    member.get(path)  # the notice of the cancellation
    hidden, shown = (member.get(path + query).content.decode() for query in ("", "?cancelled=1"))
    assert "1 cancelled" in hidden
    assert f'id="b-{booking.reference}"' not in hidden
    assert f'id="b-{booking.reference}"' in shown


def test_a_booking_is_found_on_whatever_day(marios: Business, bella: Business, member: Client) -> None:
    booking = book(marios, "Anna Rossi", minutes_ago=-60 * 24 * 9)
    book(marios, "Bruno Neri")
    for search in ("ross", booking.reference.lower().replace("-", "")):
        found = member.get("/staff/search/", {"q": search}).content.decode()
        assert booking.reference in found
        assert "Bruno" not in found
    assert "No booking was found" in member.get("/staff/search/", {"q": "%"}).content.decode()
    assert "Whose booking?" in member.get("/staff/search/").content.decode()


def test_a_page_that_is_behind_changes_nothing(marios: Business, member: Client) -> None:
    booking = book(marios, "Anna Rossi", minutes_ago=-60)
    path = f"/staff/bookings/{booking.reference}"
    seen = {"version": booking.version}
    form = {"name": "Anna Rossi", "note": "by the window", "late_minutes": "0"}
    assert member.post(f"{path}/amend/", form | seen).status_code == 302
    late = member.post(f"{path}/amend/", form | seen | {"note": "in the garden"})
    assert late.status_code == 409
    told = late.content.decode()
    assert "A colleague has changed this booking meanwhile" in told
    assert "by the window" in told
    assert "in the garden" in told, "what was typed is not lost"
    assert "notice-error" in member.post(f"{path}/cancel/", seen, follow=True).content.decode()
    with enter(marios.schema_name):
        booking.refresh_from_db()
    assert (booking.status, booking.note) == ("confirmed", "by the window")


def test_a_week_shows_each_booking_on_its_day(marios: Business, bella: Business, member: Client) -> None:
    booking = book(marios, "Anna Rossi")
    book(bella, "Zoe Neri", people=1)
    day = day_of(booking, marios).split("/")[-2]
    shown = member.get(f"/staff/week/{day}/")
    (its,) = [each for each in shown.context["week"].days if each.bookings]
    assert f"{its.day:%Y-%m-%d}" == day
    assert shown.context["week"].first.weekday() == 0
    assert "Zoe" not in shown.content.decode()
    assert member.get("/staff/week/tomorrow/").status_code == 404


def test_a_week_costs_the_same_however_much_is_booked(marios: Business, member: Client) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert member.get("/staff/week/").status_code == 200
        return len(captured)

    cost()
    before = cost()
    for minutes in (30, 60 * 24, -60 * 24):
        book(marios, "Anna Rossi", minutes_ago=minutes)
    assert cost() == before


def test_past_midnight_is_of_the_evening_that_still_runs(marios: Business, member: Client) -> None:
    with enter(marios.schema_name):
        WeeklyHours.objects.all().delete()
        for weekday in range(1, 8):
            WeeklyHours.objects.create(weekday=weekday, opens=time(18), closes=time(2))
        late = record_booking(
            service=Service.objects.get(),
            party_size=2,
            start=datetime.combine(date(2026, 3, 11), time(0, 30), marios.zone),
            customer=CustomerDetails(name="Anna Rossi", phone="", email=""),
            by=SYSTEM,
            source="staff",
        )
    assert member.get(f"/staff/bookings/{late.reference}/").headers["location"].startswith("/staff/day/2026-03-10/")
    week = member.get("/staff/week/2026-03-10/").context["week"]
    assert [each.day for each in week.days if each.bookings] == [date(2026, 3, 10)]
    assert member.get("/staff/bookings/XXX-XXX/").status_code == 404
