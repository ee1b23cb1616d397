"""The database connection with what django-tenants adds to it, typed."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.db import InternalError
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
    """Let statements and waits for locks take as long as they take: for migrations."""
    _set("SET {} = 0")
    try:
        yield
    finally:
        with suppress(InternalError):  # a transaction that has failed takes the settings back itself
            _set("RESET {}")


def _set(statement: str) -> None:
    with connection.cursor() as cursor:
        for name in settings.DATABASE_PATIENCE:
            cursor.execute(statement.format(name))
