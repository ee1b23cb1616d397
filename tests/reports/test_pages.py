"""The page and the API of reports: made, sent regularly, had by who may see what a report holds, and by no other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports.models import Report, Schedule
from reports.operations.making import make_report, request_report
from reports.periods import Days, period_of
from reports.registry import template_called
from reports.states import Format
from tenants.actors import SYSTEM
from tenants.models import Role, User
from tests.businesses.hosts import browser_of
from tests.factories import PASSWORD, new_user
from tests.reports.conftest import MONDAY, NOW
from tests.reports.test_scheduling import arranged

if TYPE_CHECKING:
    from tenants.models import Business
    from tests.businesses.hosts import BrowserInside


def a_report(template: str = "week") -> Report:
    report = request_report(
        template=template_called(template), days=Days.LAST_WEEK, period=period_of(Days.LAST_WEEK, today=MONDAY),
        form=Format.PDF, language="en", recipients=(), by=SYSTEM, now=NOW,
    )  # fmt: skip
    made = make_report(report_id=report.pk, now=NOW)
    assert made is not None
    return made


def signed_in(business: Business, email: str) -> BrowserInside:
    client = browser_of(business)
    client.post("/login/", {"username": email, "password": PASSWORD})
    return client


@pytest.fixture
def client(restaurant: Business, owner: User) -> BrowserInside:
    return signed_in(restaurant, owner.email)


def test_one_is_made_now_and_opened(client: BrowserInside) -> None:
    answer = client.post("/staff/reports/make/", {"what": "no_shows:this_week", "form": "pdf", "mails_me": "on"})
    assert answer.status_code == 302
    report = Report.objects.get()
    assert [user.email for user in report.recipients.all()] == ["mara@example.com"]
    assert client.get(f"/staff/reports/{report.pk}/file/").status_code == 404, "it is not made yet"
    make_report(report_id=report.pk, now=NOW)
    page = client.get("/staff/reports/").content.decode()
    assert f"/staff/reports/{report.pk}/file/" in page
    file = client.get(f"/staff/reports/{report.pk}/file/")
    assert (file["Content-Type"], file.content[:5]) == ("application/pdf", b"%PDF-")
    client.post(f"/staff/reports/{report.pk}/delete/")
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"what": "week:last_month", "form": "pdf"}, "Please choose one of these."),
        ({"what": "nothing", "form": "pdf"}, "Please choose one of these."),
        ({"what": "days:own", "form": "pdf"}, "Please choose a day."),
        ({"what": "days:own", "form": "pdf", "first": "2026-03-09", "last": "2026-03-01"}, "before the first"),
        ({"what": "days:own", "form": "pdf", "first": "2020-03-09", "last": "2026-03-01"}, "At most"),
    ],
)
def test_what_cannot_be_made_is_told_and_nothing_is(client: BrowserInside, given: dict[str, str], told: str) -> None:
    answer = client.post("/staff/reports/make/", given)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not Report.objects.exists()


def test_one_is_sent_regularly_paused_and_stopped(client: BrowserInside, owner: User) -> None:
    given = {"what": "month:last_month", "every": "week", "weekday": "1", "at": "07:00", "form": "pdf"}
    assert client.post("/staff/reports/schedules/", {**given, "recipients": [owner.pk]}).status_code == 302
    kept = Schedule.objects.get()
    page = client.get("/staff/reports/").content.decode()
    assert "Every Monday at 07:00" in page
    assert "Mara Owner" in page
    for move, is_paused in (("pause", True), ("resume", False)):
        client.post(f"/staff/reports/schedules/{kept.pk}/{move}/")
        assert Schedule.objects.get().is_paused == is_paused
    client.post(f"/staff/reports/schedules/{kept.pk}/stop/")
    assert not Schedule.objects.exists()


def test_who_may_not_see_it_is_named(client: BrowserInside, restaurant: Business, owner: User) -> None:
    luca = new_user("luca@example.com", business=restaurant, role=Role.STAFF, name="Luca Staff")
    given: dict[str, Any] = {"what": "costs:last_month", "every": "month", "weekday": "1", "day": "1", "at": "07:00"}
    answer = client.post("/staff/reports/schedules/", {**given, "form": "pdf", "recipients": [owner.pk, luca.pk]})
    assert "May not see it: Luca Staff" in answer.content.decode()
    wrong = client.post("/staff/reports/schedules/", {**given, "form": "pdf", "day": "32", "at": "x"})
    for told in ("Please choose whom it goes to.", "Please give a time.", "31"):
        assert told in wrong.content.decode()
    assert not Schedule.objects.exists()


def test_what_a_report_holds_is_for_those_who_may_see_it(restaurant: Business, owner: User) -> None:
    costs, week = a_report("costs"), a_report("week")
    arranged(owner, template="costs")
    new_user("luca@example.com", business=restaurant, role=Role.STAFF)
    luca = signed_in(restaurant, "luca@example.com")
    page = luca.get("/staff/reports/").content.decode()
    assert "Costs" not in page
    assert "Make one now" not in page
    assert luca.get(f"/staff/reports/{costs.pk}/file/").status_code == 404
    assert luca.get(f"/staff/reports/{week.pk}/file/").status_code == 200


def test_the_page_asks_as_often_for_many_as_for_one(client: BrowserInside, owner: User) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            client.get("/staff/reports/")
        return len(found)

    a_report()
    arranged(owner)
    queries()
    of_one = queries()
    for _number in range(3):
        a_report("no_shows")
    assert queries() == of_one


def test_programs_make_look_up_and_arrange(owner: User, restaurant: Business) -> None:
    client = signed_in(restaurant, owner.email)
    said = {"email": owner.email, "password": PASSWORD}
    token = client.post("/api/v1/auth/token", said, "application/json").json()["access"]
    bearer = {"authorization": f"Bearer {token}"}

    def post(path: str, body: dict[str, Any], key: str = "") -> Any:
        headers = {**bearer, "idempotency-key": key or uuid4().hex}
        return client.post(f"/api/v1/reports/{path}", body, "application/json", headers=headers)

    offered = client.get("/api/v1/reports/templates", headers=bearer).json()["templates"]
    assert {"template": "week", "title": "Figures of a week", "days": ["last_week", "this_week"]} in offered
    wanted = {"template": "week", "days": "last_week", "format": "csv"}
    first, again = post("make", wanted, "one"), post("make", wanted, "one")
    assert (first.status_code, first.json()) == (202, again.json())
    report = Report.objects.get()
    make_report(report_id=report.pk, now=NOW)
    assert client.get(f"/api/v1/reports/{report.pk}", headers=bearer).json()["state"] == "ready"
    assert client.get("/api/v1/reports", headers=bearer).json()["reports"][0]["id"] == str(report.pk)
    assert client.get(f"/api/v1/reports/{report.pk}/file", headers=bearer)["Content-Type"].startswith("text/csv")
    for wrong in ({**wanted, "days": "last_month"}, {**wanted, "template": "x"}, {**wanted, "days": "own"}):
        assert post("make", wrong).status_code == 422
    regular = {"template": "month", "days": "last_month", "every": "week", "recipients": [owner.email]}
    made = post("schedules/make", regular)
    assert (made.status_code, made.json()["weekday"], made.json()["at"]) == (201, 1, "07:00")
    assert post("schedules/make", {**regular, "recipients": ["nobody@example.com"]}).status_code == 422
    key = made.json()["id"]
    assert post(f"schedules/{key}/pause", {}).json()["is_paused"] is True
    assert post(f"schedules/{key}/resume", {}).json()["is_paused"] is False
    assert len(client.get("/api/v1/reports/schedules", headers=bearer).json()["schedules"]) == 1
    assert post(f"schedules/{key}/stop", {}).status_code == 204
    assert post(f"schedules/{key}/stop", {}).status_code == 404
