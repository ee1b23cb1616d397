"""When the mails of an appointment are due: pure, in the business's wall time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from workflows.definitions.messages import QUIET_AFTER_NEWS, MailKind, Step

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from workflows.models import MailSettings


def hours_before(instant: datetime, hours: int, zone: ZoneInfo) -> datetime:
    """Go back in time: whole days by the calendar, keeping the wall time over a clock change; other spans exactly."""
    days, rest = divmod(hours, 24)
    if rest:
        return (instant - timedelta(hours=hours)).astimezone(UTC)
    return (instant.astimezone(zone) - timedelta(days=days)).astimezone(UTC)


def plan(
    *, starts_at: datetime, ends_at: datetime, news_at: datetime, settings: MailSettings, zone: ZoneInfo
) -> list[Step]:
    """Return the reminders and the follow-up of an appointment that was made or moved at ``news_at``."""
    reminders = [
        Step(at=hours_before(starts_at, hours, zone), kind=MailKind.REMINDER, name=f"{hours}h")
        for hours in sorted(filter(None, {settings.first_reminder_hours, settings.last_reminder_hours}), reverse=True)
    ]
    steps = [step for step in reminders if step.at >= news_at + QUIET_AFTER_NEWS]
    if settings.follow_up_hours is not None:
        steps.append(
            Step(at=ends_at.astimezone(UTC) + timedelta(hours=settings.follow_up_hours), kind=MailKind.FOLLOW_UP)
        )
    return steps
