"""Reports that are sent regularly: arranged, paused, gone on with, stopped, and asked for at their time."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from reports.errors import NotForThem, TooManySchedules
from reports.models import Report, Schedule
from reports.operations.making import is_to_be_made, request_due
from reports.periods import Days, period_of
from reports.queries import who_may_see
from reports.states import ReportState
from tenants.context import current_business
from tenants.deeds import done

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from reports.registry import Template
    from reports.rhythm import Rhythm
    from reports.states import Format
    from tenants.actors import Actor
    from tenants.models import User

SCHEDULE_MADE, SCHEDULE_PAUSED, SCHEDULE_RESUMED, SCHEDULE_STOPPED = (
    *("report.schedule_made", "report.schedule_paused"),
    *("report.schedule_resumed", "report.schedule_stopped"),
)
MOST_SCHEDULES = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrangement:
    """Which report goes to whom, and when."""

    template: Template
    days: Days
    form: Format
    rhythm: Rhythm
    recipients: Sequence[User]
    language: str


def arrange(*, wanted: Arrangement, by: Actor, now: datetime, schedule_id: UUID | None = None) -> Schedule:
    """Have a report sent regularly; the same ``schedule_id`` arranges once.

    Raises ``NotForThem`` where nobody, or somebody who may not see it, would get it, and ``TooManySchedules``.
    """
    if not wanted.recipients or len(who_may_see(wanted.template, wanted.recipients)) < len(wanted.recipients):
        raise NotForThem
    rhythm = wanted.rhythm
    with transaction.atomic():
        if schedule_id and (known := Schedule.objects.filter(pk=schedule_id).first()):
            return known
        if Schedule.objects.count() >= MOST_SCHEDULES:
            raise TooManySchedules
        made = Schedule.objects.create(
            id=schedule_id or uuid.uuid4(), template=wanted.template.key, days=wanted.days, format=wanted.form,
            language=wanted.language, every=rhythm.every, weekday=rhythm.weekday, day=rhythm.day, at=rhythm.at,
            created_by=str(by), created_at=now, next_at=rhythm.after(now, current_business().zone),
        )  # fmt: skip
        made.recipients.set(wanted.recipients)
        told = {"template": made.template, "every": made.every, "recipients": len(wanted.recipients)}
        done(SCHEDULE_MADE, about=f"schedule:{made.pk}", by=by, detail=told)
    return made


def pause(*, schedule_id: UUID, by: Actor, change_id: UUID | None = None) -> Schedule:
    """Send it no more until ``resume``. Again: nothing changes. ``change_id`` names what has asked for it.

    Raises ``Schedule.DoesNotExist``, as those below.
    """
    with transaction.atomic():
        found = Schedule.objects.select_for_update().get(pk=schedule_id)
        if not found.is_paused:
            found.is_paused, found.paused_in = True, change_id
            found.save(update_fields=["is_paused", "paused_in"])
            done(SCHEDULE_PAUSED, about=f"schedule:{found.pk}", by=by)
    return found


def resume(*, schedule_id: UUID, by: Actor, now: datetime) -> Schedule:
    """Send it again from its next time on; what it has missed meanwhile stays missed."""
    with transaction.atomic():
        found = Schedule.objects.select_for_update().get(pk=schedule_id)
        if found.is_paused:
            found.is_paused, found.next_at = False, found.rhythm.after(now, current_business().zone)
            found.save(update_fields=["is_paused", "next_at"])
            done(SCHEDULE_RESUMED, about=f"schedule:{found.pk}", by=by)
    return found


def stop(*, schedule_id: UUID, by: Actor) -> None:
    """For good; reports it has made stay. One that is gone stays gone."""
    with transaction.atomic():
        if Schedule.objects.filter(pk=schedule_id).delete()[0]:
            done(SCHEDULE_STOPPED, about=f"schedule:{schedule_id}", by=by)


def ask_for_due(*, now: datetime) -> list[Report]:
    """Ask for the report of every schedule whose time has come, once for that time.

    Of several times that were missed, the last is made up for, with the days as seen from then. Nothing is made where
    none of the recipients may see it any more.
    """
    zone = current_business().zone
    asked = []
    with transaction.atomic():
        due = Schedule.objects.select_for_update(skip_locked=True).filter(is_paused=False, next_at__lte=now)
        for schedule in due.order_by("next_at", "pk"):
            due_at = schedule.next_at
            while (following := schedule.rhythm.after(due_at, zone)) <= now:
                due_at = following
            people = who_may_see(schedule.kind, schedule.recipients.all())
            period = period_of(Days(schedule.days), today=due_at.astimezone(zone).date())
            if people and (report := request_due(schedule, period=period, recipients=people, due_at=due_at)):
                asked.append(report)
                schedule.last_at = due_at
            schedule.next_at = following
            schedule.save(update_fields=["last_at", "next_at"])
    return asked


def unmade(*, now: datetime) -> list[Report]:
    """Those that were asked for and are neither made nor given up, whoever has lost them."""
    waiting = Report.objects.filter(is_to_be_made(now), state__in=(ReportState.WAITING, ReportState.MAKING))
    return list(waiting.defer("content").order_by("requested_at"))
