"""An import from the upload to its undoing: looked over in one task, done in another when somebody has said yes."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import structlog
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from businesses.exchange.errors import AnotherImport, FileNotRead, NotWaiting, TableNotAllowed
from businesses.exchange.files import read_file
from businesses.exchange.planning import plan
from businesses.exchange.standing import standing
from businesses.exchange.tables import TABLE, TABLES
from businesses.exchange.writing import write_changes
from businesses.models import CatalogueImport, ImportedRow, ImportState, RowChange
from businesses.models.imports import AT_WORK, UNFINISHED
from businesses.operations.contention import queue_for
from businesses.queries import business_today
from tenants.actors import Actor
from tenants.deeds import done

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime
    from uuid import UUID

    from businesses.exchange.planning import Change, Plan

logger = structlog.get_logger(__name__)

IMPORT_REQUESTED = "catalogue.import_requested"
IMPORT_APPROVED = "catalogue.import_approved"
IMPORT_DROPPED = "catalogue.import_dropped"
CATALOGUE_IMPORTED = "catalogue.imported"

ONE_AT_A_TIME = "catalogue-import"
MOST_SHOWN = 200
PROGRESS_EVERY = 100
PROGRESS_KEPT = 3600


def request_import(
    *, name: str, content: bytes, table: str, by: Actor, language: str = "", now: datetime | None = None
) -> CatalogueImport:
    """Take a file in: ``look_over`` says, in a task, what it would do. One that waited for a yes is let go.

    Raises ``FileNotRead`` for what is no such file at all, ``AnotherImport`` while one is being worked on.
    """
    now = now or timezone.now()
    read_file(content, table)
    with transaction.atomic():
        queue_for([ONE_AT_A_TIME])
        for earlier in CatalogueImport.objects.select_for_update().filter(state__in=UNFINISHED):
            if earlier.is_at_work(now):
                raise AnotherImport
            _let_go(earlier)
        made = CatalogueImport.objects.create(
            name=name[-120:], table=table, content=content, size=len(content), requested_by=str(by), requested_at=now,
            language=language,
        )  # fmt: skip
        done(IMPORT_REQUESTED, about=f"import:{made.pk}", by=by, detail={"bytes": len(content)})
    return made


def look_over(*, import_id: UUID, now: datetime) -> CatalogueImport:
    """Work out what the file would do and write that down; the catalogue stays as it is.

    One that somebody else looks over, or that has been looked over, is left alone.
    """
    mine = CatalogueImport.objects.filter(pk=import_id, state=ImportState.READING, started_at=None)
    claimed = mine.update(started_at=now)
    found = CatalogueImport.objects.get(pk=import_id)
    if not claimed:
        return found
    progress = Progress(found)
    try:
        with translation.override(found.language or None):
            sheets = read_file(bytes(found.content or b""), found.table)
            progress.total = sum(len(sheet.lines) for sheet in sheets)
            _show(found, plan(sheets, standing_rows(), today=business_today(), tick=progress.tick))
    except FileNotRead as error:
        _end(found, ImportState.REFUSED, str(error.detail))
    except BaseException:
        _end(found, ImportState.FAILED, "")
        raise
    return found


def standing_rows() -> dict[str, dict[int, dict[str, str]]]:
    """All there is now, as files tell it."""
    return {table.name: standing(table) for table in TABLES}


def _show(found: CatalogueImport, worked_out: Plan, trouble: str = "") -> None:
    """Keep what is shown: the first of it, and what is counted of all."""
    found.counts = worked_out.counts()
    found.problems = [asdict(problem) for problem in worked_out.problems[:MOST_SHOWN]]
    found.preview = [as_shown(change) for change in worked_out.changes[:MOST_SHOWN]]
    found.digest = worked_out.digest()
    found.state = ImportState.REFUSED if worked_out.problems else ImportState.READY
    found.trouble, found.started_at = trouble, None
    if found.state == ImportState.REFUSED:
        found.content = None
    found.save()


def as_shown(change: Change) -> dict[str, object]:
    return {
        "table": change.table,
        "what": change.what,
        "called": change.called,
        "line": change.line,
        "differing": [[name, *pair] for name, pair in change.differing.items() if is_worth_telling(change, name)],
    }


def is_worth_telling(change: Change, column: str) -> bool:
    """Of a new row what the file says of it, not what every new row has."""
    return change.what != RowChange.NEW or column in change.given


def _end(found: CatalogueImport, state: ImportState, trouble: str) -> None:
    found.state, found.trouble, found.content = state, trouble[:300], None
    found.save(update_fields=["state", "trouble", "content"])


def _let_go(found: CatalogueImport) -> None:
    _end(found, ImportState.DROPPED, "")


def drop_import(*, import_id: UUID, by: Actor) -> CatalogueImport:
    """Let go of an import that waits for a yes. Raises ``NotWaiting``."""
    with transaction.atomic():
        found = _waiting(import_id)
        _let_go(found)
        done(IMPORT_DROPPED, about=f"import:{found.pk}", by=by)
    return found


def approve_import(*, import_id: UUID, by: Actor, permissions: Collection[str], now: datetime) -> CatalogueImport:
    """Say yes to what was shown: ``apply_import`` does it, in a task. Raises ``NotWaiting``, ``TableNotAllowed``."""
    with transaction.atomic():
        found = _waiting(import_id)
        check_allowed(found, permissions)
        found.state, found.started_at = ImportState.APPLYING, now
        found.save(update_fields=["state", "started_at"])
        done(IMPORT_APPROVED, about=f"import:{found.pk}", by=by)
    return found


def check_allowed(found: CatalogueImport, permissions: Collection[str]) -> None:
    """Raises ``TableNotAllowed`` where a table in it is another's to change."""
    if any(TABLE[name].to_change not in permissions for name in found.counts):
        raise TableNotAllowed


def _waiting(import_id: UUID) -> CatalogueImport:
    found = CatalogueImport.objects.select_for_update().get(pk=import_id)
    if found.state != ImportState.READY:
        raise NotWaiting
    return found


def apply_import(*, import_id: UUID, now: datetime) -> CatalogueImport:
    """Do what was approved, all of it or nothing; where that is not what was shown any more, show it anew instead.

    One that does not wait to be done is left alone: doing it twice does it once. A failure is told in its state, and
    raised.
    """
    try:
        with transaction.atomic():
            found = CatalogueImport.objects.select_for_update().get(pk=import_id)
            if found.state == ImportState.APPLYING:
                with translation.override(found.language or None):
                    _apply(found, now=now)
    except BaseException:
        CatalogueImport.objects.filter(pk=import_id, state=ImportState.APPLYING).update(
            state=ImportState.FAILED, content=None
        )
        raise
    return found


def _apply(found: CatalogueImport, *, now: datetime) -> None:
    sheets = read_file(bytes(found.content or b""), found.table)
    hold_rows(sheet.table.name for sheet in sheets)
    worked_out = plan(sheets, standing_rows(), today=business_today())
    if worked_out.problems or worked_out.digest() != found.digest:
        _show(found, worked_out, str(_("Something was changed meanwhile. Please look it over once more.")))
        return
    progress = Progress(found, total=len(worked_out.changes))
    keys = write_changes(worked_out.changes, TABLES, progress.add)
    record(found, worked_out.changes, keys)
    found.state, found.imported_at, found.content, found.trouble = ImportState.DONE, now, None, ""
    found.save()
    done(
        CATALOGUE_IMPORTED,
        about=f"import:{found.pk}",
        by=Actor("import", str(found.pk), found.name),
        detail={"counts": found.counts, "asked_by": found.requested_by},
    )


def hold_rows(names: Iterable[str]) -> None:
    """Nobody changes a row of these tables until the transaction is over."""
    wanted = set(names)
    for table in TABLES:
        if table.name in wanted:
            list(table.model._default_manager.select_for_update().order_by("pk").values_list("pk"))


def record(found: CatalogueImport, changes: list[Change], keys: dict[int, int]) -> None:
    """What became of each row: for its history, and for taking the import back."""
    ImportedRow.objects.bulk_create(
        (
            ImportedRow(
                catalogue_import=found, table=change.table, model=TABLE[change.table].model._meta.model_name or "",
                key=change.key or keys[place], called=change.called, what=change.what,
                before=change.before, after=change.after,
            )
            for place, change in enumerate(changes)
        ),
        batch_size=1000,
    )  # fmt: skip


class Progress:
    """How far an import is, for who waits for it: in the cache, as the rows are written in one transaction."""

    def __init__(self, found: CatalogueImport, *, total: int = 0) -> None:
        self.key, self.done, self.total = progress_key(found), 0, total

    def tick(self) -> None:
        self.add(1)

    def add(self, count: int) -> None:
        before, self.done = self.done, self.done + count
        if before // PROGRESS_EVERY != self.done // PROGRESS_EVERY or self.done == self.total:
            cache.set(self.key, (self.done, self.total), PROGRESS_KEPT)


def progress_key(found: CatalogueImport) -> str:
    return f"import:{found.pk}:{found.state}"


def progress_of(found: CatalogueImport) -> tuple[int, int]:
    """Rows done, and rows in all."""
    return (cache.get(progress_key(found)) or (0, 0)) if found.state in AT_WORK else (0, 0)
