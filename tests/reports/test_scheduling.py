"""Reports that are sent regularly: at their hour on the business's wall, once, to those who may see them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from reports.errors import NotForThem, TooManySchedules
from reports.jobs import make_report_of_business, send_due_reports
from reports.models import Report, Schedule
from reports.operations import scheduling
from reports.operations.making import request_report
from reports.operations.scheduling import Arrangement, arrange, ask_for_due, pause, resume, stop, unmade
from reports.periods import Days, period_of
from reports.registry import template_called
from reports.rhythm import Every, Rhythm
from reports.states import Format, ReportState
from tenants.actors import SYSTEM
from tenants.context import enter
from tenants.models import Membership, Role, User
from tests.factories import new_user
from tests.reports.conftest import MONDAY, NOW

if TYPE_CHECKING:
    from pytest_django import DjangoCaptureOnCommitCallbacks

    from tenants.models import Business

ROME = ZoneInfo("Europe/Rome")
WEEKLY = Rhythm(Every.WEEK, 1, 1, time(7))


def arranged(*people: User, rhythm: Rhythm = WEEKLY, template: str = "month", now: datetime = NOW) -> Schedule:
    wanted = Arrangement(
        template=template_called(template),
        days=Days.LAST_MONTH,
        form=Format.PDF,
        rhythm=rhythm,
        recipients=people,
        language="en",
    )
    return arrange(wanted=wanted, by=SYSTEM, now=now)


def wall(moment: datetime) -> str:
    return f"{moment.astimezone(ROME):%a %d %b %H:%M}"


def test_it_goes_out_at_the_hour_on_the_wall_over_both_changes_of_the_clocks() -> None:
    daily = Rhythm(Every.DAY, 1, 1, time(7))
    for day in (date(2026, 3, 28), date(2026, 10, 24)):
        moment = datetime.combine(day, time(7), tzinfo=ROME)
        following = daily.after(moment, ROME)
        assert wall(following) == f"{day + timedelta(days=1):%a %d %b} 07:00"
        assert following - moment.astimezone(UTC) == timedelta(hours=23 if day.month == 3 else 25)


def test_an_hour_that_is_skipped_is_the_end_of_the_jump_and_one_shown_twice_the_first() -> None:
    night = Rhythm(Every.DAY, 1, 1, time(2, 30))
    assert wall(night.after(datetime(2026, 3, 28, 12, tzinfo=UTC), ROME)) == "Sun 29 Mar 03:00"
    twice = night.after(datetime(2026, 10, 24, 12, tzinfo=UTC), ROME)
    assert twice == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert wall(night.after(twice, ROME)) == "Mon 26 Oct 02:30"


def test_the_thirty_first_is_the_last_of_a_shorter_month() -> None:
    rhythm, moment, days = Rhythm(Every.MONTH, 1, 31, time(7)), NOW, []
    for _month in range(3):
        moment = rhythm.after(moment, ROME)
        days.append(wall(moment)[4:10])
    assert days == ["31 Mar", "30 Apr", "31 May"]


def test_each_time_asks_for_one_report_of_the_days_as_seen_from_then(owner: User) -> None:
    kept = arranged(owner)
    assert wall(kept.next_at) == "Mon 16 Mar 07:00"
    assert ask_for_due(now=kept.next_at - timedelta(seconds=1)) == []
    (report,) = ask_for_due(now=kept.next_at + timedelta(minutes=1))
    assert (report.first, report.last) == (date(2026, 2, 1), date(2026, 2, 28))
    assert list(report.recipients.all()) == [owner]
    assert ask_for_due(now=kept.next_at + timedelta(minutes=2)) == []
    kept.refresh_from_db()
    assert wall(kept.next_at) == "Mon 23 Mar 07:00"
    Schedule.objects.update(next_at=report.due_at)
    assert ask_for_due(now=kept.next_at - timedelta(days=1)) == [], "not even where the clock was turned back"


def test_of_what_was_missed_the_last_is_made_up_for(owner: User) -> None:
    arranged(owner)
    (report,) = ask_for_due(now=datetime(2026, 4, 8, 12, tzinfo=UTC))
    assert report.due_at is not None
    assert wall(report.due_at) == "Mon 06 Apr 07:00"
    assert report.first == date(2026, 3, 1)


def test_a_pause_sends_nothing_and_what_it_missed_stays_missed(owner: User) -> None:
    kept = arranged(owner)
    pause(schedule_id=kept.pk, by=SYSTEM)
    assert ask_for_due(now=NOW + timedelta(days=30)) == []
    after = resume(schedule_id=kept.pk, by=SYSTEM, now=NOW + timedelta(days=30))
    assert after.next_at > NOW + timedelta(days=30)
    stop(schedule_id=kept.pk, by=SYSTEM)
    stop(schedule_id=kept.pk, by=SYSTEM)
    assert ask_for_due(now=NOW + timedelta(days=90)) == []


def test_who_lost_the_right_gets_none_and_nobody_left_means_none_is_made(restaurant: Business, owner: User) -> None:
    luca = new_user("luca@example.com", business=restaurant, role=Role.MANAGER)
    kept = arranged(owner, luca, template="costs")
    Membership.objects.filter(user=luca).update(role=Role.STAFF)
    (report,) = ask_for_due(now=kept.next_at)
    assert list(report.recipients.all()) == [owner]
    Membership.objects.filter(user=owner).delete()
    assert ask_for_due(now=kept.next_at + timedelta(days=7)) == []


def test_it_goes_to_nobody_who_may_not_see_it_and_to_somebody(
    restaurant: Business, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    luca = new_user("luca@example.com", business=restaurant, role=Role.STAFF)
    for people in ((owner, luca), ()):
        with pytest.raises(NotForThem):
            arranged(*people, template="costs")
    monkeypatch.setattr(scheduling, "MOST_SCHEDULES", 1)
    arranged(owner)
    with pytest.raises(TooManySchedules):
        arranged(owner)


def test_beat_asks_every_business_and_finds_what_the_queue_lost(
    marios: Business,
    bella: Business,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    """The two have a report of the same key: each makes its own."""
    queued: list[tuple[str, str]] = []
    monkeypatch.setattr(make_report_of_business, "delay_in", lambda schema, report: queued.append((schema, report)))
    period, key = period_of(Days.LAST_WEEK, today=MONDAY), Schedule().pk
    for business in (marios, bella):
        with enter(business.schema_name):
            request_report(
                template=template_called("week"), days=Days.LAST_WEEK, period=period, form=Format.CSV, language="en",
                recipients=(), by=SYSTEM, now=NOW, report_id=key,
            )  # fmt: skip
    with django_capture_on_commit_callbacks(execute=True):
        assert send_due_reports() == 2
    assert sorted(queued) == sorted((each.schema_name, str(key)) for each in (marios, bella))
    with enter(marios.schema_name):
        Report.objects.update(state=ReportState.READY)
        assert unmade(now=NOW) == []
    with enter(bella.schema_name):
        assert [each.pk for each in unmade(now=NOW)] == [key]
