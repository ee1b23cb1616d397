"""Reports that a member asks for in a few words: shown first, done at a yes, taken back while that is possible."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.translation import get_language

from businesses.by_word.errors import ShownNoMore
from businesses.exchange.errors import TableNotAllowed
from reports.errors import SentAlready
from reports.jobs import make_soon
from reports.models import Report, Schedule
from reports.operations.making import delete_report, request_report
from reports.operations.scheduling import Arrangement, arrange, pause, resume, stop
from reports.periods import period_of
from reports.queries import schedules_for
from reports.registry import template_called
from reports.states import ReportState
from reports.wording import dates_of, rhythm_of, said
from tenants.actors import actor_of
from tenants.context import current_business
from tenants.permissions import Permission

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from businesses.dashboard.periods import Period
    from reports.periods import Days
    from reports.registry import Template
    from reports.rhythm import Rhythm
    from reports.states import Format
    from tenants.models import User

REPORT, SCHEDULE, STOPPED = "report", "schedule", "stopped"
"""What a change said in words has made, or stopped: the first word of what names it."""


@dataclass(frozen=True, slots=True)
class SendReport:
    """To whoever says it: once, now, of ``period``; or regularly, of the ``days`` as seen from then."""

    template: str
    days: Days
    form: Format
    period: Period
    rhythm: Rhythm | None = None


@dataclass(frozen=True, slots=True)
class StopReport:
    schedule: UUID


ReportWish = SendReport | StopReport


@dataclass(frozen=True, slots=True)
class Shown:
    """What would be done, as it is told; ``digest`` names exactly that. ``starts_at`` is when the first goes out, in
    the business's zone; None of one sent now, or stopped.
    """

    digest: str
    title: str
    days: str
    form: str
    period: Period | None
    rhythm: str
    to: str
    starts_at: datetime | None


@dataclass(frozen=True, slots=True)
class Running:
    """A report that is sent regularly, as far as words can tell which is meant."""

    id: UUID
    template: str
    rhythm: Rhythm
    title: str
    told: str


def running(permissions: Collection[str]) -> tuple[Running, ...]:
    """Those that are not paused, of which one may see what they hold."""
    found = schedules_for(permissions).filter(is_paused=False)
    return tuple(Running(each.pk, each.template, each.rhythm, str(each.kind.title), rhythm_of(each)) for each in found)


def check(template: Template, permissions: Collection[str]) -> None:
    if Permission.REPORTS_CHANGE not in permissions or not template.is_for(permissions):
        raise TableNotAllowed


def show(wish: ReportWish, *, member: User, permissions: Collection[str], now: datetime) -> Shown:
    """What it would do; nothing is done. Raises ``TableNotAllowed``, and ``ShownNoMore`` for what is stopped."""
    if isinstance(wish, StopReport):
        found = schedules_for(permissions).filter(pk=wish.schedule, is_paused=False).first()
        if found is None:
            raise ShownNoMore
        check(found.kind, permissions)
        return _shown(wish, member, found.kind, rhythm=rhythm_of(found))
    template = template_called(wish.template)
    check(template, permissions)
    if wish.rhythm is None:
        return _shown(wish, member, template, wish=wish, period=wish.period)
    zone = current_business().zone
    starts_at = wish.rhythm.after(now, zone).astimezone(zone)
    period = period_of(wish.days, today=starts_at.date())
    return _shown(wish, member, template, wish=wish, period=period, rhythm=said(wish.rhythm), starts_at=starts_at)


def _shown(
    named: ReportWish,
    member: User,
    template: Template,
    *,
    wish: SendReport | None = None,
    period: Period | None = None,
    rhythm: str = "",
    starts_at: datetime | None = None,
) -> Shown:
    digest = hashlib.sha256(repr((named, member.email, starts_at)).encode()).hexdigest()
    days, form = (str(wish.days.label), str(wish.form.label)) if wish else ("", "")
    return Shown(digest, str(template.title), days, form, period, rhythm, member.email, starts_at)


def do(
    wish: ReportWish, *, change_id: UUID, digest: str, member: User, permissions: Collection[str], now: datetime
) -> str:
    """Do what was shown as ``digest``; the same ``change_id`` does it once. What names it, for ``take_back``.

    Raises as ``show``, and as the operations.
    """
    if known := done_by(change_id):
        return known[0]
    with transaction.atomic():
        if show(wish, member=member, permissions=permissions, now=now).digest != digest:
            raise ShownNoMore
        by = actor_of(member)
        if isinstance(wish, StopReport):
            pause(schedule_id=wish.schedule, by=by, change_id=change_id)
            return f"{STOPPED}:{wish.schedule}"
        template, language = template_called(wish.template), get_language() or "en"
        if wish.rhythm is not None:
            wanted = Arrangement(
                template=template, days=wish.days, form=wish.form, rhythm=wish.rhythm,
                recipients=[member], language=language,
            )  # fmt: skip
            return f"{SCHEDULE}:{arrange(wanted=wanted, by=by, now=now, schedule_id=change_id).pk}"
        report = request_report(
            template=template, days=wish.days, period=wish.period, form=wish.form, language=language,
            recipients=[member], by=by, now=now, report_id=change_id,
        )  # fmt: skip
        make_soon(report)
    return f"{REPORT}:{report.pk}"


def done_by(change_id: UUID) -> tuple[str, str] | None:
    """What names what the change has done already, and what it is, in words; None where it has done nothing."""
    if made := Schedule.objects.filter(pk=change_id).first():
        return f"{SCHEDULE}:{change_id}", called(made)
    if report := Report.objects.filter(pk=change_id).defer("content").first():
        return f"{REPORT}:{change_id}", called(report)
    stopped = Schedule.objects.filter(paused_in=change_id).first()
    return (f"{STOPPED}:{stopped.pk}", called(stopped)) if stopped else None


def called(found: Schedule | Report) -> str:
    """In a few words."""
    rhythm = rhythm_of(found) if isinstance(found, Schedule) else dates_of(found.period)
    return f"{found.kind.title}, {rhythm}"


def is_of_reports(name: str) -> bool:
    return name.partition(":")[0] in {REPORT, SCHEDULE, STOPPED}


def take_back(name: str, *, member: User, permissions: Collection[str], now: datetime) -> str:
    """As it was before: what is sent regularly is no more, what was stopped is again. Done before, it stays so.
    What it is about, in words.

    Raises ``TableNotAllowed``, and ``SentAlready`` for a report that is out.
    """
    if Permission.REPORTS_CHANGE not in permissions:
        raise TableNotAllowed
    what, _colon, key = name.partition(":")
    by = actor_of(member)
    with transaction.atomic():
        if what == REPORT:
            report = Report.objects.select_for_update().defer("content").filter(pk=key).first()
            if report is None:
                return ""
            if report.state == ReportState.READY:
                raise SentAlready
            delete_report(report_id=report.pk, by=by)
            return called(report)
        schedule = Schedule.objects.filter(pk=key).first()
        if schedule is None:
            return ""
        if what == STOPPED:
            resume(schedule_id=schedule.pk, by=by, now=now)
        else:
            stop(schedule_id=schedule.pk, by=by)
        return called(schedule)
