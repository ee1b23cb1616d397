"""A report says what the dashboard and the rows say, in every format, and is made once."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from businesses.dashboard.figures import Unit
from businesses.dashboard.periods import Period, own_periods
from businesses.dashboard.queries import dashboard_of
from businesses.dashboard.wording import value_of
from businesses.models import Booking, Service
from businesses.privacy import Subject
from events.models import OutboxEvent
from reports.errors import NotForThem
from reports.events import REPORT_READY
from reports.formats import drawing
from reports.holdings import delete_old, erase_reports, old_reports
from reports.models import Report
from reports.operations import making
from reports.operations.making import delete_report, make_report, request_report
from reports.periods import Days, named, period_of
from reports.registry import template_called, templates_for
from reports.states import Format, ReportState
from tenants.actors import SYSTEM
from tenants.models import Role, User
from tenants.permissions import ALL
from tests.factories import new_user
from tests.reports.conftest import ASKED_IN, MONDAY, NOW

if TYPE_CHECKING:
    from tenants.models import Business

WEEK = period_of(Days.LAST_WEEK, today=MONDAY)


def asked(template: str = "week", form: Format = Format.PDF, **fields: Any) -> Report:
    given: dict[str, Any] = {
        "days": Days.LAST_WEEK,
        "period": WEEK,
        "language": "en",
        "recipients": [],
        "by": SYSTEM,
        "now": NOW,
        **fields,
    }
    return request_report(template=template_called(template), form=form, **given)


def made(template: str = "week", form: Format = Format.PDF, **fields: Any) -> Report:
    found = make_report(report_id=asked(template, form, **fields).pk, now=NOW)
    assert found is not None
    assert found.state == ReportState.READY
    return found


def words(report: Report) -> str:
    assert report.content is not None
    pages = PdfReader(io.BytesIO(bytes(report.content))).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


def rows(report: Report) -> list[list[str]]:
    assert report.content is not None
    return list(csv.reader(io.StringIO(bytes(report.content).decode("utf-8-sig"))))


def test_its_figures_are_the_dashboard_s_and_the_rows(diary: Service) -> None:
    report = made()
    found = dashboard_of(*own_periods(WEEK.first, WEEK.last))
    text = words(report)
    for figure in found.figures:
        assert f"{figure.title}" in text
        assert value_of(figure) in text
    kept = Booking.objects.filter(status__in=("completed", "no_show"), starts_at__lt=NOW)
    last_week = [each for each in kept if WEEK.first <= each.starts_at.date() <= WEEK.last]
    assert {figure.key: figure.value for figure in found.figures}["bookings"] == len(last_week) == 14
    assert "Bookings 14 ▲ 12 more than before (+600%)" in text
    assert report.name == "marios-week-2026-03-02-2026-03-08.pdf"


def test_every_format_says_the_same(diary: Service) -> None:
    found = dashboard_of(*own_periods(WEEK.first, WEEK.last))
    wanted = {str(figure.title): figure.value for figure in found.figures}
    listed = {row[0]: row[2] for row in rows(made(form=Format.CSV)) if len(row) == 4 and row[0] in wanted}
    assert listed["Bookings"] == "14"
    assert (listed["Orders"], listed["Revenue of orders"]) == ("7", "101.50")
    content = made(form=Format.XLSX).content
    book = load_workbook(io.BytesIO(bytes(content or b"")))
    sheet = book["Figures"]
    cells = {row[0]: row[2] for row in sheet.iter_rows(min_row=6, values_only=True)}
    assert {title: round(float(value), 4) for title, value in wanted.items() if value is not None} == {
        title: value for title, value in cells.items() if value is not None
    }
    assert {"Bookings", "Orders", "Ordered most"} <= set(book.sheetnames)


def test_who_did_not_come_is_told_by_reference_and_by_no_name(diary: Service) -> None:
    report = made("no_shows", Format.CSV)
    missed = Booking.objects.filter(status="no_show", starts_at__date__range=(WEEK.first, WEEK.last))
    listed = [row for row in rows(report) if row and row[-1] in set(missed.values_list("reference", flat=True))]
    assert [(row[0], row[1]) for row in listed] == [("Fri 6 Mar", "18:00"), ("Thu 5 Mar", "18:00")]
    assert "Anna" not in str(rows(report))


@pytest.mark.parametrize("template", ["month", "best_sellers", "conversations", "costs"])
def test_every_report_is_made_also_of_days_when_nothing_happened(restaurant: Business, template: str) -> None:
    for form in Format:
        assert made(template, form, days=Days.OWN).size > 100


def test_what_nothing_answers_is_in_the_report_of_conversations(diary: Service) -> None:
    assert "Are dogs welcome?" in words(made("conversations"))


def test_it_speaks_the_language_it_was_asked_for_in(diary: Service) -> None:
    assert "Buchungen 14" in words(made(language="de"))
    assert "montag, 2. märz 2026" in words(made(language="de")).lower()


def test_it_is_made_once_and_told_of_once(diary: Service) -> None:
    report = made()
    content = report.content
    again = make_report(report_id=report.pk, now=NOW + timedelta(days=1))
    assert again is not None
    assert bytes(again.content or b"") == bytes(content or b"")
    assert OutboxEvent.objects.filter(type=REPORT_READY).count() == 1


def test_a_maker_that_died_is_followed_by_another_and_three_failures_are_told(
    restaurant: Business, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = asked()
    Report.objects.filter(pk=report.pk).update(state=ReportState.MAKING, started_at=NOW, tries=1)
    assert make_report(report_id=report.pk, now=NOW + timedelta(minutes=1)).state == ReportState.MAKING  # type: ignore[union-attr]
    later = NOW + timedelta(minutes=4)
    monkeypatch.setattr(making, "made", lambda _report: Decimal(1) / 0)
    for state in (ReportState.WAITING, ReportState.FAILED):
        with pytest.raises(ArithmeticError):
            make_report(report_id=report.pk, now=later)
        report.refresh_from_db()
        assert report.state == state


def test_who_may_not_see_it_is_sent_none(restaurant: Business, owner: User) -> None:
    luca = new_user("luca@example.com", business=restaurant, role=Role.STAFF)
    stranger = new_user("stranger@example.com")
    assert asked("no_shows", recipients=[owner, luca]).recipients.count() == 2
    for nobody in (luca, stranger):
        with pytest.raises(NotForThem):
            asked("costs", recipients=[owner, nobody])
    assert Report.objects.count() == 1


def test_erasing_somebody_takes_what_quotes_them_and_no_other(diary: Service) -> None:
    quoting, other = made("conversations"), made("week")
    person = Subject({"conversation": (str(ASKED_IN),)})
    assert (erase_reports(person), erase_reports(person)) == (1, 0)
    quoting.refresh_from_db()
    other.refresh_from_db()
    assert (quoting.state, quoting.content) == (ReportState.DELETED, None)
    assert other.content


def test_old_ones_go_by_themselves_and_one_by_hand(restaurant: Business) -> None:
    old, new = asked(), asked(now=NOW + timedelta(days=2))
    cutoff = NOW + timedelta(days=1)
    assert (old_reports(cutoff).get(), delete_old(cutoff, 10)) == (old, 1)
    delete_report(report_id=new.pk, by=SYSTEM)
    delete_report(report_id=new.pk, by=SYSTEM)
    assert make_report(report_id=new.pk, now=NOW) is None


def test_days_are_the_business_s_own_calendar_and_named_back() -> None:
    february = Period(date(2026, 2, 1), date(2026, 2, 28))
    assert period_of(Days.LAST_MONTH, today=MONDAY) == february
    assert period_of(Days.THIS_WEEK, today=MONDAY) == Period(MONDAY, MONDAY)
    for days in set(Days) - {Days.OWN}:
        period = period_of(days, today=MONDAY + timedelta(days=2))
        assert named(period.first, period.last, today=MONDAY + timedelta(days=2)) == days
    assert named(MONDAY, MONDAY + timedelta(days=6), today=MONDAY) == Days.THIS_WEEK
    assert named(MONDAY - timedelta(days=3), MONDAY, today=MONDAY) == Days.OWN


def test_all_are_offered_the_figures_first() -> None:
    keys = [each.key for each in templates_for(ALL)]
    assert keys == ["week", "month", "days", "no_shows", "best_sellers", "conversations", "costs"]


def test_lines_of_the_grid_are_round_numbers() -> None:
    steps = [drawing.step_of(Decimal(most), Unit.COUNT) for most in (1, 3, 7, 40, 130)]
    assert steps == [1, 1, 2, 10, 50]
    assert drawing.step_of(Decimal("0.40"), Unit.MONEY) == Decimal("0.1")
