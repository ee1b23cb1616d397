from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from businesses.board.floor import PlaceState, floor_at
from businesses.errors import NoPlaceNow, SpotTaken
from businesses.models import Booking, BookingStatus, Resource, Service
from businesses.operations import confirm_booking, move_booking, report_late, seat_walk_in
from businesses.operations.floor import arrange_floor, lay_out
from tenants.connection import connection
from tenants.context import enter
from tenants.models import Role
from tests.businesses import rows
from tests.businesses.rows import NOW, STAFF, VISITOR, add_table, hold, minutes, slot_at
from tests.factories import PASSWORD, new_user

if TYPE_CHECKING:
    from datetime import datetime

    from tenants.models import Business

KEY = "5f0c6d0e-3b7c-4a55-9c0e-0a5f8a0f5b11"


def booked(service: Service, hour: int) -> Booking:
    return confirm_booking(reference=hold(slot_at(service, hour)).reference, by=VISITOR, now=NOW)


def state(at: datetime, *, now: datetime | None = None) -> dict[str, str]:
    areas = floor_at(at, now=now or at)
    return {spot.resource.name: spot.state for area in areas for spot in (*area.placed, *area.unplaced)}


def test_a_place_says_how_it_stands_through_an_evening(only_table: Service) -> None:
    booking = booked(only_table, 19)
    due = booking.during.lower
    assert state(NOW) == {"T1": "free"}
    assert state(due - minutes(60)) == {"T1": "soon"}
    assert state(due + minutes(1)) == {"T1": "late"}
    assert state(due + minutes(1), now=NOW) == {"T1": "expected"}, "of a moment to come nobody is late yet"
    report_late(reference=booking.reference, minutes=20, by=STAFF, now=due)
    assert state(due + minutes(1)) == {"T1": "expected"}
    move_booking(reference=booking.reference, to=BookingStatus.ARRIVED, by=STAFF, now=due)
    assert state(due + minutes(1)) == {"T1": "seated"}
    assert state(booking.during.upper + minutes(5)) == {"T1": "over"}
    assert state(booking.during.upper + minutes(5), now=due) == {"T1": "free"}


def test_a_hold_is_shown_and_who_comes_next_is_told(only_table: Service) -> None:
    held = hold(slot_at(only_table, 19))
    assert state(held.during.lower, now=NOW) == {"T1": "held"}
    assert state(held.during.lower, now=NOW + minutes(6)) == {"T1": "free"}
    later = booked(only_table, 21)
    [area] = floor_at(NOW, now=NOW)
    assert area.unplaced[0].following is not None
    assert area.unplaced[0].following.reference in (held.reference, later.reference)
    assert area.unplaced[0].state == PlaceState.FREE


def test_the_plan_takes_as_many_queries_for_many_as_for_one(only_table: Service) -> None:
    booked(only_table, 19)

    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            floor_at(NOW, now=NOW)
        return len(captured)

    one = asked()
    for number in range(2, 9):
        add_table(f"T{number}")
    assert asked() == one == 2


def test_places_stand_where_they_are_put_and_never_two_at_one_spot(only_table: Service) -> None:
    first, second = Resource.objects.get(name="T1"), add_table("T2")
    assert arrange_floor(spots={first.pk: (0, 0), second.pk: (1, 0)}, by=STAFF) == 2
    assert arrange_floor(spots={first.pk: (1, 0), second.pk: (0, 0)}, by=STAFF) == 2, "they change places"
    assert arrange_floor(spots={first.pk: (1, 0)}, by=STAFF) == 0
    with pytest.raises(SpotTaken):
        arrange_floor(spots={first.pk: (0, 0)}, by=STAFF)
    assert Resource.objects.get(pk=first.pk).plan_column == 1
    elsewhere = add_table("Garden", area="Garden")
    arrange_floor(spots={elsewhere.pk: (0, 0)}, by=STAFF)
    assert [(area.name, len(area.placed)) for area in floor_at(NOW, now=NOW)] == [("", 2), ("Garden", 1)]
    arrange_floor(spots={first.pk: None}, by=STAFF)
    assert [len(area.unplaced) for area in floor_at(NOW, now=NOW)] == [1, 0]


def test_laying_out_draws_what_stands_nowhere_and_moves_nothing(only_table: Service) -> None:
    first = Resource.objects.get(name="T1")
    arrange_floor(spots={first.pk: (0, 0)}, by=STAFF)
    for number in range(2, 6):
        add_table(f"T{number}", position=number)
    assert lay_out(by=STAFF) == 4
    spots = list(Resource.objects.order_by("position").values_list("plan_column", "plan_row"))
    assert spots == [(0, 0), (1, 0), (2, 0), (3, 0), (0, 1)]
    assert lay_out(by=STAFF) == 0


def test_two_that_a_file_has_put_at_one_spot_are_both_shown(only_table: Service) -> None:
    add_table("T2")
    Resource.objects.update(plan_column=3, plan_row=3)
    [area] = floor_at(NOW, now=NOW)
    assert ([each.resource.name for each in area.placed], [each.resource.name for each in area.unplaced]) == (
        ["T1"],
        ["T2"],
    )


def test_a_walk_in_is_seated_where_staff_point(table: Service) -> None:
    second = Resource.objects.get(name="T2")
    at = slot_at(table, 19).start

    def seat(key: str) -> Booking:
        return seat_walk_in(
            service=table, party_size=2, key=UUID(key), resource_id=second.pk, by=STAFF, now=at + minutes(3)
        )

    assert seat(KEY).resource == second
    with pytest.raises(NoPlaceNow):
        seat(KEY.replace("5f0c", "6f0c"))


@pytest.fixture
def house(marios: Business) -> Business:
    with enter(marios.schema_name):
        rows.clear_rows()
        rows.open_daily((0, 24))
        rows.set_policy()
        rows.add_service(rows.add_table("T1", 4), rows.add_table("T2", 4), needs_party=True)
    return marios


def browser(business: Business, role: str) -> Client:
    new_user(f"{role}@example.com", business=business, role=Role(role))
    client = Client(headers={"host": "marios.localhost"})
    client.post("/login/", {"username": f"{role}@example.com", "password": PASSWORD})
    return client


def test_the_plan_begins_empty_is_laid_out_and_then_moved_by_figures(house: Business) -> None:
    owner = browser(house, "owner")
    assert "Nothing is drawn on the plan yet" in owner.get("/staff/floor/").content.decode()
    assert "2 places were moved." in owner.post("/staff/floor/arrange/", {"lay_out": "1"}, follow=True).content.decode()
    with enter(house.schema_name):
        first, second = Resource.objects.order_by("name")
    same = {f"{name}-{row.pk}": "3" for name in ("column", "row") for row in (first, second)}
    refused = owner.post("/staff/floor/arrange/", same)
    assert refused.status_code == 409
    assert "T1 and T2 would stand at one spot." in refused.content.decode()
    owner.post("/staff/floor/arrange/", {**same, f"row-{second.pk}": "99"})
    with enter(house.schema_name):
        spots = list(Resource.objects.order_by("name").values_list("plan_column", "plan_row"))
    assert spots == [(2, 2), (None, None)], "beyond the plan is nowhere"


def test_staff_see_who_sits_where_and_may_not_move_the_tables(house: Business) -> None:
    member = browser(house, "staff")
    assert member.get("/staff/floor/arrange/").status_code == 403
    with enter(house.schema_name):
        table = Service.objects.get()
        booking = seat_walk_in(service=table, party_size=3, key=uuid4(), by=STAFF, name="Carla")
    page = member.get(f"/staff/floor/?place={booking.resource_id}").content.decode()
    for text in ("Carla", "3/4", "Seated until", "Another place", f"/staff/bookings/{booking.reference}/complete/"):
        assert text in page
    tomorrow = (timezone.now() + timedelta(days=1)).date()
    later = member.get(f"/staff/floor/?date={tomorrow}&time=12:00&place=999").content.decode()
    assert "Carla" not in later
    assert member.get("/staff/floor/?date=nonsense&time=25:99").status_code == 200
    seat = member.get(f"/staff/walk-in/?place={booking.resource_id}").content.decode()
    assert f'<option value="{booking.resource_id}" selected>' in seat


def test_strangers_see_no_plan(house: Business, bella: Business) -> None:
    assert Client(headers={"host": "marios.localhost"}).get("/staff/floor/").status_code == 302
    other = Client(headers={"host": "marios.localhost"})
    new_user("other@example.com", business=bella)
    other.post("/login/", {"username": "other@example.com", "password": PASSWORD})
    assert other.get("/staff/floor/").status_code != 200
