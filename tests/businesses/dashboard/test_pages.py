"""The dashboard's pages: what is asked for is shown, to whom it may be."""

from __future__ import annotations

import csv
from datetime import timedelta
from io import StringIO
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from businesses.models import SetupGuide, WeeklyHours
from businesses.queries import business_today
from tenants.actors import SYSTEM
from tenants.context import public
from tenants.models import CustomRole, Role
from tenants.operations import add_member, save_role
from tests.businesses import rows
from tests.businesses.dashboard.diaries import booked, ordered
from tests.businesses.hosts import api_of, browser_of
from tests.factories import PASSWORD, new_user

if TYPE_CHECKING:
    from businesses.models import Service
    from tenants.models import Business
    from tests.businesses.hosts import BrowserInside

PAGE = "/staff/figures/"


def signed_in(business: Business, role: str, email: str = "luca@example.com") -> BrowserInside:
    with public():
        new_user(email, business=business, role=role)
    client = browser_of(business)
    client.post("/login/", {"username": email, "password": PASSWORD})
    return client


@pytest.fixture
def owner(restaurant: Business) -> BrowserInside:
    return signed_in(restaurant, Role.OWNER)


@pytest.fixture
def only_figures(restaurant: Business) -> BrowserInside:
    with public():
        role = CustomRole(business=restaurant, name="Figures", permissions=["figures.view"])
        user = new_user("only@example.com")
        add_member(business=restaurant, user=user, role=save_role(role=role, by=SYSTEM), by=SYSTEM)
    client = browser_of(restaurant)
    client.post("/login/", {"username": "only@example.com", "password": PASSWORD})
    return client


def shown(client: BrowserInside, path: str = PAGE) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return str(answer.content.decode())


def sheet(client: BrowserInside, key: str, query: str = "") -> list[list[str]]:
    return list(csv.reader(StringIO(client.get(f"{PAGE}{key}/export/{query}").content.decode("utf-8-sig"))))


def test_figures_open_their_rows(owner: BrowserInside, table: Service) -> None:
    today = business_today()
    kept, gone = booked(table, today, 12), booked(table, today, 18, status="cancelled")
    assert f'href="{PAGE}bookings/?period=28"' in shown(owner)
    listed = shown(owner, f"{PAGE}bookings/?period=28")
    assert kept.reference in listed
    assert gone.reference not in listed
    assert gone.reference in shown(owner, f"{PAGE}cancelled/?period=28")


def test_a_booking_after_midnight_leads_to_the_day_it_belongs_to(owner: BrowserInside, table: Service) -> None:
    WeeklyHours.objects.all().delete()
    rows.open_daily((18, 2))
    booked(table, rows.DAY + timedelta(days=1), 0.5, minutes=60)
    listed = shown(owner, f"{PAGE}bookings/?period=own&first=2026-03-10&last=2026-03-10")
    assert "/staff/day/2026-03-10/#b-" in listed


def test_who_may_not_see_rows_sees_figures_without_links(only_figures: BrowserInside, table: Service) -> None:
    booked(table, business_today(), 12)
    assert f'href="{PAGE}bookings/?' not in shown(only_figures)
    assert only_figures.get(f"{PAGE}bookings/").status_code == 403


def test_an_empty_business_is_told_so(owner: BrowserInside) -> None:
    assert "Nothing happened in these days yet" in shown(owner)
    assert "None in these days" in shown(owner, f"{PAGE}bookings/")


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("period=own&first=2026-03-10&last=2026-03-01", "The last day is before the first."),
        ("period=own&first=2024-01-01&last=2026-03-01", "At most 366 days at once."),
        ("period=own&first=2026-03-10&last=soon", "Please choose a day."),
        ("period=own&first=&last=2026-03-10", "Please choose a day."),
    ],
)
def test_dates_that_cannot_be_shown_are_refused_by_field_and_kept(owner: BrowserInside, query: str, told: str) -> None:
    page = shown(owner, f"{PAGE}?{query}")
    assert told in page
    assert "2026-03-" in page


@pytest.mark.parametrize("query", ["period=7", "period=week", "period=month", "period=90", "period=\x00", "period=1"])
def test_any_period_opens(owner: BrowserInside, query: str) -> None:
    shown(owner, f"{PAGE}?{query}")


def test_the_days_that_are_shown_can_be_changed_from_there(owner: BrowserInside) -> None:
    today = business_today()
    page = shown(owner, f"{PAGE}?period=7")
    assert f'value="{(today - timedelta(days=6)).isoformat()}"' in page
    assert f'value="{today.isoformat()}"' in page


def test_days_at_the_ends_of_the_calendar_open(owner: BrowserInside) -> None:
    shown(owner, f"{PAGE}?period=own&first=0001-01-01&last=0001-01-02")
    shown(owner, f"{PAGE}?period=own&first=9999-12-30&last=9999-12-31")


def test_a_sheet_of_a_figure_has_its_days(owner: BrowserInside, table: Service) -> None:
    booked(table, business_today(), 12)
    found = sheet(owner, "bookings", "?period=7")
    assert found[0] == ["Day", "Bookings", "Before"]
    assert [each[1] for each in found[1:]] == ["0"] * 6 + ["1"]


def test_no_cell_of_a_sheet_is_a_formula(owner: BrowserInside, restaurant: Business) -> None:
    made = ordered(timezone.now() - timedelta(minutes=5), "9.00")
    made.lines.update(name="=HYPERLINK(1)")
    assert sheet(owner, "items")[1][:2] == ["'=HYPERLINK(1)", "1"]


@pytest.mark.parametrize("key", ["all", "occupancy", "booked_by_chat", "conversations", "services", "revenue"])
def test_every_figure_has_a_sheet(owner: BrowserInside, table: Service, key: str) -> None:
    booked(table, business_today(), 12)
    booked(rows.add_service(rows.add_table("Terrace"), name="Terrace"), business_today(), 12)
    ordered(timezone.now(), "9.00")
    assert len(sheet(owner, key)) > 1


def test_a_sheet_of_nothing_is_not_found(owner: BrowserInside) -> None:
    assert owner.get(f"{PAGE}nothing/export/").status_code == 404
    assert owner.get(f"{PAGE}nothing/").status_code == 404


def test_the_page_and_its_lists_cost_the_same_however_many_rows(owner: BrowserInside, table: Service) -> None:
    def queries(path: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            shown(owner, path)
        return len(captured)

    today = business_today()
    booked(table, today, 12)
    ordered(timezone.now(), "9.00")
    few = [queries(path) for path in (PAGE, f"{PAGE}bookings/", f"{PAGE}orders/")]
    for offset in range(1, 7):
        booked(table, today - timedelta(days=offset), 12)
        ordered(timezone.now() - timedelta(days=offset), "9.00")
    assert [queries(path) for path in (PAGE, f"{PAGE}bookings/", f"{PAGE}orders/")] == few


def test_the_guide_is_put_away_and_brought_back(owner: BrowserInside, restaurant: Business) -> None:
    assert "Setting up: " in shown(owner)
    for _ in range(2):
        owner.post(f"{PAGE}guide/", {"to": "dismissed"})
    assert "Setting up: " not in shown(owner)
    assert "Setting up: " not in shown(signed_in(restaurant, Role.MANAGER, "giulia@example.com"))
    owner.post(f"{PAGE}guide/", {"to": "shown"})
    assert "Setting up: " in shown(owner)
    assert SetupGuide.objects.count() == 1


def test_the_guide_leads_each_step_to_a_page_that_opens(owner: BrowserInside, table: Service) -> None:
    for step in owner.get(PAGE).context["guide"].steps:
        assert owner.get(step.link).status_code in {200, 302}, step


def test_staff_are_not_led_through_setting_up(restaurant: Business) -> None:
    staff = signed_in(restaurant, Role.STAFF)
    assert "Setting up: " not in shown(staff)
    assert staff.post(f"{PAGE}guide/", {"to": "dismissed"}).status_code == 403


def token(business: Business, role: str) -> dict[str, Any]:
    with public():
        new_user("api@example.com", business=business, role=role)
    said = {"email": "api@example.com", "password": PASSWORD}
    answer = api_of(business).post("/api/v1/auth/token", said, format="json")
    return {"headers": {"authorization": f"Bearer {answer.json()['access']}"}}


def test_the_api_has_the_same_figures(restaurant: Business, table: Service) -> None:
    booked(table, rows.DAY, 12)
    asked = "/api/v1/figures?from=2026-03-10&to=2026-03-10"
    answer = api_of(restaurant).get(asked, **token(restaurant, Role.ANALYST))
    found = answer.json()
    assert answer.status_code == 200
    assert found["before"] == {"from": "2026-03-09", "to": "2026-03-09"}
    bookings = next(each for each in found["figures"] if each["key"] == "bookings")
    assert (bookings["value"], bookings["before"], bookings["days"]) == (
        "1",
        "0",
        [{"date": "2026-03-10", "value": "1", "before": "0"}],
    )
    assert {"weekday": 2, "hour": 12, "hours_booked": "1.00", "hours_offered": "2.00", "share": "0.5000"} in found[
        "occupancy"
    ]


@pytest.mark.parametrize(
    ("query", "field"),
    [("from=2026-03-10", "to"), ("from=2026-03-10&to=2026-03-01", "to"), ("from=x&to=2026-03-01", "from")],
)
def test_the_api_refuses_by_field(restaurant: Business, query: str, field: str) -> None:
    answer = api_of(restaurant).get(f"/api/v1/figures?{query}", **token(restaurant, Role.ANALYST))
    assert answer.status_code == 422
    assert field in answer.json()["errors"]


def test_the_api_asks_who_calls(restaurant: Business) -> None:
    assert api_of(restaurant).get("/api/v1/figures").status_code == 401


def test_another_business_s_member_sees_nothing(restaurant: Business, bella: Business) -> None:
    client = signed_in(restaurant, Role.OWNER)
    answer = client.get(PAGE, SERVER_NAME="bella.localhost")
    assert answer.status_code == 302
    assert "/login/" in answer.headers["Location"]
