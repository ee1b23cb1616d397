"""A business into a file, while it is at work."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from tenants.backups.archive import FILES, Manifest, Writer, pieces
from tenants.backups.people import kinds, members_of, named_people, roles_of
from tenants.backups.rows import write_rows
from tenants.connection import connection, unhurried
from tenants.context import enter, public
from tenants.deeds import done
from tenants.files import files
from tenants.models import Business
from tenants.provisioning.fleet import applied_migrations
from tenants.provisioning.template import fingerprint

if TYPE_CHECKING:
    from tenants.actors import Actor

BUSINESS_BACKED_UP = "business.backed_up"
NOT_KEPT = {"id", "schema_name", "slug", "created_at"}
"""Columns of a business that are of one row of the directory, not of what the business is."""


def back_up_business(*, business: Business, file: Path, by: Actor) -> None:
    """Write all of the business into the file, as of one moment: rows, uploaded files, roles and who has them.

    Not in it: keys of the API, sessions, tokens, invitations, events under way, the audit. What is sealed stays so,
    under the business's key, which stays sealed by the master key. Ended half-way it leaves no file of that name.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=file.parent) as folder:
        unfinished = Path(folder) / "unfinished"
        unfinished.touch(mode=0o600)
        with Writer(unfinished) as archive:
            _write(business, archive)
        unfinished.replace(file)
    done(BUSINESS_BACKED_UP, about=f"business:{business.pk}", by=by, schema=business.schema_name)


def _write(business: Business, archive: Writer) -> None:
    schema, written_at = business.schema_name, timezone.now()
    with public(), unhurried(), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        migrations = fingerprint(applied_migrations([schema]).get(schema, set()))
        facts, roles, members = facts_of(business), roles_of(business), members_of(business)
        tables = write_rows(schema, archive)
        with enter(schema):
            people = named_people()
        told = kinds()
    _add_files(schema, archive)
    stamp = written_at.isoformat()
    archive.finish(Manifest(schema, migrations, stamp, facts, roles, members, people, told, tables))


def facts_of(business: Business) -> dict[str, Any]:
    """What the directory says of it."""
    row: dict[str, Any] = Business.objects.filter(pk=business.pk).values().get()
    return {name: value for name, value in row.items() if name not in NOT_KEPT}


def _add_files(schema: str, archive: Writer) -> None:
    with enter(schema):
        for name in files().names():
            with files().open(name) as file:
                archive.add(f"{FILES}{name}", pieces(file))
