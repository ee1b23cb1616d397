"""A business out of a file: in its own place, or beside what is there as another."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

import structlog
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import OperationalError, transaction
from django.utils.translation import gettext as _
from psycopg import sql
from psycopg.errors import DeadlockDetected, LockNotAvailable

from tenants.backups.archive import FILES, Reader
from tenants.backups.errors import BackupOfAnotherVersion
from tenants.backups.people import give_back_roles, let_in, name_anew
from tenants.backups.rows import go_on_counting, read_rows, tables_of
from tenants.connection import connection, owning, unhurried
from tenants.context import PUBLIC, enter, public
from tenants.deeds import done
from tenants.errors import ConfirmationMismatch, InvalidBusiness
from tenants.files import erase_files_of, files
from tenants.models import Business, Domain, new_schema_name
from tenants.operations import add_member
from tenants.provisioning.steps import Return, returning, underway
from tenants.provisioning.template import fingerprint, migrations_on_disk, restore_into

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tenants.actors import Actor

logger = structlog.get_logger(__name__)

BUSINESS_RESTORED = "business.restored"
AS_TODAY = {"is_suspended", "requires_second_factor", "second_factor_roles", "api_tier"}
"""What is asked of a business and allowed to it does not come back from a backup that is put in its place."""
SWAP_ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class Restored:
    """``members`` were let in; ``troubles`` are the stores whose work under way could not be ended, each with why."""

    business: Business
    members: int
    troubles: dict[str, str] = field(default_factory=dict)


def restore_business(*, file: Path, slug: str, confirmed_name: str, is_suspended: bool, by: Actor) -> Restored:
    """Bring the file's business back under the short name: a new business, or in place of the one that has the name.

    A new one has a schema, host and data key of its own; what opened the other opens nothing here: no key of the API,
    session, token or link. One that is there keeps its people, hosts, keys and links as they are today, and gets its
    rows and files as they were then; its name is repeated to confirm. All or nothing. Raises ``BackupRefused``,
    ``ConfirmationMismatch``, ``InvalidBusiness``, ``ProvisioningFailed``.
    """
    archive = Reader(file)
    if archive.manifest.migrations != fingerprint(migrations_on_disk()):
        raise BackupOfAnotherVersion
    with public():
        present = Business.objects.filter(slug=slug).first()
        if present is not None:
            _assert_is_meant(present, archive, confirmed_name)
        fresh = new_schema_name()
        try:
            _put_files(archive, fresh)
            with unhurried(), transaction.atomic():
                restored = _restore(archive, slug, fresh, present, is_suspended=is_suspended, by=by)
        except BaseException:
            erase_files_of(fresh)
            raise
    if present is not None:
        _see_to_what_is_elsewhere(restored, fresh)
    return restored


def _assert_is_meant(present: Business, archive: Reader, confirmed_name: str) -> None:
    if present.schema_name != archive.manifest.schema:
        raise InvalidBusiness(errors={"slug": [_("Another business has this short name.")]})
    if confirmed_name != present.slug:
        raise ConfirmationMismatch


def _restore(
    archive: Reader, slug: str, fresh: str, present: Business | None, *, is_suspended: bool, by: Actor
) -> Restored:
    restore_into(fresh)
    read_rows(fresh, archive)
    go_on_counting(fresh, archive.manifest.tables)
    if present is None:
        business = _new_business(archive, slug, fresh, is_suspended=is_suspended)
        members = _let_in(archive, business, by=by)
    else:
        business, members = present, present.memberships.count()
        _put_in_place(archive, business, fresh)
    with enter(business.schema_name):
        connection.tenant = business
        name_anew(archive.manifest)
        for step in returning.values():
            step(Return(business, archive.manifest.schema))
    detail = {"of": archive.manifest.schema, "written_at": archive.manifest.written_at, "slug": slug}
    for schema in (business.schema_name, PUBLIC):
        done(BUSINESS_RESTORED, about=f"business:{business.pk}", by=by, schema=schema, detail=detail)
    return Restored(business, members)


def _new_business(archive: Reader, slug: str, schema: str, *, is_suspended: bool) -> Business:
    facts = archive.manifest.business | {"is_suspended": is_suspended}
    business = Business(slug=slug, schema_name=schema, **facts)
    try:
        business.full_clean(exclude=["schema_name"])
    except ValidationError as error:
        raise InvalidBusiness(errors=error.message_dict) from error
    business.save()
    Domain.objects.create(domain=f"{slug}.{settings.PLATFORM_HOST}", tenant=business, is_primary=True)
    return business


def _let_in(archive: Reader, business: Business, *, by: Actor) -> int:
    original = Business.objects.filter(schema_name=archive.manifest.schema).first()
    roles = give_back_roles(business, archive.manifest)
    members = list(let_in(archive.manifest, original))
    for user, role, custom in members:
        add_member(business=business, user=user, role=roles[custom] if custom else role, by=by)
    return len(members)


def _put_in_place(archive: Reader, business: Business, fresh: str) -> None:
    """The schema that has been filled takes the name of the one there was."""
    earlier = tables_of(business.schema_name)
    for attempt in range(1, SWAP_ATTEMPTS + 1):
        try:
            with transaction.atomic():
                _swap(business.schema_name, fresh)
            break
        except OperationalError as error:  # somebody is at work in it, and locks its tables the other way round
            is_at_work = isinstance(error.__cause__, DeadlockDetected | LockNotAvailable)
            if not is_at_work or attempt == SWAP_ATTEMPTS:
                raise
    go_on_counting(business.schema_name, earlier)
    facts = {name: value for name, value in archive.manifest.business.items() if name not in AS_TODAY}
    Business.objects.filter(pk=business.pk).update(**facts)
    business.refresh_from_db()


def _swap(schema: str, fresh: str) -> None:
    named = {"old": sql.Identifier(schema), "new": sql.Identifier(fresh)}
    with owning(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '5s'")
        for statement in ("DROP SCHEMA {old} CASCADE", "ALTER SCHEMA {new} RENAME TO {old}"):
            cursor.execute(sql.SQL(statement).format(**named).as_string(None))
        cursor.execute("SET LOCAL lock_timeout = 0")


def _put_files(archive: Reader, schema: str) -> None:
    with enter(schema):
        for name in archive.files:
            with archive.open(FILES + name) as part:
                files().save(name, File(part, name))


def _see_to_what_is_elsewhere(restored: Restored, fresh: str) -> None:
    """Files take the place of those there were; what runs for rows that are gone ends."""
    steps: dict[str, Callable[[Business], object]] = {
        "uploads": partial(_take_place_of_files, fresh),
        **underway.by_name,
    }
    for name, see_to in steps.items():
        try:
            see_to(restored.business)
        except Exception as error:  # the rows are back: what runs for those that were there finds them changed
            logger.exception("underway_not_ended", store=name, business_schema=restored.business.schema_name)
            restored.troubles[name] = type(error).__name__


def _take_place_of_files(fresh: str, business: Business) -> None:
    with enter(business.schema_name):
        files().clear()
        files().take_from(fresh)
