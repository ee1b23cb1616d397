"""Writing a copy of one customer's or of the whole business's data, and handing it out."""

from __future__ import annotations

import hashlib
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.cache import cache
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.db.models import F, Q
from django.utils import timezone

from businesses.models import Customer, Export, ExportState
from businesses.privacy.archive import READ_AT_ONCE, Writer
from businesses.privacy.errors import ExportNotThere
from businesses.privacy.events import DATA_DOWNLOADED, DATA_EXPORTED
from businesses.privacy.holdings import CUSTOMER, Subject, stores, tables
from businesses.privacy.persons import person_of
from events.operations import publish
from tenants.actors import SYSTEM
from tenants.context import current_business
from tenants.deeds import done
from tenants.errors import AppError
from tenants.files import files

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from tenants.actors import Actor

EXPORT_REQUESTED = "data.export_requested"
EXPORT_DELETED = "data.export_deleted"

FOLDER = "exports"
KEPT_FOR = timedelta(days=7)
TAKEN_FOR_DEAD_AFTER = timedelta(hours=1)
"""Twice what the task that writes an export is given."""
PROGRESS_EVERY = 500
PROGRESS_KEPT = 3600


def request_export(*, by: Actor, customer: Customer | None = None, now: datetime | None = None) -> Export:
    """Ask for a copy of the customer's data, or of all of the business's: ``write_export`` makes it, in a task."""
    of_customer = customer is not None
    with transaction.atomic():
        export = Export.objects.create(
            customer=customer, is_of_customer=of_customer, requested_by=str(by), requested_at=now or timezone.now()
        )
        done(EXPORT_REQUESTED, about=f"export:{export.pk}", by=by, detail={"of_customer": of_customer})
    return export


def write_export(*, export_id: UUID, now: datetime) -> Export:
    """Write the file of an export that waits; one that somebody else writes, or that is ready, is left alone.

    All rows are read as of one moment. A failure is told in its state, and raised.
    """
    mine = Export.objects.filter(pk=export_id, state=ExportState.WAITING)
    if not mine.update(state=ExportState.WRITING, started_at=now):
        return Export.objects.get(pk=export_id)
    export = Export.objects.select_related("customer").get(pk=export_id)
    try:
        with tempfile.TemporaryDirectory() as folder:
            target = Path(folder) / "export.zip"
            rows = _write(export, target, Path(folder), now=now)
            return _keep(export, target, rows, now=timezone.now())
    except BaseException:
        Export.objects.filter(pk=export_id, state=ExportState.WRITING).update(state=ExportState.FAILED)
        raise


def _write(export: Export, target: Path, folder: Path, *, now: datetime) -> int:
    """The archive; how many rows are in it."""
    subject = _subject_of(export)
    counted = Progress(export, subject)
    missing: list[str] = []
    with Writer(target, folder) as archive:
        for store in stores():
            if store.read is None:
                continue
            try:
                archive.add_table(store.name, store.columns, list(store.read(subject)), counted.tick)
            except (AppError, OSError):
                missing.append(store.name)
        with transaction.atomic():
            _as_of_one_moment()
            for table in tables():
                if subject is None or table.is_of_people:
                    archive.add_table(table.name, table.columns, table.read(subject), counted.tick)
        if subject is None:
            _add_uploads(archive)
        archive.finish(
            of="business" if subject is None else "customer",
            business=current_business().slug,
            written_at=now,
            migrations=_migrations(),
            missing=missing,
        )
    return counted.done


def _subject_of(export: Export) -> Subject | None:
    if not export.is_of_customer:
        return None
    if export.customer is None:
        raise ExportNotThere
    return person_of([export.customer])


def _as_of_one_moment() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")


def _add_uploads(archive: Writer) -> None:
    """What the business has uploaded; not the copies of its data."""
    for name in files().names():
        if not name.startswith(f"{FOLDER}/"):
            with files().open(name) as file:
                archive.add_file(file, name)


def _migrations() -> dict[str, str]:
    """The newest migration of each app that the business's schema has: which version of the product wrote this."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, max(name) FROM django_migrations GROUP BY app ORDER BY app")
        return dict(cursor.fetchall())


def _keep(export: Export, target: Path, rows: int, *, now: datetime) -> Export:
    digest = hashlib.sha256()
    with target.open("rb") as content:
        while chunk := content.read(READ_AT_ONCE):
            digest.update(chunk)
        content.seek(0)
        export.file = default_storage.save(f"{FOLDER}/{export.pk}.zip", File(content))
    export.state, export.rows, export.size, export.sha256 = (
        ExportState.READY,
        rows,
        target.stat().st_size,
        digest.hexdigest(),
    )
    export.ready_at, export.expires_at = now, now + KEPT_FOR
    with transaction.atomic():
        export.save()
        publish(
            type=DATA_EXPORTED,
            aggregate=f"export:{export.pk}",
            payload={"id": str(export.pk), "rows": rows, "of_customer": export.is_of_customer},
            by=SYSTEM,
        )
    return export


class Progress:
    """How far an export is, for who waits for it: in the cache, as the rows are read in one long transaction."""

    def __init__(self, export: Export, subject: Subject | None) -> None:
        self.key, self.done = progress_key(export), 0
        self.total = sum(table.count(subject) for table in tables() if subject is None or table.is_of_people)

    def tick(self) -> None:
        self.done += 1
        if self.done % PROGRESS_EVERY == 0:
            cache.set(self.key, (self.done, self.total), PROGRESS_KEPT)


def progress_key(export: Export) -> str:
    return f"export:{export.pk}"


def progress_of(export: Export) -> int:
    """Per cent."""
    if export.state != ExportState.WRITING:
        return 100 if export.state == ExportState.READY else 0
    done, total = cache.get(progress_key(export)) or (0, 0)
    return min(99, 100 * done // total) if total else 0


def hand_out(*, export: Export, by: Actor, now: datetime) -> Any:
    """The open file of an export, to be sent to whoever asked for it. Raises ``ExportNotThere``."""
    if not export.can_be_had(now) or not default_storage.exists(export.file):
        raise ExportNotThere
    with transaction.atomic():
        Export.objects.filter(pk=export.pk).update(downloads=F("downloads") + 1)
        publish(type=DATA_DOWNLOADED, aggregate=f"export:{export.pk}", payload={"id": str(export.pk)}, by=by)
    return default_storage.open(export.file)


def delete_exports(*, now: datetime) -> int:
    """Delete the files whose time is over, and let go of exports whose writer has died; how many files went."""
    dead = Q(state=ExportState.WRITING, started_at__lt=now - TAKEN_FOR_DEAD_AFTER)
    Export.objects.filter(dead).update(state=ExportState.FAILED)
    return sum(_delete(each) for each in Export.objects.filter(state=ExportState.READY, expires_at__lte=now))


def exports_with(person: Subject) -> list[Export]:
    """Files that hold the person's data: copies of theirs, and those of the whole business."""
    own = Q(is_of_customer=False) | Q(customer__in=person.of(CUSTOMER))
    return list(Export.objects.filter(own).exclude(file=""))


def erase_exports(person: Subject) -> int:
    """A copy of everything cannot have one person taken out: the whole of it goes."""
    return sum(_delete(each) for each in exports_with(person))


def _delete(export: Export) -> int:
    default_storage.delete(export.file)
    export.state, export.file = ExportState.EXPIRED, ""
    with transaction.atomic():
        export.save(update_fields=["state", "file"])
        done(EXPORT_DELETED, about=f"export:{export.pk}", by=SYSTEM)
    return 1
