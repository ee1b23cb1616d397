"""What reports keep: files, of which some quote what customers asked; and when they are sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from businesses.privacy import Subject, Table
from businesses.privacy.holdings import columns_of
from businesses.privacy.retention import Expiring
from reports.models import Report, Schedule
from reports.states import ReportState

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet


CONVERSATION = "conversation"
"""What apps above call the keys of conversations."""


def reports(person: Subject | None) -> QuerySet[Report]:
    """Of a person those that quote a conversation of theirs."""
    kept = Report.objects.all()
    return kept if person is None else kept.filter(conversations__overlap=list(person.of(CONVERSATION)))


def erase_reports(person: Subject) -> int:
    """A file cannot have one person taken out: the whole of it goes. That it was made, and of which days, stays."""
    with_file = reports(person).exclude(state=ReportState.DELETED)
    return with_file.update(state=ReportState.DELETED, content=None, size=0)


TABLES = (
    Table(
        name="report_schedules",
        title=_("reports sent regularly"),
        rows=lambda _person: Schedule.objects.all(),
        columns=columns_of(Schedule, "created_by"),
        is_of_people=False,
    ),
    Table(
        name="reports",
        title=_("reports"),
        rows=reports,
        columns=columns_of(Report, "content", "requested_by", "tries", "started_at"),
        erase=erase_reports,
    ),
)


def old_reports(cutoff: datetime) -> QuerySet[Report]:
    return Report.objects.filter(requested_at__lt=cutoff)


def delete_old(cutoff: datetime, most: int) -> int:
    keys = list(old_reports(cutoff).order_by("requested_at").values_list("pk", flat=True)[:most])
    Report.objects.filter(pk__in=keys).delete()
    return len(keys)


EXPIRING = (
    Expiring(name="reports", title=_("reports"), due=lambda cutoff: old_reports(cutoff).count(), sweep=delete_old),
)
