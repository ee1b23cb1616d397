"""The database connection with what django-tenants adds to it, typed."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.db import connection as _connection

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.backends.base.base import BaseDatabaseWrapper

    class TenantConnection(BaseDatabaseWrapper):
        """The wrapper of ``django_tenants.postgresql_backend``, which is untyped; one per thread behind the proxy."""

        schema_name: str
        tenant: Any
        include_public_schema: bool
        search_path_set_schemas: list[str] | None

        def set_schema(self, schema_name: str, include_public: bool = True) -> None: ...
        def set_tenant(self, tenant: Any, include_public: bool = True) -> None: ...
        def set_schema_to_public(self) -> None: ...


connection = cast("TenantConnection", _connection)


@contextmanager
def unhurried() -> Iterator[None]:
    """As the owner of the tables, let statements and waits for locks take as long as they take: for migrations.

    The block gets a connection of its own, which no other can be handed afterwards. Inside a transaction all stays as
    it is: its connection cannot be changed.
    """
    if connection.in_atomic_block:
        yield
        return
    usual = connection.settings_dict
    patience = {name: value for name, value in usual["OPTIONS"].items() if name not in {"options", "pool"}}
    connection.close()
    connection.settings_dict = {**usual, "OPTIONS": patience}
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict = usual


@contextmanager
def owning() -> Iterator[None]:
    """Inside a transaction, work as the owner of the tables: to make a schema, or to drop one."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE NONE")
    yield
    with connection.cursor() as cursor:  # an error ends the transaction, and with it what is local to it
        cursor.execute(f"SET LOCAL ROLE {connection.ops.quote_name(settings.DATABASE_ROLE)}")
