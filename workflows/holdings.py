"""What this app keeps of customers: mails, as rows and as files, and workflows of their bookings and orders."""

from __future__ import annotations

import mmap
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from businesses.privacy import Store, Subject, Table
from businesses.privacy.holdings import BOOKING, ORDER, WAITING, columns_of
from businesses.privacy.retention import Expiring
from reports.holdings import CONVERSATION
from tenants.context import current_schema
from workflows.definitions.messages import appointment_id
from workflows.definitions.order_messages import order_id
from workflows.definitions.waiting_messages import waiting_id
from workflows.models import MailSettings, SentMail, StoppedAppointment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.db.models import QuerySet

    from businesses.privacy.holdings import Row
    from tenants.models import Business


def _references(person: Subject) -> tuple[str, ...]:
    """Of bookings, orders and places on the waiting list, which are called alike."""
    return (*person.of(BOOKING), *person.of(ORDER), *person.of(WAITING))


def mails(person: Subject | None) -> QuerySet[SentMail]:
    if person is None:
        return SentMail.objects.all()
    quoting = Q(report__conversations__overlap=list(person.of(CONVERSATION)))
    return SentMail.objects.filter(Q(reference__in=_references(person)) | quoting)


WITHOUT_WORDS = {"to": "", "text": "", "html": "", "calendar": "", "error": ""}
WITH_WORDS = ~Q(**WITHOUT_WORDS)


def erase_mails(person: Subject) -> int:
    """That a mail went out stays, so that it does not go out again; to whom, and what it said, goes.

    What is still to come of the bookings' and orders' mails never leaves.
    """
    now = timezone.now()
    for reference in _references(person):
        StoppedAppointment.objects.get_or_create(reference=reference, defaults={"stopped_at": now})
    return mails(person).filter(WITH_WORDS).update(**WITHOUT_WORDS)


def stopped(person: Subject | None) -> QuerySet[StoppedAppointment]:
    rows = StoppedAppointment.objects.all()
    return rows if person is None else rows.filter(reference__in=_references(person))


def mail_files(person: Subject) -> Iterator[Path]:
    """Where mails end as files instead of with a server: those that hold one of the person's mails."""
    return _files_with([str(each).encode() for each in mails(person).values_list("message_id", flat=True)])


def _files_with(marks: list[bytes]) -> Iterator[Path]:
    folder = Path(settings.EMAIL_FILE_PATH)
    if not marks or not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        with suppress(FileNotFoundError), path.open("rb") as file:
            if path.stat().st_size and _has_any(file.fileno(), marks):
                yield path


def _has_any(file: int, marks: list[bytes]) -> bool:
    with mmap.mmap(file, 0, access=mmap.ACCESS_READ) as content:
        return any(content.find(mark) >= 0 for mark in marks)


def erase_mail_files(person: Subject) -> int:
    """A file holds the mails of one connection, which are those of one booking or order."""
    return _unlinked(mail_files(person))


def erase_mail_files_of(business: Business) -> int:
    """Those of a business that is no more: its schema begins the ids of its mails."""
    return _unlinked(_files_with([f"Message-ID: <{business.schema_name}-".encode()]))


def _unlinked(paths: Iterator[Path]) -> int:
    erased = 0
    for path in paths:
        path.unlink(missing_ok=True)
        erased += 1
    return erased


def workflow_ids(person: Subject) -> list[str]:
    schema = current_schema()
    appointments = [appointment_id(schema, reference) for reference in person.of(BOOKING)]
    orders = [order_id(schema, reference) for reference in person.of(ORDER)]
    return [*appointments, *orders, *(waiting_id(schema, reference) for reference in person.of(WAITING))]


def count_workflows(person: Subject) -> int:
    from workflows.calls import runs_of  # noqa: PLC0415  # loads the SDK, which the web process seldom needs

    return sum(1 for _run in runs_of(workflow_ids(person)))


def erase_workflows(person: Subject) -> int:
    """End and forget every run of the bookings' workflows, with its history. Raises ``TemporalUnavailable``."""
    from workflows.calls import forget  # noqa: PLC0415  # see count_workflows

    return forget(workflow_ids(person))


def workflows(person: Subject | None) -> Iterator[Row]:
    """How the bookings' workflows stand."""
    from workflows.calls import runs_of, runs_under  # noqa: PLC0415  # see count_workflows

    for run in runs_under(f"{current_schema()}:") if person is None else runs_of(workflow_ids(person)):
        yield {
            "workflow_id": run.id,
            "run_id": run.run_id,
            "status": run.status.name.lower() if run.status else "",
            "started_at": run.start_time,
            "closed_at": run.close_time,
        }


def mail_settings(_person: Subject | None) -> QuerySet[MailSettings]:
    return MailSettings.objects.all()


TABLES = (
    Table(
        name="mail_settings",
        title=_("mail settings"),
        rows=mail_settings,
        columns=columns_of(MailSettings),
        is_of_people=False,
    ),
    Table(name="mails", title=_("mails"), rows=mails, columns=columns_of(SentMail, "claimed_until"), erase=erase_mails),
    Table(
        name="stopped_mails",
        title=_("bookings and orders whose mails were stopped"),
        rows=stopped,
        columns=columns_of(StoppedAppointment),
    ),
)
STORES = (
    Store(
        name="mail_files",
        title=_("mails kept as files"),
        count=lambda person: sum(1 for _path in mail_files(person)),
        erase=erase_mail_files,
    ),
    Store(
        name="workflows",
        title=_("histories of workflows"),
        count=count_workflows,
        erase=erase_workflows,
        read=workflows,
        columns=("workflow_id", "run_id", "status", "started_at", "closed_at"),
    ),
)


def old_mails(cutoff: datetime) -> QuerySet[SentMail]:
    return SentMail.objects.filter(WITH_WORDS, created_at__lt=cutoff)


def empty_old_mails(cutoff: datetime, most: int) -> int:
    """Their files, where mails end as such, go with them."""
    old = list(old_mails(cutoff).order_by("created_at")[:most])
    _unlinked(_files_with([mail.message_id.encode() for mail in old]))
    return SentMail.objects.filter(pk__in=[mail.pk for mail in old]).update(**WITHOUT_WORDS)


EXPIRING = (
    Expiring(name="mails", title=_("mails"), due=lambda cutoff: old_mails(cutoff).count(), sweep=empty_old_mails),
)
