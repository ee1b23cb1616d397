"""Deleting a business for good, from every store, with a receipt."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import structlog
from django.db import OperationalError, transaction
from psycopg import sql
from psycopg.errors import DeadlockDetected

from tenants.connection import connection, owning
from tenants.context import PUBLIC, public
from tenants.deeds import done
from tenants.errors import ConfirmationMismatch
from tenants.files import erase_files_of
from tenants.limits.shared import forget as forget_counts
from tenants.models import Business, Organisation
from tenants.operations.organisations import end_if_empty
from tenants.provisioning.steps import closing, remains, removal, underway

if TYPE_CHECKING:
    from tenants.actors import Actor

logger = structlog.get_logger(__name__)

BUSINESS_DELETED = "business.deleted"
DROP_ATTEMPTS = 5
"""A business that is being deleted may be at work; each deadlock ends one of the transactions that stood in the way."""


@dataclass(frozen=True, slots=True)
class DeletionReceipt:
    """How much of what went; ``troubles`` are the stores that could not be seen to, each with why."""

    counts: dict[str, int] = field(default_factory=dict)
    troubles: dict[str, str] = field(default_factory=dict)


def delete_business(*, business: Business, confirmed_name: str, by: Actor) -> DeletionReceipt:
    """Drop the business's schema and rows for good; the caller repeats its short name to confirm.

    What it left elsewhere goes too: events still to be delivered, workflows with their histories, files, mails kept as
    files, what is counted and cached. Logins of its members stay, they may work in other businesses; their sessions of
    this one open nothing any more. Raises ``ConfirmationMismatch``.
    """
    if confirmed_name != business.slug:
        raise ConfirmationMismatch
    receipt = DeletionReceipt({"rows": rows_of(business.schema_name)})
    for attempt in range(1, DROP_ATTEMPTS + 1):
        try:
            _drop(business, receipt, by)
            break
        except OperationalError as error:
            if not isinstance(error.__cause__, DeadlockDetected) or attempt == DROP_ATTEMPTS:
                raise
    logger.info("business_erased", slug=confirmed_name, counts=receipt.counts, troubles=receipt.troubles)
    return receipt


def rows_of(schema: str) -> int:
    """All rows of a schema, at this moment."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [schema])
        tables = [name for (name,) in cursor.fetchall()]
        total = 0
        for name in tables:
            cursor.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(schema, name)).as_string(None))
            total += int(cursor.fetchone()[0])
    return total


def _drop(business: Business, receipt: DeletionReceipt, by: Actor) -> None:
    """Dropping locks one table after the other, and can meet a transaction at work that locks them the other way."""
    schema = business.schema_name
    with public(), transaction.atomic():
        for step in removal:
            step(business)
        transaction.on_commit(lambda: close(business))
        with owning(), connection.cursor() as cursor:
            cursor.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.Identifier(schema)).as_string(None))
        detail = {"slug": business.slug, "business": schema}
        done(BUSINESS_DELETED, about=f"business:{business.pk}", by=by, schema=PUBLIC, detail=detail)
        organisation = Organisation.objects.filter(branches__business=business).first()
        Business.objects.filter(pk=business.pk).delete()
        if organisation is not None:
            end_if_empty(organisation, by=by)
        transaction.on_commit(lambda: _erase_remains(business, receipt))


def _erase_remains(business: Business, receipt: DeletionReceipt) -> None:
    for name, erase in remains.by_name.items():
        try:
            receipt.counts[name] = erase(business)
        except Exception as error:  # the business is gone already: what is left of it must not keep the rest
            logger.exception("remains_not_erased", store=name, business_schema=business.schema_name)
            receipt.troubles[name] = type(error).__name__


def close(business: Business) -> None:
    """End what is open of a business that answers no more."""
    for step in closing:
        step(business)


def erase_files(business: Business) -> int:
    return erase_files_of(business.schema_name)


def erase_counts(business: Business) -> int:
    """What is counted and cached of the business in Redis: its schema is in every key."""
    return forget_counts(business.schema_name)


remains.register("files", erase_files)
remains.register("redis", erase_counts)
underway.register("redis", erase_counts)
