"""The evening on the board: who is here, late, gone, and what a finger has done wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from businesses.models import Booking, Resource
from tenants.context import enter
from tenants.models import Business
from tests.businesses.board.days import book, day_of

if TYPE_CHECKING:
    from django.test import Client


@pytest.fixture
def booking(marios: Business) -> Booking:
    return book(marios, "Anna Rossi")


def schema() -> str:
    return str(Business.objects.get(slug="marios").schema_name)


def tap(member: Client, booking: Booking, verb: str, **said: object) -> str:
    """The page it leads to; it shows the booking as it is."""
    with enter(schema()):
        version = Booking.objects.get(pk=booking.pk).version
    path = f"/staff/bookings/{booking.reference}/{verb}/"
    return member.post(path, {"version": version, **said}, follow=True).content.decode()


def now(booking: Booking) -> Booking:
    with enter(schema()):
        return Booking.objects.get(pk=booking.pk)


def test_they_sit_down_and_leave(marios: Business, member: Client, booking: Booking) -> None:
    assert "Not here yet" in member.get(day_of(booking, marios)).content.decode()
    here = tap(member, booking, "arrive")
    assert "Anna Rossi: Seated" in here
    assert "2 guests here" in here
    assert "Anna Rossi: Left" in tap(member, booking, "complete")
    assert now(booking).status == "completed"


def test_where_no_table_is_taken_they_are_checked_in(marios: Business, member: Client, booking: Booking) -> None:
    with enter(schema()):
        Resource.objects.update(kind="staff")
    assert "Check in" in member.get(day_of(booking, marios)).content.decode()
    assert "Anna Rossi: Checked in" in tap(member, booking, "arrive")


def test_they_come_later(member: Client, booking: Booking) -> None:
    assert "20 minutes late" in tap(member, booking, "late", minutes="20")
    assert now(booking).late_minutes == 20
    assert "Anna Rossi: in time" in tap(member, booking, "late", minutes="0")
    for wrong in ("-1", "1441", "soon", ""):
        path = f"/staff/bookings/{booking.reference}/late/"
        assert member.post(path, {"minutes": wrong}).status_code == 404


def test_a_slip_is_taken_back_by_the_button(marios: Business, member: Client, booking: Booking) -> None:
    shown = tap(member, booking, "no-show")
    assert "Take it back" in shown
    back = tap(member, booking, "undo")
    assert "taken back" in back
    assert "Take it back" not in back
    assert now(booking).status == "confirmed"


def test_who_sits_over_time_is_pointed_at(marios: Business, member: Client) -> None:
    booking = book(marios, "Anna Rossi", minutes_ago=190)
    tap(member, booking, "arrive")
    assert "Over time" in member.get(day_of(booking, marios)).content.decode()


def test_a_page_that_is_behind_takes_nothing_back(member: Client, booking: Booking) -> None:
    tap(member, booking, "arrive")
    path = f"/staff/bookings/{booking.reference}/undo/"
    assert "notice-error" in member.post(path, {"version": 1}, follow=True).content.decode()
    assert member.post(path).status_code == 404
    assert member.post("/staff/bookings/XXX-XXX/arrive/").status_code == 404
    assert now(booking).status == "arrived"


def test_a_cancellation_is_taken_back_by_the_button(member: Client) -> None:
    booking = book(Business.objects.get(slug="marios"), "Anna Rossi", minutes_ago=-60)
    assert "Anna Rossi: Cancelled" in tap(member, booking, "cancel")
    assert "taken back" in tap(member, booking, "undo")
    assert now(booking).status == "confirmed"


def test_those_chosen_are_cancelled_after_a_question_with_their_names(marios: Business, member: Client) -> None:
    chosen = [book(marios, name, minutes_ago=-60 * 24) for name in ("Anna Rossi", "Bruno Neri")]
    spared = book(marios, "Carla Bianchi", minutes_ago=-60 * 24)
    assert 'name="chosen"' in member.get(day_of(spared, marios)).content.decode()
    path, said = "/staff/cancel/", {"chosen": [each.reference for each in chosen]}
    asked = member.get(path, said).content.decode()
    for text in ("Cancel 2 bookings?", "Anna Rossi", "Bruno Neri"):
        assert text in asked
    assert "Carla" not in asked
    versions = {f"version-{each.reference}": each.version for each in chosen}
    told = member.post(path, said | versions, follow=True).content.decode()
    assert "2 bookings are cancelled." in told
    assert [now(each).status for each in (*chosen, spared)] == ["cancelled", "cancelled", "confirmed"]


def test_one_that_was_changed_meanwhile_is_told_and_the_others_are_cancelled(marios: Business, member: Client) -> None:
    first, second = (book(marios, name, minutes_ago=-60 * 24) for name in ("Anna Rossi", "Bruno Neri"))
    tap(member, first, "late", minutes="10")
    said = {"chosen": [first.reference, second.reference]}
    versions = {f"version-{each.reference}": 1 for each in (first, second)}
    told = member.post("/staff/cancel/", said | versions, follow=True).content.decode()
    assert "A colleague has changed this booking meanwhile" in told
    assert "1 booking is cancelled." in told
    assert [now(each).status for each in (first, second)] == ["confirmed", "cancelled"]


def test_nothing_chosen_asks_nothing(member: Client) -> None:
    assert member.get("/staff/cancel/").status_code == 302
    assert member.post("/staff/cancel/", {"chosen": ["XXX-XXX"]}).status_code == 302
