"""Making a report: asked for, made in a task, kept as a file, told of once."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone, translation

from businesses.dashboard.queries import dashboard_of
from events.operations import publish
from reports.errors import NotForThem
from reports.events import REPORT_READY
from reports.formats import write
from reports.models import Report
from reports.periods import Days, compared_with
from reports.queries import who_may_see
from reports.states import Format, ReportState
from tenants.actors import SYSTEM
from tenants.context import current_business
from tenants.deeds import done

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID

    from businesses.dashboard.periods import Period
    from reports.contents import Content
    from reports.models import Schedule
    from reports.registry import Template
    from tenants.actors import Actor
    from tenants.models import User

REPORT_REQUESTED, REPORT_DELETED = "report.requested", "report.deleted"
TAKEN_FOR_DEAD_AFTER = timedelta(minutes=3)
"""Longer than the task is given."""
MOST_TRIES = 3


def request_report(
    *,
    template: Template,
    days: Days,
    period: Period,
    form: Format,
    language: str,
    recipients: Iterable[User],
    by: Actor,
    now: datetime,
    report_id: UUID | None = None,
) -> Report:
    """Ask for a report, mailed to ``recipients``: ``make_report`` makes it, in a task. A ``report_id`` asks once.

    Raises ``NotForThem`` where somebody may not see what it holds.
    """
    to = list(recipients)
    if len(who_may_see(template, to)) < len(to):
        raise NotForThem
    with transaction.atomic():
        report, is_new = Report.objects.get_or_create(
            pk=report_id or uuid.uuid4(),
            defaults={
                "template": template.key,
                "days": days,
                "first": period.first,
                "last": period.last,
                "format": form,
                "language": language,
                "requested_by": str(by),
                "requested_at": now,
            },
        )
        if is_new:
            report.recipients.set(to)
            told = {"template": template.key, "format": str(form), "recipients": len(to)}
            done(REPORT_REQUESTED, about=f"report:{report.pk}", by=by, detail=told)
    return report


def request_due(schedule: Schedule, *, period: Period, recipients: Iterable[User], due_at: datetime) -> Report | None:
    """The report of a schedule for one of its times; None where it was asked for before."""
    report, is_new = Report.objects.get_or_create(
        schedule=schedule,
        due_at=due_at,
        defaults={
            "template": schedule.template,
            "days": schedule.days,
            "first": period.first,
            "last": period.last,
            "format": schedule.format,
            "language": schedule.language,
            "requested_by": str(SYSTEM),
            "requested_at": due_at,
        },
    )
    if is_new:
        report.recipients.set(recipients)
        done(REPORT_REQUESTED, about=f"report:{report.pk}", by=SYSTEM, detail={"schedule": str(schedule.pk)})
    return report if is_new else None


def make_report(*, report_id: UUID, now: datetime) -> Report | None:
    """Make it, unless somebody else does or has; one whose maker died is made anew. None where it is gone.

    A failure is raised, and may be tried again; after the last try it is told in the report's state.
    """
    mine = Report.objects.filter(is_to_be_made(now), pk=report_id)
    if not mine.update(state=ReportState.MAKING, started_at=now, tries=F("tries") + 1):
        return Report.objects.filter(pk=report_id).first()
    report = Report.objects.get(pk=report_id)
    try:
        content, file = made(report)
    except BaseException:
        is_last = report.tries >= MOST_TRIES
        mine_still = Report.objects.filter(pk=report_id, state=ReportState.MAKING)
        mine_still.update(state=ReportState.FAILED if is_last else ReportState.WAITING, started_at=None)
        raise
    return _keep(report, content, file, now=timezone.now())


def is_to_be_made(now: datetime) -> Q:
    died = Q(state=ReportState.MAKING, started_at__lt=now - TAKEN_FOR_DEAD_AFTER)
    return Q(state=ReportState.WAITING) | died


def made(report: Report) -> tuple[Content, bytes]:
    """What it says and the file, in the report's language and the business's zone."""
    with translation.override(report.language), timezone.override(current_business().zone):
        content = composed(report)
        return content, write(report, content)


def composed(report: Report) -> Content:
    before = compared_with(Days(report.days), report.period)
    return report.kind.compose(dashboard_of(report.period, before))


def _keep(report: Report, content: Content, file: bytes, *, now: datetime) -> Report | None:
    """One that was taken back meanwhile is not kept."""
    slug = current_business().slug
    fields = {
        "state": ReportState.READY,
        "name": f"{slug}-{report.template}-{report.first}-{report.last}.{report.format}"[-120:],
        "content": file,
        "size": len(file),
        "conversations": list(content.conversations),
        "ready_at": now,
        "started_at": None,
    }
    with transaction.atomic():
        if not Report.objects.filter(pk=report.pk, state=ReportState.MAKING).update(**fields):
            return Report.objects.filter(pk=report.pk).first()
        report.refresh_from_db()
        payload = {"report": str(report.pk), "template": report.template, "format": report.format}
        publish(type=REPORT_READY, aggregate=f"report:{report.pk}", payload=payload, by=SYSTEM)
    return report


def delete_report(*, report_id: UUID, by: Actor) -> None:
    """Delete it with its file; a mail that has not gone out yet does not. One that is gone stays gone."""
    with transaction.atomic():
        if Report.objects.filter(pk=report_id).delete()[0]:
            done(REPORT_DELETED, about=f"report:{report_id}", by=by)
