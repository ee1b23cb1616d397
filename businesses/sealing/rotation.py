"""Replacing keys while the product runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import connection, transaction
from django.utils import timezone
from psycopg import sql

from businesses.models.keys import DataKey
from businesses.sealing.fields import MARK, SealedTextField
from businesses.sealing.keys import new_key
from businesses.sealing.master import unwrap, wrap
from tenants.deeds import done

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from django.db.models import Model

    from tenants.actors import Actor

KEYS_ROTATED = "data_keys.rotated"

BITE = 500
"""Rows sealed anew in one transaction."""


@dataclass(frozen=True, slots=True)
class Rotation:
    """``rows`` were sealed anew, ``wrapped`` keys given the newest master key; ``deleted`` had been retired before."""

    rows: int
    wrapped: int
    deleted: int


def rotate_keys(*, by: Actor) -> Rotation:
    """Seal all of the business's sealed columns anew, with a new key, and its keys with the newest master key.

    Keys that were retired by the rotation before go; those retired now stay until the next, for what a write under way
    has sealed with them. Ended half-way, it may be run again. Raises ``NoMasterKey``, ``SealBroken``.
    """
    wrapped = wrap_anew()
    key = new_key()
    rows = sum(_seal_anew(model, field, key.uid) for model, field in sealed_columns())
    with transaction.atomic():
        deleted, _by_model = DataKey.objects.exclude(retired_at=None).delete()
        DataKey.objects.exclude(uid=key.uid).update(retired_at=timezone.now())
        detail = {"rows": rows, "wrapped": wrapped, "deleted": deleted}
        done(KEYS_ROTATED, about=f"datakey:{key.uid}", by=by, detail=detail)
    return Rotation(rows, wrapped, deleted)


def sealed_columns() -> Iterator[tuple[type[Model], SealedTextField]]:
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, SealedTextField):
                yield model, field


def wrap_anew() -> int:
    """So that an older master key can be taken out of the settings afterwards."""
    with transaction.atomic():
        rows = list(DataKey.objects.select_for_update())
        for row in rows:
            secret = unwrap(bytes(row.wrapped), row.master, row.uid.bytes)
            row.wrapped, row.master = wrap(secret, row.uid.bytes)
            row.save(update_fields=["wrapped", "master"])
    return len(rows)


def _seal_anew(model: type[Model], field: SealedTextField, uid: UUID) -> int:
    total = 0
    while True:
        with transaction.atomic():
            keys = _sealed_otherwise(model, field, uid)
            for row in model._default_manager.select_for_update().filter(pk__in=keys):
                row.save(update_fields=[field.attname])
        total += len(keys)
        if len(keys) < BITE:
            return total


def _sealed_otherwise(model: type[Model], field: SealedTextField, uid: UUID) -> list[Any]:
    """Keys of rows that another key has sealed, or none."""
    table, column = sql.Identifier(model._meta.db_table), sql.Identifier(str(field.column))
    query = sql.SQL("SELECT {} FROM {} WHERE {} <> '' AND {} NOT LIKE %s ORDER BY 1 LIMIT %s").format(
        sql.Identifier(str(model._meta.pk.column)), table, column, column
    )
    with connection.cursor() as cursor:
        cursor.execute(query.as_string(None), [f"{MARK}:{uid.hex}:%", BITE])
        return [key for (key,) in cursor.fetchall()]
