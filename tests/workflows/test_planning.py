from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from workflows.definitions.messages import MailKind, Step
from workflows.models import MailSettings
from workflows.planning import hours_before, plan

ROME = ZoneInfo("Europe/Rome")
NEW_YORK = ZoneInfo("America/New_York")
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def steps(starts_at: datetime, *, news_at: datetime = LONG_AGO, **settings: int | None) -> list[Step]:
    return plan(
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        news_at=news_at,
        settings=MailSettings(**settings),
        zone=ROME,
    )


@pytest.mark.parametrize(
    ("zone", "starts"),
    [
        (ROME, datetime(2027, 3, 28, 10, 0)),  # noqa: DTZ001  # wall time; the day the clock goes forward
        (ROME, datetime(2026, 10, 25, 10, 0)),  # noqa: DTZ001  # and back
        (NEW_YORK, datetime(2027, 3, 14, 10, 0)),  # noqa: DTZ001
        (NEW_YORK, datetime(2026, 11, 1, 10, 0)),  # noqa: DTZ001
    ],
)
def test_a_day_before_is_the_same_time_of_day_over_a_clock_change(zone: ZoneInfo, starts: datetime) -> None:
    reminder = hours_before(starts.replace(tzinfo=zone).astimezone(UTC), 24, zone).astimezone(zone)

    assert reminder.replace(tzinfo=None) == starts - timedelta(days=1)


def test_hours_before_are_hours_over_a_clock_change() -> None:
    starts = datetime(2027, 3, 28, 4, 0, tzinfo=ROME).astimezone(UTC)  # two hours after the jump began

    assert hours_before(starts, 2, ROME) == starts - timedelta(hours=2)


def test_reminder_soon_after_the_booking_is_left_out() -> None:
    starts = datetime(2026, 6, 10, 18, 0, tzinfo=UTC)
    made_at_noon = steps(starts, news_at=starts - timedelta(hours=6))

    assert [(step.kind, step.name) for step in made_at_noon] == [(MailKind.REMINDER, "2h"), (MailKind.FOLLOW_UP, "")]
    assert [step.kind for step in steps(starts, news_at=starts - timedelta(hours=4))] == [MailKind.FOLLOW_UP]


def test_business_that_wants_no_mails_plans_none() -> None:
    starts = datetime(2026, 6, 10, 18, 0, tzinfo=UTC)

    assert steps(starts, first_reminder_hours=None, last_reminder_hours=None, follow_up_hours=None) == []


def test_equal_reminders_are_one() -> None:
    planned = steps(datetime(2026, 6, 10, 18, 0, tzinfo=UTC), first_reminder_hours=24, last_reminder_hours=24)

    assert [step.name for step in planned if step.kind is MailKind.REMINDER] == ["24h"]
